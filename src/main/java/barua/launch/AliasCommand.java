package barua.launch;

import jakarta.json.Json;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua alias}. */
@Command(name = "alias", description = "Addresses whose mail goes to other addresses.", mixinStandardHelpOptions = true)
final class AliasCommand extends Group {

    @ParentCommand
    private Main main;

    @Command(description = "Sends mail for ADDRESS to each TARGET, besides those it has.", mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "TARGET", arity = "1..*") List<String> targets) throws Refusal {
        return Ask.server(main, Ask.named("alias.add").add("address", address).add("targets", Json.createArrayBuilder(targets)));
    }

    @Command(description = "Shows all aliases.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(main, Ask.named("alias.list"));
    }

    @Command(description = "Takes targets away; all of the alias where none is named.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "TARGET", arity = "0..*") List<String> targets) throws Refusal {
        return Ask.server(main, Ask.named("alias.remove").add("address", address)
                .add("targets", Json.createArrayBuilder(targets == null ? List.of() : targets)));
    }
}
