package barua.launch;

import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barua sieve}: an account's scripts. */
@Command(name = "sieve", description = "Sieve scripts: rules for mail that comes.", mixinStandardHelpOptions = true, subcommands = GlobalSieveCommand.class)
final class SieveCommand extends Group {

    private static final String WHAT = "A script's name, or a file (its path, or - for standard input).";

    @ParentCommand
    private Main main;

    Main main() {
        return main;
    }

    @Command(description = "Shows an account's scripts.", mixinStandardHelpOptions = true)
    int list(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return Ask.server(main, on("list", address));
    }

    @Command(description = "Prints a script as it is; without NAME the one that is run.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME", arity = "0..1") String name,
            @Option(names = "--earlier", paramLabel = "N", defaultValue = "0", description = "An earlier text, by its number: see versions.") long version)
            throws Refusal {
        return SieveText.print(main, named(on("show", address).add("version", version), name));
    }

    @Command(description = "Shows which texts of a script are kept, the newest first.", mixinStandardHelpOptions = true)
    int versions(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, named(on("versions", address), name));
    }

    @Command(description = "Keeps a script, instead of the one of that name; one that cannot be run is refused.", mixinStandardHelpOptions = true)
    int put(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "FILE", description = "- for standard input.") Path file,
            @Option(names = "--activate", description = "It is run from now on.") boolean activate) throws Refusal {
        SieveText source = SieveText.read(file);
        int exit = complaining(source.in(named(on("put", address), name)));
        return exit == 0 && activate ? activate(address, name) : exit;
    }

    @Command(description = "Lets a script be run on the account's mail, and no other.", mixinStandardHelpOptions = true)
    int activate(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME") String name) throws Refusal {
        return complaining(named(on("activate", address), name));
    }

    @Command(description = "Lets no script of the account be run.", mixinStandardHelpOptions = true)
    int deactivate(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return Ask.server(main, on("deactivate", address));
    }

    @Command(description = "Removes a script that is not active; its texts are kept for a while.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME") String name) throws Refusal {
        return Ask.server(main, named(on("remove", address), name));
    }

    @Command(description = "Gives a script another name.", mixinStandardHelpOptions = true)
    int rename(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "NEW") String to) throws Refusal {
        return Ask.server(main, named(on("rename", address), name).add("to", to));
    }

    @Command(description = "Says what is wrong with a script; without one, with all that is run on the account's mail.", mixinStandardHelpOptions = true)
    int check(@Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = WHAT) String what) throws Refusal {
        return complaining(meant(on("check", address), what));
    }

    @Command(description = "Says what would be done with a message, and does nothing; without a script, by all that is run on the account's mail.",
            mixinStandardHelpOptions = true)
    int test(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NAME|FILE", arity = "0..1", description = WHAT) String what,
            @Option(names = "--message", paramLabel = "FILE", required = true,
            description = "A message as it travels or lies in a folder; - for standard input.")
            Path message,
            @Option(names = "--to", paramLabel = "ADDRESS", description = "As if it had been written to this address that leads to the account.") String to)
            throws Refusal {
        JsonObjectBuilder request = meant(on("test", address), what);
        return SieveText.show(main, SieveText.ask(main, (to == null ? request : request.add("to", to)).build(), message));
    }

    private static JsonObjectBuilder on(String what, String address) {
        return Ask.named("sieve." + what).add("address", address);
    }

    private static JsonObjectBuilder named(JsonObjectBuilder request, String name) {
        return name == null ? request : request.add("name", name);
    }

    private static JsonObjectBuilder meant(JsonObjectBuilder request, String what) throws Refusal {
        return what != null && SieveText.isFile(what) ? SieveText.read(Path.of(what)).in(request)
                : named(request, what).add("label", what == null ? "scripts" : what);
    }

    private int complaining(JsonObjectBuilder request) throws Refusal {
        return SieveText.show(main, new Remote(main.data()).ask(request.build()));
    }
}
