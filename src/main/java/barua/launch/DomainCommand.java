package barua.launch;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barua domain}. */
@Command(name = "domain", description = "The domains whose mail is ours.", mixinStandardHelpOptions = true)
final class DomainCommand extends Group {

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec command;

    @Command(description = "Takes a domain's mail in from now on.", mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, Ask.named("domain.add").add("domain", name));
    }

    @Command(description = "Shows all domains, the main one first.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(main, Ask.named("domain.list"));
    }

    @Command(description = "Shows one domain: how many accounts it has, and whether they have a full-text index.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, Ask.named("domain.show").add("domain", name));
    }

    @Command(description = "Changes what is kept of a domain.", mixinStandardHelpOptions = true)
    int set(@Parameters(paramLabel = "NAME") String name, @Option(names = "--search", paramLabel = "on|off", required = true,
            description = "Whether its accounts have a full-text index; without one searches look through the mail itself.") String search) throws Refusal {
        if (!search.equals("on") && !search.equals("off")) {
            throw new CommandLine.ParameterException(command.commandLine(), search + " is neither on nor off");
        }
        return Ask.server(main, Ask.named("domain.search").add("domain", name).add("on", search.equals("on")));
    }

    @Command(description = "Removes a domain that has no accounts and aliases any more.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, Ask.named("domain.remove").add("domain", name));
    }
}
