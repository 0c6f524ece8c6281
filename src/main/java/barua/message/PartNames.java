package barua.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** File names of parts, made safe: no path, no control characters, at most 255 bytes of UTF-8. */
final class PartNames {

    private static final int LONGEST = 255;
    private static final int LONGEST_EXTENSION = 20;

    private PartNames() {
    }

    static Optional<String> fileName(MimePart part) {
        String said = part.dispositionParameters().getOrDefault("filename", "");
        Optional<String> name = safe(said);
        return name.isPresent() ? name : safe(part.parameters().getOrDefault("name", ""));
    }

    /** Without a path of either kind, without what cannot be seen, no leading or trailing dots or blanks. */
    static Optional<String> safe(String said) {
        String name = HeaderText.harmless(said);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int from = 0;
        int to = name.length();
        while (to > 0 && " .".indexOf(name.charAt(to - 1)) >= 0) {
            to--;
        }
        while (from < to && name.charAt(from) == ' ') {
            from++;
        }
        return from == to ? Optional.empty() : Optional.of(shortened(name.substring(from, to)));
    }

    /** Cut in the middle of the name, so that the extension, by which people and programs know the kind, stays. */
    private static String shortened(String name) {
        if (octets(name) <= LONGEST) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && octets(name.substring(dot)) <= LONGEST_EXTENSION ? name.substring(dot) : "";
        String stem = name.substring(0, Math.min(name.length() - extension.length(), LONGEST));
        while (octets(stem) + octets(extension) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
        }
        return stem + extension;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
