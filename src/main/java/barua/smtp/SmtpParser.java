package barua.smtp;

import barua.message.Address;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.smtp.Receiver.Parameters;
import barua.smtp.SmtpCommand.Any;
import barua.smtp.SmtpCommand.Opening;
import barua.smtp.SmtpCommand.Transaction;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The grammar of commands (RFC 5321 §4.1, RFC 2033, RFC 3030, RFC 3207, RFC 4954, RFC 6531): a line in, a record out. What is
 * malformed becomes a reply. Kind to the habits of old programs and devices where nothing depends on it: blanks after {@code FROM:} and at the line's
 * end, addresses without angle brackets, and any text for a name.
 */
final class SmtpParser {

    private static final int LONGEST_NAME = 255;        // RFC 5321 §4.5.3.1.2
    private static final int LONGEST_PATH = 1024;       // an address has at most 512 octets; the rest is for a source route
    private static final int MOST_PARAMETERS = 16;
    private static final int MOST_DIGITS = 18;          // always fits a long
    private static final Set<String> FOREIGN = Set.of("GET", "POST", "HEAD", "PUT", "CONNECT", "OPTIONS", "DELETE", "PATCH", "HOST:", "USER-AGENT:",
    "CONTENT-TYPE:");

    private SmtpParser() {
    }

