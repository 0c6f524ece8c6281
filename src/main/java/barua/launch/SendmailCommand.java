package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code barua sendmail}, as sendmail(1): takes one letter from standard input, or does what the other modes of {@link SendmailLine} say.
 * It ends with the codes of sysexits.h, which scripts look at.
 */
@Command(name = "sendmail", description = "Takes one message from standard input, as sendmail(1): for cron, PHP and scripts.", sortOptions = false,
        customSynopsis = "barua sendmail [OPTIONS] [RECIPIENT...]", footer = {"", "Options, as sendmail(1) has them; others are taken and change nothing:",
            "  -t            takes recipients from To, Cc and Bcc too",
            "  -i, -oi       a line with a single dot does not end the message",
            "  -f, -r SENDER the envelope's sender; <> for nobody",
            "  -F NAME       the full name for a From field that is missing",
            "  -oem, -oee    tells the sender by mail what was refused",
            "  -bs           talks SMTP on standard input and output",
            "  -bv           says where mail for these recipients goes",
            "  -bp           shows what waits (mailq)",
            "  -q, -qI ID    tries all that waits, or one message, now"})
final class SendmailCommand implements Callable<Integer> {

    private static final int USAGE = 64;   // EX_USAGE

    @ParentCommand
    private Main main;

    @Option(names = "--help", usageHelp = true, description = "Shows this.")
    private boolean help;

    @Parameters(hidden = true, arity = "0..*")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        SendmailLine line = SendmailLine.parse(arguments);
        line.remarks().forEach(SendmailCommand::tell);
        return switch (line.mode()) {
            case SendmailLine.Mode.Submit() -> letter(line);
            case SendmailLine.Mode.Talk() -> new PipeSmtp(main.data(), line.errors() == 'm').talk(System.in, System.out);
            case SendmailLine.Mode.Verify() -> asked(Ask.named("sendmail.verify").add("to", Json.createArrayBuilder(line.recipients())));
            case SendmailLine.Mode.ListQueue() -> listed();
            case SendmailLine.Mode.Flush() -> asked(Ask.named("queue.flush"));
            case SendmailLine.Mode.Retry(String id) -> asked(Ask.named("queue.retry").add("id", id));
            case SendmailLine.Mode.Refused(String why) -> {
                tell(why);
                yield USAGE;
            }
        };
    }

    private int letter(SendmailLine line) {
        InputStream message = line.ignoreDots() ? System.in : new UntilDot(System.in);
        HandIn.Result result = new HandIn(main.data())
                .give(request(line.from(), line.fullName(), line.recipients(), line.fromHeader(), "mwe".indexOf(line.errors()) >= 0), message);
        if (line.errors() != 'q') {
            result.troubles().forEach(SendmailCommand::tell);
        }
        return line.errors() == 'e' ? HandIn.OK : result.exit();
    }

    static JsonObject request(Optional<String> from, String fullName, List<String> recipients, boolean fromHeader, boolean errorMail) {
        JsonObjectBuilder request = Ask.named("sendmail").add("user", System.getProperty("user.name")).add("fullName", fullName)
                .add("to", Json.createArrayBuilder(recipients)).add("fromHeader", fromHeader).add("errorMail", errorMail);
        from.ifPresent(sender -> request.add("from", sender));
        return request.build();
    }

    private int asked(JsonObjectBuilder request) {
        try {
            HandIn.Result result = HandIn.Result.of(new Remote(main.data()).ask(request.build()));
            result.words().forEach(System.out::println);
            result.troubles().forEach(SendmailCommand::tell);
            return result.exit();
        } catch (Refusal no) {
            tell(no.getMessage());
            return HandIn.UNAVAILABLE;
        }
    }

    private int listed() {
        long left = new HandIn(main.data()).waiting();
        if (left > 0) {
            tell(left + " letters wait in spool/pickup for the server");
        }
        try {
            Mailq.lines(new Remote(main.data()).ask(Ask.named("queue.list").build()).getJsonArray("data")).forEach(System.out::println);
            return HandIn.OK;
        } catch (Refusal no) {
            tell(no.getMessage());
            return HandIn.UNAVAILABLE;
        }
    }

    private static void tell(String what) {
        System.err.println("sendmail: " + what);
    }
}
