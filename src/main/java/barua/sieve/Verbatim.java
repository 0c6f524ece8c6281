package barua.sieve;

/**
 * A piece of a script that no form can show. It stays as it is written.
 *
 * @param name    that a comment gives it; may be empty
 * @param enabled whether it is done at all
 * @param text    the piece, with the comments right above it
 * @param summary its code in one line, shortened
 */
public record Verbatim(String name, boolean enabled, String text, String summary) implements RuleSheet.Part {
}
