package barua.launch;

import jakarta.json.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code sendmail -bs}: an SMTP server on standard input and output for one program of this machine (RFC 5321). Each letter is handed in like
 * any other of sendmail's, so it works while the server is down. Lines end as the program ends them: whoever says DATA with CRLF
 * ends the letter by CRLF, dot, CRLF alone; LF alone is taken from programs that never write CRLF.
 */
final class PipeSmtp {

    private static final int LONGEST_LINE = 4096;
    private static final int MOST_RECIPIENTS = 10_000;
    private static final Pattern PATH = Pattern.compile("(?i)(?:FROM|TO):\\s*(?:<([^<>]*)>|([^<>\\s]+))(?:\\s.*)?");

    private final DataFolder data;
    private final boolean errorMail;
    private Optional<String> from = Optional.empty();
    private final List<String> to = new ArrayList<>();

    PipeSmtp(DataFolder data, boolean errorMail) {
        this.data = data;
        this.errorMail = errorMail;
    }

    /** One line of the program. @param withCr whether CRLF ended it */
    private record Line(String text, boolean withCr) {
    }

    /** Until QUIT or the end of input; 0, or 74 where the pipe broke. */
    int talk(InputStream input, OutputStream output) {
        InputStream in = new BufferedInputStream(input, 1 << 16);
        try {
            say(output, "220 localhost ESMTP Barua");
            for (Optional<Line> line = line(in); line.isPresent(); line = line(in)) {
                String word = line.get().text().strip();
                String verb = word.split("[ \t]", 2)[0].toUpperCase(Locale.ROOT);
                String reply = verb.equals("DATA") ? data(in, output, line.get().withCr()) : reply(verb, word.substring(verb.length()).strip());
                say(output, reply);
                if (verb.equals("QUIT")) {
                    break;
                }
            }
            return HandIn.OK;
        } catch (IOException broken) {
            return HandIn.IO_ERROR;
        }
    }

    private String reply(String verb, String rest) {
        return switch (verb) {
            case "HELO" -> reset("250 localhost");
            case "EHLO" -> reset("250-localhost\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES");
            case "RSET" -> reset("250 2.0.0 Ok");
            case "NOOP" -> "250 2.0.0 Ok";
            case "HELP" -> "214 2.0.0 See RFC 5321";
            case "VRFY" -> "252 2.1.5 Send it and see";
            case "QUIT" -> "221 2.0.0 Good-bye";
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest);
            default -> "500 5.5.1 Command not known";
        };
    }

    private String reset(String reply) {
        from = Optional.empty();
        to.clear();
        return reply;
    }

    private String mail(String rest) {
        Optional<String> path = path(rest, "FROM:");
        if (path.isEmpty() || from.isPresent()) {
            return path.isEmpty() ? "501 5.5.4 Say MAIL FROM:<address>" : "503 5.5.1 Not in this order";
        }
        from = path.map(sender -> sender.isEmpty() ? "<>" : sender);
        return "250 2.1.0 Ok";
    }

    private String rcpt(String rest) {
        Optional<String> path = path(rest, "TO:").filter(address -> !address.isEmpty());
        if (from.isEmpty() || path.isEmpty()) {
            return from.isEmpty() ? "503 5.5.1 Not in this order" : "501 5.5.4 Say RCPT TO:<address>";
        }
        if (to.size() >= MOST_RECIPIENTS) {
            return "452 4.5.3 Too many recipients";
        }
        Optional<String> refused = refused(path.get());
        if (refused.isEmpty()) {
            to.add(path.get());
        }
        return refused.map(why -> "550 " + why).orElse("250 2.1.5 Ok");
    }

    /** What the running server has against a recipient; nothing while it is down: then the letter bounces if need be. */
    private Optional<String> refused(String recipient) {
        Remote server = new Remote(data);
        if (!server.isThere()) {
            return Optional.empty();
        }
        try {
            HandIn.Result result = HandIn.Result.of(server.ask(Ask.named("sendmail.verify").add("to", Json.createArrayBuilder(List.of(recipient))).build()));
            return result.exit() == HandIn.OK ? Optional.empty() : result.troubles().stream().map(trouble -> trouble.replaceFirst("^.*\\.\\.\\. ", ""))
                    .findFirst();
        } catch (Refusal cannotSay) {
            return Optional.empty();
        }
    }

    private static Optional<String> path(String rest, String keyword) {
        Matcher path = PATH.matcher(rest);
        boolean found = rest.regionMatches(true, 0, keyword, 0, keyword.length()) && path.matches();
        return found ? Optional.of(path.group(1) != null ? path.group(1) : path.group(2)) : Optional.empty();
    }

    private String data(InputStream in, OutputStream out, boolean withCr) throws IOException {
        if (to.isEmpty()) {
            return from.isEmpty() ? "503 5.5.1 Not in this order" : "554 5.5.1 No valid recipients";
        }
        say(out, "354 End with a dot on a line of its own");
        StuffedInput letter = new StuffedInput(in, withCr);
        HandIn.Result result = new HandIn(data).give(SendmailCommand.request(from, "", to, false, errorMail), letter);
        letter.finish();
        reset("");
        String why = String.join("; ", result.troubles());
        return result.exit() == HandIn.OK ? "250 2.0.0 Kept" : (result.exit() == HandIn.TRY_AGAIN ? "451 4.3.0 " : "554 5.0.0 ")
                + why.replaceAll("[^ -~]", "?");
    }

    /** A line without its end; longer ones lose what is behind the limit. Empty at the end of input. */
    private static Optional<Line> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return Optional.empty();
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(b);
            }
        }
        String text = line.toString(StandardCharsets.UTF_8);
        boolean withCr = text.endsWith("\r");
        return Optional.of(new Line(withCr ? text.substring(0, text.length() - 1) : text, withCr));
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
