package barua.mailbox;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of folders and of their directories in Maildir++: {@code .Sent.2026} below Maildir, INBOX is Maildir itself. */
final class FolderPaths {

    private static final int LONGEST = 255;

    private FolderPaths() {
    }

    /** @throws MailboxException LIMIT where the disk takes no such long name */
    static String directory(FolderName name) throws MailboxException {
        if (name.isInbox()) {
            return "";
        }
        StringBuilder directory = new StringBuilder();
        name.levels().forEach(level -> directory.append('.').append(ModifiedUtf7.encodeLevel(level)));
        if (directory.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "the folder's name is too long");
        }
        return directory.toString();
    }

    /** The name of a directory, in NFC as clients are read; levels that do not decode are shown as they are. Empty for what is no folder. */
    static Optional<FolderName> name(String directory) {
        if (directory.isEmpty()) {
            return Optional.of(FolderName.INBOX);
        }
        if (!directory.startsWith(".") || directory.length() < 2 || directory.startsWith("..")) {
            return Optional.empty();
        }
        List<String> levels = new ArrayList<>();
        for (String level : directory.substring(1).split("\\.", -1)) {
            if (level.isEmpty() || !FolderName.isShown(level)) {
                return Optional.empty();
            }
            String shown = ModifiedUtf7.decode(level).filter(text -> text.indexOf('/') < 0 && FolderName.isShown(text)).orElse(level);
            levels.add(Normalizer.normalize(shown, Normalizer.Form.NFC));
        }
        if (levels.getFirst().toUpperCase(Locale.ROOT).equals("INBOX")) {
            levels.set(0, "INBOX");
        }
        return levels.size() == 1 && levels.getFirst().equals("INBOX") ? Optional.empty() : Optional.of(new FolderName(levels));
    }

    /** One local part or domain as a directory's name: letters, digits and a few signs as they are, the rest percent-encoded; never {@code .} or {@code ..}. */
    static String encode(String text) {
        StringBuilder out = new StringBuilder();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < utf8.length; i++) {
            char c = (char) (utf8[i] & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '+' || c == '=' || c == '.' && i > 0;
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }

    /** Reads what {@link #encode} wrote; empty for other names. */
    static Optional<String> decode(String text) {
        byte[] utf8 = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || Character.digit(text.charAt(i + 1), 16) < 0 || Character.digit(text.charAt(i + 2), 16) < 0) {
                    return Optional.empty();
                }
                utf8[length++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                utf8[length++] = (byte) c;
            }
        }
        String decoded = new String(utf8, 0, length, StandardCharsets.UTF_8);
        return encode(decoded).equals(text) ? Optional.of(decoded) : Optional.empty();
    }
}
