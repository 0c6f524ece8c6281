package barua.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua queue}. */
@Command(name = "queue", description = "Mail that waits.", mixinStandardHelpOptions = true)
final class QueueCommand extends Group {

    @ParentCommand
    private Main main;

    @Command(description = "Shows what waits, for whom and why.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(main, Ask.named("queue.list"));
    }

    @Command(description = "Tries one message now.", mixinStandardHelpOptions = true)
    int retry(@Parameters(paramLabel = "ID") String id) throws Refusal {
        return Ask.server(main, Ask.named("queue.retry").add("id", id));
    }

    @Command(description = "Tries all that waits now, but what is held.", mixinStandardHelpOptions = true)
    int flush() throws Refusal {
        return Ask.server(main, Ask.named("queue.flush"));
    }

    @Command(description = "Removes one message; its sender is not told.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ID") String id) throws Refusal {
        return Ask.server(main, Ask.named("queue.remove").add("id", id));
    }
}
