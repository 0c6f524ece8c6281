package barua.sieve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a string of a script holds besides its characters: encoded characters (RFC 5228 §2.4.2.4), which are put in place first, and variables
 * (RFC 5229 §3), which are put in at each run. What looks like neither stays as it is written.
 */
final class Expansion {

    /** Chars that a string may grow to. */
    static final int LONGEST = 1 << 18;

    private static final Pattern ENCODED = Pattern.compile("\\$\\{(?:(hex):([ \\t\\r\\n]*[0-9a-f]{1,2}(?:[ \\t\\r\\n]+[0-9a-f]{1,2})*+[ \\t\\r\\n]*)"
            + "|(unicode):([ \\t\\r\\n]*[0-9a-f]++(?:[ \\t\\r\\n]+[0-9a-f]++)*+[ \\t\\r\\n]*))\\}", Pattern.CASE_INSENSITIVE);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{((?:[a-z_][a-z0-9_]*+\\.(?:[a-z0-9_]++\\.)*+)?)(?:([0-9]++)|([a-z_][a-z0-9_]*+))\\}",
            Pattern.CASE_INSENSITIVE);

    private Expansion() {
    }

    /** @throws IllegalArgumentException in words, where an encoded character is none */
    static String encoded(String text) {
        if (!text.contains("${")) {
            return text;
        }
        Matcher found = ENCODED.matcher(text);
        var bytes = new ByteArrayOutputStream();
        int from = 0;
        while (found.find()) {
            bytes.writeBytes(text.substring(from, found.start()).getBytes(StandardCharsets.UTF_8));
            if (found.group(1) != null) {
                for (String octet : found.group(2).strip().split("\\s+")) {
                    bytes.write(Integer.parseInt(octet, 16));
                }
            } else {
                for (String character : found.group(4).strip().split("\\s+")) {
                    bytes.writeBytes(unicode(character).getBytes(StandardCharsets.UTF_8));
                }
            }
            from = found.end();
        }
        if (from == 0) {
            return text;
        }
        bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException("what stands in ${hex:...} is not UTF-8");
        }
    }

    private static String unicode(String hex) {
        String digits = hex.replaceFirst("^0+(?=.)", "");
        int c = digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits, 16);
        if (c > Character.MAX_CODE_POINT || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("${unicode:" + (hex.length() > 20 ? hex.substring(0, 20) + "..." : hex) + "} is no character");
        }
        return Character.toString(c);
    }

    /** A text with its variables. @throws IllegalArgumentException in words, where it names one that cannot be */
    static Text variables(String text, boolean globals) {
        if (!text.contains("${")) {
            return Text.of(text);
        }
        Matcher found = VARIABLE.matcher(text);
        var pieces = new ArrayList<Text>();
        int from = 0;
        while (found.find()) {
            if (found.start() > from) {
                pieces.add(Text.of(text.substring(from, found.start())));
            }
            pieces.add(variable(found.group(1), found.group(2), found.group(3), globals));
            from = found.end();
        }
        if (pieces.isEmpty()) {
            return Text.of(text);
        }
        if (from < text.length()) {
            pieces.add(Text.of(text.substring(from)));
        }
        return pieces.size() == 1 ? pieces.getFirst() : new Joined(pieces);
    }

    private static Text variable(String namespace, String number, String name, boolean globals) {
        if (!namespace.isEmpty()) {
            Optional<VariableName> named = name == null ? Optional.empty() : VariableName.parse(namespace + name);
            if (named.isEmpty() || !globals) {
                throw new IllegalArgumentException("there is no namespace \"" + namespace.substring(0, namespace.length() - 1) + "\" of variables");
            }
            return run -> run.scope().get(named.get());
        }
        if (number != null) {
            String digits = number.replaceFirst("^0+(?=.)", "");
            int index = digits.length() > 3 ? Integer.MAX_VALUE : Integer.parseInt(digits);
            if (index > Scope.MOST_MATCHES) {
                throw new IllegalArgumentException("${" + digits + "} is too high; wildcards are remembered up to ${" + Scope.MOST_MATCHES + "}");
            }
            return run -> run.scope().matched(index);
        }
        var plain = new VariableName(false, name.toLowerCase(Locale.ROOT));
        return run -> run.scope().get(plain);
    }

    private record Joined(List<Text> pieces) implements Text {
        @Override
        public String in(Run run) {
            var out = new StringBuilder();
            for (Text piece : pieces) {
                out.append(piece.in(run));
                if (out.length() > LONGEST) {
                    throw new Failure("a string with variables is longer than " + LONGEST + " characters");
                }
            }
            run.work(1 + (out.length() >> 6));
            return out.toString();
        }
    }
}
