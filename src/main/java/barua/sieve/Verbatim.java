package barua.sieve;

import java.util.stream.Collectors;

/**
 * A piece of a script that no form can show. It stays as it is written.
 *
 * @param name    that a comment gives it; may be empty
 * @param enabled whether it is done at all
 * @param text    the piece, with the comments right above it
 * @param summary its code in one line, shortened
 */
public record Verbatim(String name, boolean enabled, String text, String summary) implements RuleSheet.Part {

    private static final int SUMMARY = 120;

    static String summary(String code) {
        String oneLine = code.substring(0, Math.min(code.length(), 10 * SUMMARY)).lines().map(String::strip).filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining(" ")).strip();
        int end = Math.min(oneLine.length(), SUMMARY);
        return oneLine.length() <= SUMMARY ? oneLine : oneLine.substring(0, Character.isHighSurrogate(oneLine.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
