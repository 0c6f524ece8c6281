package barua.smtp;

import barua.smtp.Receiver.Parameters;
import barua.smtp.SmtpCommand.Transaction.Mail;
import barua.smtp.SmtpCommand.Transaction.Rcpt;
import java.util.Map;
import java.util.Optional;

/** Which parameters of MAIL and RCPT are taken, and with which values; empty where all is well. */
final class ParameterRules {

    private static final String DIGITS = "[0-9]{1,20}";                                       // RFC 1870 §3
    private static final String XTEXT = "(?:[!-*,-<>-~]|\\+[0-9A-F]{2})+";                    // RFC 3461 §4, for RFC 4954 §5

    private ParameterRules() {
    }

    static Optional<Reply> mail(Mail command, SmtpOptions options) {
        Parameters parameters = command.parameters();
        for (Map.Entry<String, String> each : parameters.values().entrySet()) {
            Optional<Reply> wrong = value(each.getKey(), each.getValue(), options);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        if (command.unicode() && !parameters.has("SMTPUTF8")) {
            return Optional.of(Reply.of(550, "5.6.7 This address needs SMTPUTF8"));              // RFC 6531 §3.5
        }
        return tooBig(parameters, options);
    }

    private static Optional<Reply> value(String keyword, String value, SmtpOptions options) {
        boolean sound = switch (keyword) {
            case "SIZE" -> value.matches(DIGITS);
            case "BODY" -> value.equalsIgnoreCase("7BIT") || value.equalsIgnoreCase("8BITMIME");  // RFC 6152 §2
            case "SMTPUTF8" -> value.isEmpty();                                                  // RFC 6531 §3.4
            case "AUTH" -> options.logins().isPresent() && value.matches(XTEXT);                 // RFC 4954 §5; nobody's word for another's login is taken
            default -> false;
        };
        boolean known = switch (keyword) {
            case "SIZE", "BODY", "SMTPUTF8" -> true;
            case "AUTH" -> options.logins().isPresent();
            default -> false;
        };
        if (sound) {
            return Optional.empty();
        }
        // RFC 5321 §4.1.1.11: 555 for a parameter that is not known, 501 for a bad value
        return Optional.of(known ? Reply.of(501, "5.5.4 Bad value of " + keyword) : Reply.of(555, "5.5.4 " + keyword + " is not known"));
    }

    private static Optional<Reply> tooBig(Parameters parameters, SmtpOptions options) {
        boolean tooBig = parameters.size() > options.sizeLimit();
        return tooBig ? Optional.of(Reply.of(552, "5.3.4 At most " + options.sizeLimit() + " octets")) : Optional.empty();
    }

    static Optional<Reply> rcpt(Rcpt command, boolean unicodeTransaction) {
        if (!command.parameters().values().isEmpty()) {
            return Optional.of(Reply.of(555, "5.5.4 RCPT takes no parameters here"));
        }
        boolean missing = command.unicode() && !unicodeTransaction;
        return missing ? Optional.of(Reply.of(553, "5.6.7 This address needs SMTPUTF8")) : Optional.empty();
    }
}
