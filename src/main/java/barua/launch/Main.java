package barua.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code barua}: runs the server, or talks to the one that runs on a data folder. */
@Command(name = "barua", description = "Mail and collaboration server in one program.", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
        subcommands = {RunCommand.class, Simple.Status.class, Simple.Stop.class, Simple.Logs.class,
        DomainCommand.class, AccountCommand.class, AliasCommand.class, QueueCommand.class, SieveCommand.class,
        MailboxCommand.class, Simple.Trace.class, SendmailCommand.class})
public final class Main {

    /** Exit codes: done, refused with a reason, wrong usage. */
    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    @Option(names = "--data", scope = ScopeType.INHERIT, paramLabel = "DIR", defaultValue = "${env:BARUA_DATA:-${sys:barua.default-data:-./data}}",
            description = "The data folder (default: BARUA_DATA, else ./data).")
    private Path data;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Answers as one JSON value.")
    private boolean json;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main()).setExecutionExceptionHandler(Main::refuse).setPosixClusteredShortOptionsAllowed(false)
                .setExitCodeExceptionMapper(failed -> REFUSED)
                .setParameterExceptionHandler(Main::wrongUsage).setExpandAtFiles(false);
        // sendmail's options are older than any library's idea of options: SendmailLine reads them all.
        line.getSubcommands().get("sendmail").setUnmatchedOptionsArePositionalParams(true).setEndOfOptionsDelimiter("\0");
        return line;
    }

    DataFolder data() {
        return new DataFolder(data);
    }

    boolean json() {
        return json;
    }

    /** The folder of the built program: lib, payara, app. The script says it. */
    Path program() {
        return Path.of(System.getProperty("barua.program")).toAbsolutePath().normalize();
    }

    private static int refuse(Exception why, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (!(why instanceof Refusal)) {
            throw why;
        }
        System.err.println("barua: " + why.getMessage());
        return REFUSED;
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] arguments) {
        System.err.println("barua: " + wrong.getMessage());
        System.err.println("barua: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help says how");
        return WRONG_USAGE;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            List<String> lines = new ArrayList<>();
            String version = Main.class.getPackage().getImplementationVersion();
            lines.add("Barua " + (version == null ? "(not packaged)" : version));
            return lines.toArray(String[]::new);
        }
    }
}
