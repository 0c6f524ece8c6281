package barua.launch;

import jakarta.json.JsonObject;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua mailbox}. */
@Command(name = "mailbox", description = "What is kept beside an account's mail.", mixinStandardHelpOptions = true)
final class MailboxCommand extends Group {

    @ParentCommand
    private Main main;

    @Command(description = "Says how much of an account's mail the full-text index knows.", mixinStandardHelpOptions = true)
    int index(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return Ask.server(main, Ask.named("mailbox.index").add("address", address));
    }

    @Command(description = "Makes the full-text index of an account anew; searches look through the mail itself meanwhile.", mixinStandardHelpOptions = true)
    int reindex(@Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--wait", description = "Ends when all mail is in it, and says how far it is.") boolean wait) throws Refusal, InterruptedException {
        int code = Ask.server(main, Ask.named("mailbox.reindex").add("address", address));
        if (wait) {
            await(address);
        }
        return code;
    }

    private void await(String address) throws Refusal, InterruptedException {
        long begun = System.nanoTime();
        int told = -1;
        while (true) {
            TimeUnit.MILLISECONDS.sleep(500);
            JsonObject now = new Remote(main.data()).ask(Ask.named("mailbox.index").add("address", address).build()).getJsonObject("data");
            int percent = now.getInt("percent");
            boolean all = now.getJsonNumber("known").longValue() >= now.getJsonNumber("messages").longValue();
            boolean whole = all && now.getInt("filesToRead") == 0;
            if (percent != told && !main.json()) {
                System.err.println("barua: " + percent + "% of " + now.getJsonNumber("messages") + " messages");
                told = percent;
            }
            String room = now.getString("room");
            boolean stuck = room.equals("none") || room.equals("letters") && all;
            if (!whole && stuck) {
                throw new Refusal("there is no room for the rest: barua status says why; it goes on when there is");
            }
            if (whole) {
                System.err.println("barua: done in " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s");
                return;
            }
        }
    }
}
