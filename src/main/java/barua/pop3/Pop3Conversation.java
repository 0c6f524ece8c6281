package barua.pop3;

import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import barua.net.LiveConversations;
import barua.net.StoppingException;
import barua.pop3.Pop3Command.Any;
import barua.pop3.Pop3Command.BeforeLogin;
import barua.pop3.Pop3Command.OnMaildrop;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;

/** One POP3 conversation: a loop of commands, in one of two states (RFC 1939 §3). The maildrop is touched at QUIT alone (§6). */
final class Pop3Conversation implements LiveConversations.Held {

    private static final System.Logger LOG = System.getLogger(Pop3Conversation.class.getName());
    private static final int LINE = 1024;        // RFC 2449 §4 wants 255; passwords in UTF-8 and kerberised names were seen longer
    private static final int MISTAKES = 20;
    private static final int BEFORE_LOGIN = 50;  // commands without a login

    private final Pop3Session.House house;
    private final Connection connection;
    private final Reception reception;
    private volatile Optional<String> account = Optional.empty();
    private Optional<Transaction> transaction = Optional.empty();
    private int mistakes;
    private int early;
    private boolean over;

    Pop3Conversation(Pop3Session.House house, Connection connection) {
        this.house = house;
        this.connection = connection;
        this.reception = new Reception(house, connection);
    }

    @Override
    public void run() throws IOException {
        connection.readTimeout(house.beforeLogin());
        try {
            say("+OK " + house.options().hostname() + " Barua POP3");
            while (!over) {
                listen();
            }
        } catch (SocketTimeoutException | EOFException gone) {
            // RFC 1939 §3: no update and no word; what was marked for deletion stays.
        } catch (StoppingException stopping) {
            say("-ERR [SYS/TEMP] the server is about to stop; nothing was deleted");
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
        try {
            obey(Pop3Parser.parse(connection.readLine(LINE)));
        } catch (LineTooLongException | BareLineEndException broken) {
            mistake("a line is at most " + LINE + " bytes and ends in CRLF");
        }
    }

    private void obey(Pop3Command command) throws IOException {
        switch (command) {
            case Pop3Command.Wrong(var why) -> mistake(why);
            case Any.Capa _ -> capabilities();
            case Any.Quit _ -> quit();
            case BeforeLogin before -> beforeLogin(before);
            case OnMaildrop on -> onMaildrop(on);
        }
        if (transaction.isEmpty() && ++early >= BEFORE_LOGIN && !over) {
            end("-ERR [SYS/TEMP] too many commands without a login");
        }
    }

    private void beforeLogin(BeforeLogin command) throws IOException {
        if (transaction.isPresent()) {
            mistake("you are logged in");
            return;
        }
        switch (reception.obey(command)) {
            case Reception.Outcome.Waiting _ -> { }
            case Reception.Outcome.Welcome(var name) -> open(name);
            case Reception.Outcome.Enough _ -> over = true;
        }
    }

    /** The session counts as that account's before its mail is opened: a revocation in between finds it. */
    private void open(String name) throws IOException {
        account = Optional.of(name);
        try {
            transaction = Optional.of(new Transaction(house.maildrops().open(name), connection));
            connection.readTimeout(house.afterLogin());
            say("+OK " + transaction.get().summary());
        } catch (IOException closed) {
            account = Optional.empty();
            failed("cannot open the maildrop", closed);
        }
    }

    private void onMaildrop(OnMaildrop command) throws IOException {
        if (transaction.isEmpty()) {
            mistake("log in first");
            return;
        }
        switch (transaction.get().obey(command)) {
            case Transaction.Outcome.Said _ -> { }
            case Transaction.Outcome.Refused(var why) -> say("-ERR " + why);
            case Transaction.Outcome.Failed(var why, var cause) -> failed(why, cause);
        }
    }

    private void failed(String what, IOException cause) throws IOException {
        LOG.log(Level.WARNING, "pop3: {0} of {1}: {2}", what, account.orElse("?"), cause.toString());
        say("-ERR [SYS/TEMP] " + what + "; try again later");   // RFC 3206 §4
    }

    /** RFC 1939 §6: +OK only when everything marked is gone for good. */
    private void quit() throws IOException {
        if (transaction.isPresent() && transaction.get().update() instanceof Transaction.Outcome.Failed(var why, var cause)) {
            failed(why, cause);
            over = true;
        } else {
            end("+OK kwaheri");
        }
    }

    private void capabilities() throws IOException {
        say("+OK what is offered:");
        boolean mayLogIn = connection.isSecure();
        for (String one : List.of("TOP", "UIDL", "RESP-CODES", "AUTH-RESP-CODE", "PIPELINING", "EXPIRE NEVER", "IMPLEMENTATION Barua")) {
            say(one);
        }
        if (mayLogIn) {
            say("USER");
            say("SASL " + String.join(" ", reception.mechanisms()));
        } else if (house.options().tls().isPresent()) {
            say("STLS");
        }
        say(".");
    }

    private void mistake(String why) throws IOException {
        if (++mistakes >= MISTAKES) {
            end("-ERR too many mistakes");
        } else {
            say("-ERR " + why);
        }
    }

    private void end(String lastWord) throws IOException {
        over = true;
        say(lastWord);
    }

    private void say(String line) throws IOException {
        connection.write(line + "\r\n");
    }
}
