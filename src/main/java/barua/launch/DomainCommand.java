package barua.launch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua domain}. */
@Command(name = "domain", description = "The domains whose mail is ours.", mixinStandardHelpOptions = true)
final class DomainCommand extends Group {

    @ParentCommand
    private Main main;

    @Command(description = "Takes a domain's mail in from now on.", mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, Ask.named("domain.add").add("domain", name));
    }

    @Command(description = "Shows all domains, the main one first.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(main, Ask.named("domain.list"));
    }

    @Command(description = "Removes a domain that has no accounts and aliases any more.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, Ask.named("domain.remove").add("domain", name));
    }
}
