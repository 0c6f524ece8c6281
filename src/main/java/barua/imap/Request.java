package barua.imap;

/** One command with its tag; the tag is {@code *} where the client's was not readable. */
record Request(String tag, ImapCommand command) {
}
