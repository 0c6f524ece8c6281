package barua.managesieve;

import barua.mailbox.ScriptName;
import barua.managesieve.ManageSieveCommand.Any;
import barua.managesieve.ManageSieveCommand.BeforeLogin;
import barua.managesieve.ManageSieveCommand.OnScripts;
import barua.managesieve.ManageSieveCommand.Wrong;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes commands of words (RFC 5804 §2, §4). Pure. */
final class ManageSieveParser {

    private static final int LONGEST_TAG = 1024;

    private ManageSieveParser() {
    }

    /** @param name in capitals */
    static ManageSieveCommand parse(String name, List<CommandArgument> arguments) {
        return switch (name) {
            case "CAPABILITY" -> alone(arguments, new Any.Capability());
            case "LOGOUT" -> alone(arguments, new Any.Logout());
            case "NOOP" -> noop(arguments);
            case "STARTTLS" -> alone(arguments, new BeforeLogin.StartTls());
            case "AUTHENTICATE" -> authenticate(arguments);
            case "UNAUTHENTICATE" -> alone(arguments, new OnScripts.Unauthenticate());
            case "LISTSCRIPTS" -> alone(arguments, new OnScripts.ListScripts());
            case "HAVESPACE" -> haveSpace(arguments);
            case "PUTSCRIPT" -> putScript(arguments);
            case "CHECKSCRIPT" -> checkScript(arguments);
            case "SETACTIVE" -> isEmptyString(arguments) ? new OnScripts.SetActive(Optional.empty())
                    : onName(arguments, script -> new OnScripts.SetActive(Optional.of(script)));
            case "GETSCRIPT" -> onName(arguments, OnScripts.GetScript::new);
            case "DELETESCRIPT" -> onName(arguments, OnScripts.DeleteScript::new);
            case "RENAMESCRIPT" -> renameScript(arguments);
            default -> new Wrong("no such command");
        };
    }

    private static ManageSieveCommand alone(List<CommandArgument> arguments, ManageSieveCommand command) {
        return arguments.isEmpty() ? command : new Wrong("it takes no argument");
    }

    private static ManageSieveCommand noop(List<CommandArgument> arguments) {
        if (arguments.isEmpty()) {
            return new Any.Noop(Optional.empty());
        }
        boolean one = arguments.size() == 1;
        return one && arguments.getFirst() instanceof CommandArgument.Text(var tag) && tag.length <= LONGEST_TAG ? new Any.Noop(Optional.of(tag))
                : new Wrong("NOOP takes a string of at most " + LONGEST_TAG + " bytes");
    }

    private static ManageSieveCommand authenticate(List<CommandArgument> arguments) {
        boolean initial = arguments.size() == 2 && arguments.get(1) instanceof CommandArgument.Text;
        if (!initial && arguments.size() != 1 || !(arguments.getFirst() instanceof CommandArgument.Text(var mechanism))) {
            return new Wrong("AUTHENTICATE takes a mechanism and an initial response");
        }
        String name = new String(mechanism, StandardCharsets.ISO_8859_1);
        return new BeforeLogin.Authenticate(name, initial ? Optional.of(((CommandArgument.Text) arguments.get(1)).bytes()) : Optional.empty());
    }

    private static ManageSieveCommand haveSpace(List<CommandArgument> arguments) {
        if (arguments.size() != 2 || !(arguments.get(1) instanceof CommandArgument.Number(var bytes))) {
            return new Wrong("HAVESPACE takes a name and a number");
        }
        return onName(arguments.subList(0, 1), name -> new OnScripts.HaveSpace(name, bytes));
    }

    private static ManageSieveCommand putScript(List<CommandArgument> arguments) {
        if (arguments.size() != 2) {
            return new Wrong("PUTSCRIPT takes a name and a script");
        }
        return onName(arguments.subList(0, 1), name -> switch (arguments.get(1)) {
            case CommandArgument.Text(var text) -> new OnScripts.PutScript(name, text);
            case CommandArgument.TooLong(var bytes) -> new OnScripts.TooLong(bytes, true);
            case CommandArgument.Number _ -> new Wrong("PUTSCRIPT takes a name and a script");
        });
    }

    private static ManageSieveCommand checkScript(List<CommandArgument> arguments) {
        if (arguments.size() != 1) {
            return new Wrong("CHECKSCRIPT takes a script");
        }
        return switch (arguments.getFirst()) {
            case CommandArgument.Text(var text) -> new OnScripts.CheckScript(text);
            case CommandArgument.TooLong(var bytes) -> new OnScripts.TooLong(bytes, false);
            case CommandArgument.Number _ -> new Wrong("CHECKSCRIPT takes a script");
        };
    }

    private static ManageSieveCommand renameScript(List<CommandArgument> arguments) {
        if (arguments.size() != 2) {
            return new Wrong("RENAMESCRIPT takes two names");
        }
        return onName(arguments.subList(0, 1), from -> onName(arguments.subList(1, 2), to -> new OnScripts.RenameScript(from, to)));
    }

    private static boolean isEmptyString(List<CommandArgument> arguments) {
        return arguments.size() == 1 && arguments.getFirst() instanceof CommandArgument.Text(var bytes) && bytes.length == 0;
    }

    private static ManageSieveCommand onName(List<CommandArgument> arguments, Function<ScriptName, ManageSieveCommand> command) {
        if (arguments.size() != 1 || !(arguments.getFirst() instanceof CommandArgument.Text(var bytes))) {
            return new Wrong("it takes a name");
        }
        // RFC 5804 §1.6
        return utf8(bytes).flatMap(ScriptName::parse).map(command)
                .orElseGet(() -> new Wrong("a script's name is UTF-8 without control characters and /, 1 to 512 bytes"));
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
