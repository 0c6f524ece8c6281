package barua.managesieve;

import barua.managesieve.ManageSieveCommand.Any;
import barua.managesieve.ManageSieveCommand.BeforeLogin;
import barua.managesieve.ManageSieveCommand.OnScripts;
import barua.message.Address;
import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.StoppingException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One ManageSieve conversation: a loop of commands, before and after the login (RFC 5804 §1.1). */
final class ManageSieveConversation implements LiveConversations.Held {

    private static final System.Logger LOG = System.getLogger(ManageSieveConversation.class.getName());
    private static final int MISTAKES = 20;
    private static final int BEFORE_LOGIN = 50;            // commands without a login
    private static final int STRING_BEFORE_LOGIN = 12 * 1024;

    private final ManageSieveSession.House house;
    private final Connection connection;
    private final CommandReader reader;
    private final ManageSieveLogin reception;
    private volatile Optional<String> account = Optional.empty();
    private Optional<ScriptDesk> desk = Optional.empty();
    private int mistakes;
    private int early;
    private boolean over;

    ManageSieveConversation(ManageSieveSession.House house, Connection connection) {
        this.house = house;
        this.connection = connection;
        this.reader = new CommandReader(connection);
        this.reception = new ManageSieveLogin(house, connection, reader);
    }

    @Override
    public void run() throws IOException {
        connection.readTimeout(house.beforeLogin());
        try {
            offer(ManageSieveReply.ok(house.options().hostname() + " Barua ManageSieve"));
            while (!over) {
                listen();
            }
        } catch (SocketTimeoutException idle) {
            say(ManageSieveReply.bye("", "idle for too long"));
        } catch (EOFException gone) {
            // What was answered with OK is on the disk.
        } catch (StoppingException stopping) {
            say(ManageSieveReply.bye("TRYLATER", "the server is about to stop"));
        } catch (CommandReader.HopelessException endless) {
            say(ManageSieveReply.bye("QUOTA/MAXSIZE", "nothing so long is read"));
        }
        connection.flush();
    }

    @Override
    public boolean isOf(String name) {
        return account.filter(name::equals).isPresent();
    }

    @Override
    public void cut() {
        connection.close();
    }

    private void listen() throws IOException {
        obey(reader.command(desk.isPresent() ? desk.get().longest() : STRING_BEFORE_LOGIN));
        if (desk.isEmpty() && ++early >= BEFORE_LOGIN && !over) {
            end(ManageSieveReply.bye("", "too many commands without a login"));
        }
    }

    private void obey(ManageSieveCommand command) throws IOException {
        switch (command) {
            case ManageSieveCommand.Wrong(var why) -> mistake(why);
            case Any.Capability() -> offer(ManageSieveReply.ok("that is offered"));
            case Any.Noop(var tag) ->
                    say(ManageSieveReply.ok(tag.map(bytes -> "TAG " + ManageSieveReply.string(new String(bytes, StandardCharsets.UTF_8))).orElse(""), "done"));
            case Any.Logout() -> end(ManageSieveReply.ok("kwaheri"));
            case BeforeLogin before -> beforeLogin(before);
            case OnScripts on -> onScripts(on);
        }
    }

    private void beforeLogin(BeforeLogin command) throws IOException {
        if (desk.isPresent()) {
            mistake("you are logged in");
            return;
        }
        switch (reception.obey(command)) {
            case ManageSieveLogin.Outcome.Waiting(var reply) -> say(reply);
            case ManageSieveLogin.Outcome.Secured() -> offer(ManageSieveReply.ok("TLS is on"));
            case ManageSieveLogin.Outcome.Welcome(var name, var reply) -> open(name, reply);
            case ManageSieveLogin.Outcome.Enough(var reply) -> end(reply);
        }
    }

    /** The session counts as that account's before its scripts are touched: a revocation in between finds it. */
    private void open(String name, ManageSieveReply reply) throws IOException {
        account = Optional.of(name);
        ScriptDesk opened = new ScriptDesk(house, connection, Address.of(name));
        try {
            opened.longest();
            desk = Optional.of(opened);
            connection.readTimeout(house.afterLogin());
            say(reply);
        } catch (IOException closed) {
            account = Optional.empty();
            LOG.log(Level.WARNING, "managesieve: cannot open the mailbox of {0}: {1}", name, closed.toString());
            say(ManageSieveReply.no("TRYLATER", "the mailbox cannot be opened now; try again later"));
        }
    }

    private void onScripts(OnScripts command) throws IOException {
        if (desk.isEmpty()) {
            mistake("log in first");
        } else if (command instanceof OnScripts.Unauthenticate) {
            desk = Optional.empty();
            account = Optional.empty();
            connection.readTimeout(house.beforeLogin());
            say(ManageSieveReply.ok("you are logged out"));
        } else {
            say(desk.get().obey(command));
        }
    }

    /** RFC 5804 §1.7. */
    private void offer(ManageSieveReply reply) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(capability("IMPLEMENTATION", "Barua"));
        lines.add(capability("SASL", String.join(" ", reception.mechanisms())));
        lines.add(capability("SIEVE", String.join(" ", house.options().extensions())));
        if (!connection.isSecure() && house.options().tls().isPresent()) {
            lines.add(ManageSieveReply.string("STARTTLS"));
        }
        if (house.options().extensions().contains("enotify")) {
            lines.add(capability("NOTIFY", "mailto"));
        }
        if (house.options().extensions().contains("extlists")) {
            lines.add(capability("EXTLISTS", String.join(" ", house.options().lists())));   // RFC 6134
        }
        lines.add(capability("MAXREDIRECTS", Integer.toString(house.options().redirects())));
        lines.add(capability("LANGUAGE", "en"));
        lines.add(ManageSieveReply.string("UNAUTHENTICATE"));
        account.ifPresent(name -> lines.add(capability("OWNER", name)));
        lines.add(capability("VERSION", "1.0"));
        connection.write(String.join("\r\n", lines) + "\r\n");
        say(reply);
    }

    private static String capability(String name, String value) {
        return ManageSieveReply.string(name) + " " + ManageSieveReply.string(value);
    }

    private void mistake(String why) throws IOException {
        if (++mistakes >= MISTAKES) {
            end(ManageSieveReply.bye("", "too many mistakes"));
        } else {
            say(ManageSieveReply.no(why));
        }
    }

    private void end(ManageSieveReply lastWord) throws IOException {
        over = true;
        say(lastWord);
    }

    private void say(ManageSieveReply reply) throws IOException {
        connection.write(reply.toString());
    }
}
