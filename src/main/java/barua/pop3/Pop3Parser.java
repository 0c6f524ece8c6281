package barua.pop3;

import barua.pop3.Pop3Command.Any;
import barua.pop3.Pop3Command.BeforeLogin;
import barua.pop3.Pop3Command.OnMaildrop;
import barua.pop3.Pop3Command.Wrong;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The grammar of POP3 commands (RFC 1939 §9, RFC 2449, RFC 5034 §7): one line without its CRLF in, a command out. */
final class Pop3Parser {

    private static final int LONGEST_NUMBER = 9;   // digits: more messages than an int counts are not there

    private Pop3Parser() {
    }

    static Pop3Command parse(byte[] line) {
        int space = indexOfSpace(line);
        String keyword = new String(line, 0, space < 0 ? line.length : space, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        if (keyword.equals("PASS")) {
            return pass(line, space);
        }
        Optional<String> arguments = text(line, space < 0 ? line.length : space + 1);
        return arguments.map(rest -> parse(keyword, rest)).orElse(new Wrong("arguments are text in UTF-8"));
    }

    private static Pop3Command parse(String keyword, String rest) {
        return switch (keyword) {
            case "CAPA" -> alone(rest, new Any.Capa());
            case "QUIT" -> alone(rest, new Any.Quit());
            case "STLS" -> alone(rest, new BeforeLogin.Stls());
            case "USER" -> rest.isBlank() ? new Wrong("USER wants a name") : new BeforeLogin.User(rest.strip());
            case "AUTH" -> auth(rest.strip());
            case "STAT" -> alone(rest, new OnMaildrop.Stat());
            case "LIST" -> maybeMessage(rest, OnMaildrop.Scan::new);
            case "UIDL" -> maybeMessage(rest, OnMaildrop.Uidl::new);
            case "RETR" -> message(rest, OnMaildrop.Retr::new);
            case "DELE" -> message(rest, OnMaildrop.Dele::new);
            case "TOP" -> top(rest.strip());
            case "NOOP" -> alone(rest, new OnMaildrop.Noop());
            case "RSET" -> alone(rest, new OnMaildrop.Rset());
            default -> new Wrong("no such command");
        };
    }

    /** RFC 1939 §7: the one argument is all that follows the space, spaces among it. */
    private static Pop3Command pass(byte[] line, int space) {
        byte[] password = space < 0 ? new byte[0] : Arrays.copyOfRange(line, space + 1, line.length);
        Arrays.fill(line, (byte) 0);
        return password.length == 0 ? new Wrong("PASS wants a password") : new BeforeLogin.Pass(password);
    }

    private static Pop3Command auth(String rest) {
        if (rest.isEmpty()) {
            return new BeforeLogin.Mechanisms();
        }
        String[] part = rest.split(" ", 2);
        if (part.length == 1) {
            return new BeforeLogin.Auth(part[0], Optional.empty());
        }
        return base64(part[1].equals("=") ? "" : part[1])   // RFC 5034 §4: a lone equals sign is an empty initial response
                .<Pop3Command>map(initial -> new BeforeLogin.Auth(part[0], Optional.of(initial)))
                .orElse(new Wrong("the initial response is not base64"));
    }

    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Pop3Command top(String rest) {
        String[] part = rest.split(" +");
        OptionalInt message = part.length == 2 ? number(part[0]) : OptionalInt.empty();
        OptionalInt lines = part.length == 2 ? number(part[1]) : OptionalInt.empty();
        return message.isPresent() && lines.isPresent() ? new OnMaildrop.Top(message.getAsInt(), lines.getAsInt())
                : new Wrong("TOP wants a message number and a number of lines");
    }

    private static Pop3Command message(String rest, IntFunction<Pop3Command> make) {
        OptionalInt number = number(rest.strip());
        return number.isPresent() ? make.apply(number.getAsInt()) : new Wrong("a message number is wanted");
    }

    private static Pop3Command maybeMessage(String rest, Function<OptionalInt, Pop3Command> make) {
        return rest.isBlank() ? make.apply(OptionalInt.empty()) : message(rest, number -> make.apply(OptionalInt.of(number)));
    }

    private static OptionalInt number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= LONGEST_NUMBER && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static Pop3Command alone(String rest, Pop3Command command) {
        return rest.isBlank() ? command : new Wrong("no arguments are wanted");
    }

    private static int indexOfSpace(byte[] line) {
        for (int i = 0; i < line.length; i++) {
            if (line[i] == ' ') {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> text(byte[] line, int from) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line, from, line.length - from)).toString();
            return text.chars().anyMatch(Character::isISOControl) ? Optional.empty() : Optional.of(text);
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
