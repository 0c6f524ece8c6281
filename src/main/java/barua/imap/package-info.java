/** The IMAP door (RFC 9051, 3501). Floor 5, may use message, net, sasl, mailbox, and directory. Start at {@link barua.imap.ImapSession}. */
package barua.imap;
