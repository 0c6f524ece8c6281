package barua.managesieve;

import barua.mailbox.MailboxException;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.managesieve.ManageSieveCommand.OnScripts;
import barua.message.Address;
import barua.net.Connection;
import barua.trace.Event;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The commands on one account's scripts (RFC 5804 §2.5 to §2.12). What was changed is durable before OK, and stands in the trace. */
final class ScriptDesk {

    private static final ScriptName UNNAMED = ScriptName.of("script");

    private final ManageSieveSession.House house;
    private final Connection connection;
    private final Address account;

    ScriptDesk(ManageSieveSession.House house, Connection connection, Address account) {
        this.house = house;
        this.connection = connection;
        this.account = account;
    }

    /** The longest script that is taken. */
    int longest() throws IOException {
        return scripts().limits().size();
    }

    /** Writes the lines that come before the reply. */
    ManageSieveReply obey(OnScripts command) throws IOException {
        try {
            return switch (command) {
                case OnScripts.Unauthenticate _ -> ManageSieveReply.ok("");
                case OnScripts.HaveSpace(var name, var bytes) -> haveSpace(name, bytes);
                case OnScripts.PutScript(var name, var text) -> put(name, text);
                case OnScripts.CheckScript(var text) -> check(text);
                case OnScripts.TooLong(var bytes, _) -> ManageSieveReply.no("QUOTA/MAXSIZE", bytes + " bytes are too many: a script has at most " + longest());
                case OnScripts.ListScripts() -> list();
                case OnScripts.SetActive(var name) -> activate(name);
                case OnScripts.GetScript(var name) -> get(name);
                case OnScripts.DeleteScript(var name) -> delete(name);
                case OnScripts.RenameScript(var from, var to) -> rename(from, to);
            };
        } catch (MailboxException refused) {
            return ManageSieveReply.of(refused);
        }
    }

    private Scripts scripts() throws IOException {
        return house.store().open(account).scripts();
    }

    private ManageSieveReply haveSpace(ScriptName name, long bytes) throws IOException {
        scripts().requireRoom(name, bytes);
        return ManageSieveReply.ok("there is room");
    }

    private ManageSieveReply put(ScriptName name, byte[] text) throws IOException {
        scripts().requireRoom(name, text.length);
        boolean run = scripts().find(name).filter(Scripts.Entry::active).isPresent();
        ScriptCheck.Verdict verdict = house.check().check(account, name, text, run);
        if (!verdict.complaints().isEmpty()) {
            return ManageSieveReply.no(ManageSieveReply.lines(verdict.complaints()));
        }
        scripts().put(name, text, OptionalLong.empty());
        trace("put the script " + name);
        return taken(verdict, "the script is kept");
    }

    private ManageSieveReply check(byte[] text) throws IOException {
        if (text.length > longest()) {
            return ManageSieveReply.no("QUOTA/MAXSIZE", "a script has at most " + longest() + " bytes");
        }
        ScriptCheck.Verdict verdict = house.check().check(account, UNNAMED, text, false);
        return verdict.complaints().isEmpty() ? taken(verdict, "the script can be run") : ManageSieveReply.no(ManageSieveReply.lines(verdict.complaints()));
    }

    private static ManageSieveReply taken(ScriptCheck.Verdict verdict, String otherwise) {
        return verdict.warnings().isEmpty() ? ManageSieveReply.ok(otherwise) : ManageSieveReply.ok("WARNINGS", ManageSieveReply.lines(verdict.warnings()));
    }

    private ManageSieveReply list() throws IOException {
        List<Scripts.Entry> all = scripts().list();
        for (Scripts.Entry entry : all) {
            connection.write(ManageSieveReply.string(entry.name().text()) + (entry.active() ? " ACTIVE" : "") + "\r\n");
        }
        return ManageSieveReply.ok("that is all");
    }

    private ManageSieveReply activate(Optional<ScriptName> name) throws IOException {
        if (name.isPresent()) {
            ScriptCheck.Verdict verdict = house.check().check(account, name.get(), scripts().read(name.get()).bytes(), true);
            if (!verdict.complaints().isEmpty()) {
                return ManageSieveReply.no(ManageSieveReply.lines(verdict.complaints()));
            }
        }
        scripts().activate(name);
        trace(name.map(script -> "made the script " + script + " the active one").orElse("made no script active"));
        return ManageSieveReply.ok(name.isPresent() ? "the script is run from now on" : "no script is run from now on");
    }

    private ManageSieveReply get(ScriptName name) throws IOException {
        byte[] text = scripts().read(name).bytes();
        connection.write("{" + text.length + "}\r\n");
        connection.write(text);
        connection.write("\r\n");
        return ManageSieveReply.ok("");
    }

    private ManageSieveReply delete(ScriptName name) throws IOException {
        scripts().delete(name);
        trace("deleted the script " + name);
        return ManageSieveReply.ok("the script is gone");
    }

    private ManageSieveReply rename(ScriptName from, ScriptName to) throws IOException {
        scripts().rename(from, to);
        trace("renamed the script " + from + " to " + to);
        return ManageSieveReply.ok("the script has its new name");
    }

    private void trace(String what) {
        String from = connection.remote().getAddress().getHostAddress();
        house.trace().record(Event.of("", "", "changed", account.toString(), what + ", by ManageSieve from " + from));
    }
}
