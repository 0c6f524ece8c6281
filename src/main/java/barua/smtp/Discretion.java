package barua.smtp;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What of a client's line may be written down: commands as they are, AUTH without its response, and of anything else its length alone. */
final class Discretion {

    /** A client that lost step says its password where a command is due, so only what begins as a command does is shown. */
    private static final Set<String> COMMANDS = Set.of("EHLO", "HELO", "LHLO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "QUIT", "NOOP", "HELP", "VRFY", "EXPN",
            "STARTTLS");

    private static final Pattern MECHANISM =
            Pattern.compile("(?i)PLAIN|LOGIN|EXTERNAL|ANONYMOUS|CRAM-MD5|DIGEST-MD5|NTLM|GSSAPI|XOAUTH2|OAUTHBEARER|SCRAM-[A-Z0-9-]{1,20}");

    private Discretion() {
    }

    static String shown(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8).strip();
        String[] words = text.split("[ \t]+", 3);
        String verb = words[0].toUpperCase(Locale.ROOT);
        if (verb.equals("AUTH")) {
            boolean mechanism = words.length > 1 && MECHANISM.matcher(words[1]).matches();
            return "AUTH" + (mechanism ? " " + words[1].toUpperCase(Locale.ROOT) : "") + (words.length > 2 ? " (response)" : "");
        }
        return COMMANDS.contains(verb) ? text : "(no command, " + line.length + " octets)";
    }
}
