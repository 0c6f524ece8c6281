package barua.sieve;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How plain text becomes a string of a script that other people's {@code require} may have given a meaning to <code>${</code>
 * (RFC 5228 §2.4.2.4, RFC 5229 §3), and back.
 */
record Quoting(boolean variables, boolean encoded) {

    private static final String OPEN = "${";
    /** An unset variable, or a character by its number, between the dollar and the brace: they are nothing together, and nothing looks again. */
    private static final String BY_VARIABLE = "$${_}{";
    private static final String BY_NUMBER = "${hex:24}{";

    static Quoting under(Collection<String> required) {
        return new Quoting(required.contains("variables"), required.contains("encoded-character"));
    }

    String quoted(String text) {
        String safe = variables ? text.replace(OPEN, BY_VARIABLE) : encoded ? text.replace(OPEN, BY_NUMBER) : text;
        return "\"" + safe.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** One string, or a list in brackets. */
    String list(List<String> texts) {
        return texts.size() == 1 ? quoted(texts.getFirst()) : "[" + texts.stream().map(this::quoted).collect(Collectors.joining(", ")) + "]";
    }

    /** A text of lines, each with its end; lines that are a dot cannot end it (RFC 5228 §2.4.2). */
    String lines(String text, String newline) {
        if (!text.contains("\r\n") || needsQuoting(text)) {
            return quoted(text);
        }
        String stuffed = text.lines().map(line -> (line.startsWith(".") ? "." + line : line) + newline).collect(Collectors.joining());
        return "text:" + newline + stuffed + "." + newline;
    }

    private boolean needsQuoting(String text) {
        return (variables || encoded) && text.contains(OPEN);
    }

    /** What a string says; empty where that is known only when the script runs. */
    Optional<String> plain(String literal) {
        if (!needsQuoting(literal)) {
            return Optional.of(literal);
        }
        String plain = variables ? literal.replace(BY_VARIABLE, "\0") : literal.replace(BY_NUMBER, "\0");
        return plain.contains(OPEN) ? Optional.empty() : Optional.of(plain.replace("\0", OPEN));
    }
}