    /**
     * Reads one command line without its CRLF.
     *
     * @param home the domain of {@code <postmaster>} (RFC 5321 §4.5.1)
     */
    static SmtpCommand parse(byte[] line, Domain home) {
        boolean utf8 = true;
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException notUtf8) {
            utf8 = false;
            text = new String(line, StandardCharsets.ISO_8859_1);
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
            return malformed(500, "5.5.2 Control characters");
        }
        SmtpCommand command = command(text.stripTrailing(), home);
        return utf8 || command instanceof Opening.Hello ? command : malformed(500, "5.5.2 Not UTF-8");
    }

    private static SmtpCommand command(String trimmed, Domain home) {
        int blank = trimmed.indexOf(' ');
        String verb = (blank < 0 ? trimmed : trimmed.substring(0, blank)).toUpperCase(Locale.ROOT);
        String rest = blank < 0 ? "" : trimmed.substring(blank + 1).strip();
        return command(verb, rest, home);
    }

    private static SmtpCommand command(String verb, String rest, Domain home) {
        return switch (verb) {
            case "EHLO" -> isName(rest) ? new Opening.Ehlo(rest) : badName();
            case "HELO" -> isName(rest) ? new Opening.Helo(rest) : badName();
            case "LHLO" -> isName(rest) ? new Opening.Lhlo(rest) : badName();
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest, home);
            case "DATA" -> bare(rest, new Transaction.Data());
            case "BDAT" -> bdat(rest);
            case "RSET" -> bare(rest, new Any.Rset());
            case "QUIT" -> bare(rest, new Any.Quit());
            case "NOOP" -> new Any.Noop();       // §4.1.1.9: a parameter is ignored
            case "HELP" -> new Any.Help();
            case "VRFY" -> rest.isEmpty() ? badArguments("VRFY wants a name") : new Any.Vrfy();
            case "EXPN" -> new Any.Expn();
            case "STARTTLS" -> bare(rest, new Opening.StartTls());
            case "AUTH" -> auth(rest);
            default -> FOREIGN.contains(verb) ? fatal("5.7.0 This is a mail server") : malformed(500, "5.5.1 Command not known");
        };
    }

    private static SmtpCommand bare(String rest, SmtpCommand command) {
        return rest.isEmpty() ? command : badArguments("No arguments here");
    }

    // Printers say "HP LaserJet", computers whatever their owners called them. Whoever writes it down makes it harmless first.
    private static boolean isName(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_NAME;
    }

    private static SmtpCommand mail(String rest) {
        Optional<Path> path = path(rest, "FROM:");
        if (path.isEmpty()) {
            return malformed(501, "5.5.4 Say MAIL FROM:<address>");
        }
        Path found = path.get();
        if (found.inside().isEmpty()) {
            return withParameters(found, parameters -> new Transaction.Mail(ReversePath.NOBODY, parameters, false));
        }
        Optional<Address> sender = Address.parsePath(withoutRoute(found.inside()));
        if (sender.isEmpty()) {
            return malformed(501, "5.1.7 Not an address");
        }
        return withParameters(found, parameters -> new Transaction.Mail(ReversePath.of(sender.get()), parameters, found.unicode()));
    }

    private static SmtpCommand rcpt(String rest, Domain home) {
        Optional<Path> path = path(rest, "TO:");
        if (path.isEmpty()) {
            return malformed(501, "5.5.4 Say RCPT TO:<address>");
        }
        Path found = path.get();
        Optional<Address> recipient = found.inside().equalsIgnoreCase("postmaster")
                ? Optional.of(new Address("postmaster", home))
                : Address.parsePath(withoutRoute(found.inside()));
        if (recipient.isEmpty()) {
            return malformed(501, "5.1.3 Not an address");
        }
        return withParameters(found, parameters -> new Transaction.Rcpt(recipient.get(), parameters, found.unicode()));
    }

    /** What stands between the angle brackets, and what follows them. */
    private record Path(String inside, String parameters) {

        boolean unicode() {
            return inside.chars().anyMatch(c -> c > 127);
        }
    }

    private static Optional<Path> path(String rest, String keyword) {
        if (!rest.regionMatches(true, 0, keyword, 0, keyword.length())) {
            return Optional.empty();
        }
        String text = rest.substring(keyword.length()).stripLeading();
        if (!text.startsWith("<")) {
            return withoutBrackets(text);
        }
        int end = unquoted(text, 1, '>');
        boolean separated = end < text.length() && (end + 1 == text.length() || text.charAt(end + 1) == ' ');
        return separated && end <= LONGEST_PATH ? Optional.of(new Path(text.substring(1, end), text.substring(end + 1).strip())) : Optional.empty();
    }

    private static Optional<Path> withoutBrackets(String text) {
        int end = unquoted(text, 0, ' ');
        String inside = text.substring(0, end);
        boolean sound = end > 0 && end <= LONGEST_PATH && unquoted(inside, 0, '<') == end && unquoted(inside, 0, '>') == end;
        return sound ? Optional.of(new Path(inside, text.substring(end).strip())) : Optional.empty();
    }

    // Where this character first stands outside a quoted string; the text's length where it does not.
    private static int unquoted(String text, int from, char wanted) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == wanted && !quoted) {
                return i;
            }
        }
        return text.length();
    }

    // RFC 5321 §4.1.1.3 and appendix C: a source route is accepted and ignored.
    private static String withoutRoute(String inside) {
        int colon = inside.indexOf(':');
        return inside.startsWith("@") && colon > 0 ? inside.substring(colon + 1) : inside;
    }

    private interface Made {
        SmtpCommand with(Parameters parameters);
    }

    private static SmtpCommand withParameters(Path path, Made made) {
        if (path.parameters().isEmpty()) {
            return made.with(Parameters.NONE);
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : path.parameters().split(" +")) {
            int equals = word.indexOf('=');
            String keyword = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean sound = isKeyword(keyword) && isValue(value) && (equals < 0 || !value.isEmpty());
            if (!sound || values.put(keyword, value) != null || values.size() > MOST_PARAMETERS) {
                return badArguments("Bad parameters");
            }
        }
        return made.with(new Parameters(Map.copyOf(values)));
    }

    // RFC 5321 §4.1.2: esmtp-keyword and esmtp-value; RFC 6531 §3.3 lets a value hold UTF-8.
    private static boolean isKeyword(String text) {
        return !text.isEmpty() && text.charAt(0) != '-'
                && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-');
    }

    private static boolean isValue(String text) {
        return text.chars().allMatch(c -> c > ' ' && c != '=' && c != 127);
    }

    private static SmtpCommand bdat(String rest) {
        String[] words = rest.split(" +");
        boolean last = words.length == 2 && words[1].equalsIgnoreCase("LAST");
        boolean sound = isNumber(words[0]) && (words.length == 1 || last);
        // Nobody knows how much of what follows is message: taking it for commands would let a message speak.
        return sound ? new Transaction.Bdat(Long.parseLong(words[0]), last) : fatal("5.5.4 Say BDAT size [LAST]");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static SmtpCommand auth(String rest) {
        String[] words = rest.split(" +");
        if (words[0].isEmpty() || words.length > 2) {
            return badArguments("Say AUTH mechanism [initial-response]");
        }
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        if (words.length == 1) {
            return new Opening.Auth(mechanism, Optional.empty());
        }
        return base64(words[1]).<SmtpCommand>map(initial -> new Opening.Auth(mechanism, Optional.of(initial)))
                .orElse(malformed(501, "5.5.2 Not base64"));
    }

    /** Decodes a response of the client; {@code =} is the empty one (RFC 4954 §4). Empty where it is no base64. */
    static Optional<byte[]> base64(String text) {
        if (text.equals("=")) {
            return Optional.of(new byte[0]);
        }
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static SmtpCommand badName() {
        return malformed(501, "5.5.4 Say your name: a domain or an address literal");
    }

    private static SmtpCommand badArguments(String why) {
        return malformed(501, "5.5.4 " + why);
    }

    private static SmtpCommand fatal(String why) {
        return new Any.Fatal(Reply.of(500, why));
    }

    private static SmtpCommand malformed(int code, String why) {
        return new Any.Malformed(Reply.of(code, why));
    }
}
