package barua.sieve;

import java.util.Optional;

/**
 * Tags that say more of the folder into which something goes: {@code :create} (RFC 5490 §3.2), {@code :specialuse} (RFC 8579 §4), {@code :mailboxid}
 * (RFC 9042).
 */
record FolderTags(boolean create, Optional<Text> specialUse, Optional<Text> mailboxId) {

    static FolderTags read(Words words) {
        boolean create = words.flag(":create", "mailbox");
        Optional<Text> use = words.string(":specialuse", "special-use");
        Optional<Text> id = words.string(":mailboxid", "mailboxid");
        use.flatMap(Text::constant).filter(text -> !isUse(text)).ifPresent(text ->
                words.complain("\"" + text + "\" is no special use, such as \"\\\\Archive\""));
        if (use.isPresent() && id.isPresent()) {
            words.complain(":specialuse and :mailboxid exclude each other");
        }
        return new FolderTags(create, use, id);
    }

    boolean said() {
        return create || specialUse.isPresent() || mailboxId.isPresent();
    }

    Optional<String> specialUse(Run run) {
        return specialUse.map(text -> text.in(run)).map(text -> {
            if (!isUse(text)) {
                throw new Failure("what :specialuse names is no special use");
            }
            return text;
        });
    }

    Optional<String> mailboxId(Run run) {
        return mailboxId.map(text -> text.in(run)).filter(id -> !id.isEmpty());
    }

    /** RFC 6154 §6: use-attr. */
    static boolean isUse(String text) {
        return text.length() > 1 && text.length() < 100 && text.charAt(0) == '\\'
                && text.chars().skip(1).allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.');
    }
}
