package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How folders stand in addresses: {@code inbox}, {@code sent} and so on for what a folder is for, whatever it is called; others by
 * name with {@code !} between levels and {@code ~} with four hexadecimal digits for a character that addresses or containers treat specially
 * (this one answers 503 where a path has a colon).
 */
final class FolderPath {

    private static final String UNSAFE = "~!:;/\\?#&%+\"'<>|";

    private FolderPath() {
    }

    static String of(FolderName name, Optional<SpecialUse> use) {
        if (name.isInbox()) {
            return "inbox";
        }
        if (use.isPresent()) {
            return word(use.get());
        }
        List<String> levels = name.levels().stream().map(FolderPath::escape).toList();
        String path = String.join("!", levels);
        return reserved(path) ? "~" + String.format("%04x", (int) path.charAt(0)) + path.substring(1) : path;
    }

    /** What a path names: a use or a name; empty where it is neither. */
    static Optional<FolderName> name(String path) {
        if (path.equals("inbox")) {
            return Optional.of(FolderName.INBOX);
        }
        List<String> levels = new ArrayList<>();
        for (String level : path.split("!", -1)) {
            levels.add(unescape(level));
        }
        return FolderName.parse(String.join("/", levels)).filter(name -> name.levels().size() == levels.size());
    }

    static Optional<SpecialUse> use(String path) {
        for (SpecialUse use : SpecialUse.values()) {
            if (word(use).equals(path)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    static String word(SpecialUse use) {
        return use == SpecialUse.JUNK ? "spam" : use.name().toLowerCase(Locale.ROOT);
    }

    private static boolean reserved(String path) {
        return path.equals("inbox") || use(path).isPresent();
    }

    private static String escape(String level) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < level.length(); i++) {
            char c = level.charAt(i);
            boolean dots = c == '.' && (i == 0 || i == level.length() - 1);
            out.append(UNSAFE.indexOf(c) >= 0 || dots ? "~" + String.format("%04x", (int) c) : String.valueOf(c));
        }
        return out.toString();
    }

    private static String unescape(String level) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < level.length()) {
            char c = level.charAt(at);
            if (c == '~' && at + 5 <= level.length() && level.substring(at + 1, at + 5).chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
                out.append((char) Integer.parseInt(level.substring(at + 1, at + 5), 16));
                at += 5;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }
}
