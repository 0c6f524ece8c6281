package barua.launch;

import jakarta.json.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barua account}. */
@Command(name = "account", description = "People and roles that can log in.", mixinStandardHelpOptions = true)
final class AccountCommand extends Group {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGT]?B?)");
    private static final Map<Character, Integer> SHIFT = Map.of('K', 10, 'M', 20, 'G', 30, 'T', 40);

    private static final long LARGEST = 1000L << 40;

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec command;

    @Command(description = "Makes an account, or with --csv many, and prints the passwords that were generated.", mixinStandardHelpOptions = true)
    int add(@Parameters(paramLabel = "ADDRESS", arity = "0..1") String address,
            @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "As people know it, such as \"Neema Mushi\".") String name,
            @Option(names = "--language", paramLabel = "TAG", defaultValue = "en", description = "en or sw (default ${DEFAULT-VALUE}).") String language,
            @Option(names = "--password-stdin", description = "Takes the password from standard input.") boolean passwordStdin,
            @Option(names = "--csv", paramLabel = "FILE", description = "Lines of address,name,language; - for standard input.") Path csv) throws Refusal {
        if ((csv == null) == (address == null)) {
            throw new CommandLine.ParameterException(command.commandLine(), "account add takes an ADDRESS or --csv FILE");
        }
        if (csv != null) {
            return new PeopleList(main, PeopleList.lines(csv)).add();
        }
        JsonObjectBuilder request = Ask.named("account.add").add("address", address).add("name", name).add("language", language);
        new Remote(main.data()).ask(withPassword(request, passwordStdin).build(), (Remote.Shown) answer -> Ask.show(main, answer));
        return 0;
    }

    @Command(description = "Shows all accounts.", mixinStandardHelpOptions = true)
    int list() throws Refusal {
        return Ask.server(main, Ask.named("account.list"));
    }

    @Command(description = "Shows one account.", mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return on("show", address);
    }

    @Command(description = "Removes an account; its mail is set aside.", mixinStandardHelpOptions = true)
    int remove(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return on("remove", address);
    }

    @Command(description = "Gives an account a new address; mail for the old one still arrives.", mixinStandardHelpOptions = true)
    int rename(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "NEW") String to) throws Refusal {
        return Ask.server(main, Ask.named("account.rename").add("address", address).add("to", to));
    }

    @Command(description = "Ends the account's sessions, refuses new ones, and refuses its mail (5.2.1).", mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return on("disable", address);
    }

    @Command(description = "Lets a disabled account log in again.", mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "ADDRESS") String address) throws Refusal {
        return on("enable", address);
    }

    @Command(description = "Says how much mail the account may have.", mixinStandardHelpOptions = true)
    int quota(@Parameters(paramLabel = "ADDRESS") String address, @Parameters(paramLabel = "SIZE", description = "Such as 10GB, or none.") String size)
            throws Refusal {
        return Ask.server(main, Ask.named("account.quota").add("address", address).add("bytes", bytes(size)));
    }

    @Command(description = "Makes the account an administrator.", mixinStandardHelpOptions = true)
    int admin(@Parameters(paramLabel = "ADDRESS") String address, @Option(names = "--off", description = "No administrator any more.") boolean off)
            throws Refusal {
        return Ask.server(main, Ask.named("account.admin").add("address", address).add("on", !off));
    }

    @Command(description = "Gives the account a new password and ends its sessions.", mixinStandardHelpOptions = true)
    int password(@Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--password-stdin",
            description = "Takes the password from standard input; else one is generated.") boolean passwordStdin) throws Refusal {
        return Ask.server(main, withPassword(Ask.named("account.password").add("address", address), passwordStdin));
    }

    private int on(String what, String address) throws Refusal {
        return Ask.server(main, Ask.named("account." + what).add("address", address));
    }

    private static JsonObjectBuilder withPassword(JsonObjectBuilder request, boolean fromStdin) throws Refusal {
        return fromStdin ? request.add("password", Ask.secret()) : request;
    }

    private long bytes(String size) {
        if (size.equalsIgnoreCase("none")) {
            return Long.MAX_VALUE;
        }
        Matcher part = SIZE.matcher(size.toUpperCase(Locale.ROOT));
        if (!part.matches()) {
            throw new CommandLine.ParameterException(command.commandLine(), size + " is not a size such as 500MB or 10GB, nor none");
        }
        long number = Long.parseLong(part.group(1));
        int shift = part.group(2).isEmpty() ? 0 : SHIFT.getOrDefault(part.group(2).charAt(0), 0);
        if (number > LARGEST >> shift) {
            throw new CommandLine.ParameterException(command.commandLine(), size + " is more than 1000TB; none is without a limit");
        }
        return number << shift;
    }
}
