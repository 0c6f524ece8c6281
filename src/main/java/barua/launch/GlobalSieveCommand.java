package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua sieve global}: scripts of the institution. */
@Command(name = "global", description = "Scripts before and after everybody's, and those that everybody may include.", mixinStandardHelpOptions = true)
final class GlobalSieveCommand extends Group {

    private enum When {
        BEFORE, AFTER, INCLUDED
    }

    /** Exactly one of them. */
    private static final class Standing {

        @Option(names = "--before", required = true, description = "Run before everybody's own.")
        private boolean before;

        @Option(names = "--after", required = true, description = "Run after everybody's own, where those keep the message.")
        private boolean after;

        @Option(names = "--included", required = true, description = "Run where a script says include :global.")
        private boolean included;

        When when() {
            return before ? When.BEFORE : after ? When.AFTER : When.INCLUDED;
        }
    }

    /** At most one of them. */
    private static final class Reach {

        @Option(names = "--domain", paramLabel = "DOMAIN", required = true, description = "For the accounts of this domain alone.")
        private String domain;

        @Option(names = "--address", paramLabel = "ADDRESS", required = true,
                description = "For mail that was written to this alias or list, whoever gets it.")
        private String address;

        JsonObjectBuilder in(JsonObjectBuilder request) {
            return domain == null ? request.add("address", address) : request.add("domain", domain);
        }
    }

    @ParentCommand
    private SieveCommand sieve;

    @Command(description = "Shows the global scripts in the order in which they are run.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(sieve.main(), Ask.named("sieve.global.list"));
    }

    @Command(description = "Prints a global script as it is.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return SieveText.print(sieve.main(), Ask.named("sieve.global.show").add("name", name));
    }

    @Command(description = "Keeps a global script; a new one is the last in the order. One that cannot be run is refused.", mixinStandardHelpOptions = true)
    int put(@Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "FILE", description = "- for standard input.") Path file,
            @ArgGroup(exclusive = true, multiplicity = "1") Standing standing,
            @ArgGroup(exclusive = true, multiplicity = "0..1") Reach reach) throws Refusal {
        String when = standing.when().name().toLowerCase(Locale.ROOT);
        JsonObjectBuilder request = SieveText.read(file).in(Ask.named("sieve.global.put").add("name", name).add("when", when));
        return SieveText.show(sieve.main(), new Remote(sieve.main().data()).ask((reach == null ? request : reach.in(request)).build()));
    }

    @Command(description = "Removes a global script.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(sieve.main(), Ask.named("sieve.global.remove").add("name", name));
    }

    @Command(description = "Says which scripts come first; those that are not named follow as they stand.", mixinStandardHelpOptions = true)
    int order(@Parameters(paramLabel = "NAME", arity = "1..*") List<String> names) throws Refusal {
        return Ask.server(sieve.main(), Ask.named("sieve.global.order").add("names", Json.createArrayBuilder(names)));
    }
}
