package barua.directory;

import barua.message.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords people may choose. A password is as strong as what is left to guess: a common word, the person's own name, the domain, a
 * year, a run on the keyboard or of the alphabet count as one sign each, however long, and what was there before counts as none. What is left
 * must be {@value #FEWEST} signs at least. It needs no network; nothing of the password is kept or logged.
 */
public final class PasswordPolicy {

    /** What is wrong with a password, the first that applies. */
    public enum Weakness { TOO_SHORT, TOO_LONG, OWN_NAME, COMMON, TOO_SIMPLE }

    /** In characters as people count them. */
    public static final int SHORTEST = 10;
    /** In bytes of UTF-8. */
    public static final int LONGEST = 200;

    private static final int FEWEST = 6;
    private static final int SHORTEST_WORD = 3;
    private static final int SHORTEST_RUN = 3;
    private static final String[] KEYBOARD = {"1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertz", "azerty",
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm"};
    private static final String LEET_FROM = "0134578@$!|+";
    private static final String LEET_TO = "oieastbasilt";
    private static final Set<String> COMMON = common();

    private PasswordPolicy() {
    }

    /** @param name the person's own, as the directory has it; may be empty */
    public static Optional<Weakness> weakness(String password, Address account, String name) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of(Weakness.TOO_SHORT);
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            return Optional.of(Weakness.TOO_LONG);
        }
        Guess guess = new Guess(fold(password), own(account, name));
        return guess.left() >= FEWEST ? Optional.empty()
                : Optional.of(guess.ownName ? Weakness.OWN_NAME : guess.common ? Weakness.COMMON : Weakness.TOO_SIMPLE);
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The words of the address and the name. */
    private static Set<String> own(Address account, String name) {
        Collection<String> texts = List.of(account.local(), account.domain().toString(), name);
        return texts.stream().flatMap(text -> Arrays.stream(fold(text).split("[^\\p{L}\\p{N}]+"))).filter(word -> word.length() >= SHORTEST_WORD)
                .collect(Collectors.toSet());
    }

    /** One password as somebody takes it apart who knows the tricks. */
    private static final class Guess {

        private final String plain;
        private final String unleet;
        private final Set<String> own;
        private final Set<String> seen = new HashSet<>();
        private boolean ownName;
        private boolean common;

        Guess(String plain, Set<String> own) {
            this.plain = plain;
            this.unleet = unleet(plain);
            this.own = own;
        }

        /** How many signs are left to guess. */
        int left() {
            int left = 0;
            int at = 0;
            while (at < plain.length()) {
                int length = Math.max(Math.max(word(at), year(at)), Math.max(run(plain, at), woven(at)));
                String piece = plain.substring(at, at + Math.max(1, length));
                left += length == 0 || seen.add(piece) ? 1 : 0;
                at += piece.length();
            }
            return Math.min(left, different());
        }

        /** A password of few different signs is soon through, however they are mixed. */
        private int different() {
            return (int) plain.chars().distinct().count() + 1;
        }

        private int word(int at) {
            for (int end = plain.length(); end - at >= SHORTEST_WORD; end--) {
                List<String> forms = List.of(plain.substring(at, end), unleet.substring(at, end));
                boolean mine = forms.stream().anyMatch(own::contains);
                if (mine || forms.stream().anyMatch(COMMON::contains)) {
                    ownName |= mine;
                    common |= !mine;
                    return end - at;
                }
            }
            return 0;
        }

        /** Signs that follow each other up or down, or the same sign again. */
        private static int run(String plain, int at) {
            if (at >= plain.length()) {
                return 0;
            }
            int longest = 0;
            for (int step = -1; step <= 1; step++) {
                int end = at + 1;
                while (end < plain.length() && plain.charAt(end) - plain.charAt(end - 1) == step && Character.isLetterOrDigit(plain.charAt(end))) {
                    end++;
                }
                longest = Math.max(longest, end - at);
            }
            for (String row : KEYBOARD) {
                longest = Math.max(longest, Math.max(along(row, plain, at), along(new StringBuilder(row).reverse().toString(), plain, at)));
            }
            return longest >= SHORTEST_RUN ? longest : 0;
        }

        /** Two runs of which each gives every other sign, such as {@code 1q2w3e}. */
        private int woven(int at) {
            String rest = plain.substring(at);
            return 2 * Math.min(run(everyOther(rest), 0), run(everyOther(rest.substring(1)), 0));
        }

        private static String everyOther(String text) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < text.length(); i += 2) {
                out.append(text.charAt(i));
            }
            return out.toString();
        }

        private static int along(String row, String plain, int at) {
            int start = row.indexOf(plain.charAt(at));
            int length = 0;
            while (start >= 0 && at + length < plain.length() && start + length < row.length() && row.charAt(start + length) == plain.charAt(at + length)) {
                length++;
            }
            return length;
        }

        private int year(int at) {
            return plain.startsWith("19", at) || plain.startsWith("20", at) ? plain.substring(at).matches("(?s)[0-9]{4}.*") ? 4 : 0 : 0;
        }

        private static String unleet(String text) {
            StringBuilder out = new StringBuilder(text);
            for (int i = 0; i < out.length(); i++) {
                int known = LEET_FROM.indexOf(out.charAt(i));
                if (known >= 0) {
                    out.setCharAt(i, LEET_TO.charAt(known));
                }
            }
            return out.toString();
        }
    }

    private static Set<String> common() {
        List<String> words = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(PasswordPolicy.class.getResourceAsStream("/barua/directory/common-words.txt"),
                StandardCharsets.UTF_8))) {
            in.lines().filter(line -> !line.startsWith("#")).forEach(words::add);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Set.copyOf(words);
    }
}
