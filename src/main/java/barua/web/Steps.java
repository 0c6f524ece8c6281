package barua.web;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a request's path, each decoded by itself. The one reading of paths: the door decides by it, and servlets act by it. */
public final class Steps {

    private static final int MOST = 16;
    private static final int LONGEST = 8_000;

    private Steps() {
    }

    /**
     * {@code /mail/inbox/12} gives {@code mail, inbox, 12}; {@code /} gives none. Parameters of a word ({@code ;x}) are left out.
     *
     * @param path as it stands in the request, encoded
     * @return empty where it can be read in two ways: broken encoding, control characters, dot words, empty words
     */
    static Optional<List<String>> of(String path) {
        List<String> steps = new ArrayList<>();
        if (!path.startsWith("/") || path.length() > LONGEST) {
            return Optional.empty();
        }
        String[] words = path.substring(1).split("/", -1);
        for (int i = 0; i < words.length; i++) {
            String plain = words[i].indexOf(';') >= 0 ? words[i].substring(0, words[i].indexOf(';')) : words[i];
            Optional<String> word = decoded(plain);
            boolean last = i == words.length - 1;
            if (word.isEmpty() || !last && plain.isEmpty() || steps.size() >= MOST) {
                return Optional.empty();
            }
            if (!plain.isEmpty()) {
                steps.add(word.get());
            }
        }
        return Optional.of(List.copyOf(steps));
    }

    /** Whether it is a number that a message can have. */
    public static boolean isUid(String text) {
        return text.matches("[1-9][0-9]{0,9}");
    }

    private static Optional<String> decoded(String word) {
        try {
            byte[] bytes = URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean odd = text.equals(".") || text.equals("..") || text.chars().anyMatch(Character::isISOControl);
            return odd ? Optional.empty() : Optional.of(text);
        } catch (IllegalArgumentException | CharacterCodingException broken) {
            return Optional.empty();
        }
    }
}
