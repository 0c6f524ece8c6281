package barua.imap;

import barua.imap.ImapCommand.Any;
import barua.imap.ImapCommand.BeforeLogin;
import barua.imap.ImapCommand.Impossible;
import barua.imap.ImapCommand.Malformed;
import barua.imap.ImapCommand.OnFolders;
import barua.imap.ImapCommand.OnMessages;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MailboxException.Reason;
import barua.message.Address;
import barua.net.Connection;
import barua.net.LiveConversations;
import barua.net.StoppingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/**
 * One IMAP conversation, on a virtual thread of its own (RFC 9051 §3): reads a command, obeys it, tells what happened
 * meanwhile, answers. Nothing but {@link #end()} is called by others.
 */
final class ImapConversation implements LiveConversations.Held {

    private static final System.Logger LOG = System.getLogger(ImapConversation.class.getName());

    private static final int MOST_BAD_IN_A_ROW = 20;
    /** Of somebody who is not known yet. */
    private static final int MOST_BAD_BEFORE_LOGIN = 10;
    private static final int MOST_WRONG_LOGINS = 5;
    /** Once begun, each line of a command must be here within. */
    private static final Duration LINE = Duration.ofSeconds(60);

    private final ImapSession door;
    private final Connection connection;
    private final ImapWriter out;
    private final ImapReader in;
    private final Waiting waiting;
    private final Enabled enabled = new Enabled();
    private State state = new State.Greeted();
    private int bad;
    private int wrongLogins;
    private volatile boolean ended;
    private volatile String account = "";   // written once, at login; read by revoke

    ImapConversation(ImapSession door, Connection connection) {
        this.door = door;
        this.connection = connection;
        this.out = new ImapWriter(connection);
        this.in = new ImapReader(connection, out);
        this.waiting = new Waiting(connection, out, () -> ended);
    }

    @Override
    public boolean isOf(String name) {
        return account.equals(name);
    }

    /** From any thread: the conversation says good-bye and ends, at the latest after its present command. */
    @Override
    public void cut() {
        ended = true;
        connection.interrupt();
    }

    @Override
    public void run() throws IOException {
        try {
            connection.readTimeout(LINE);
            out.text("* OK [CAPABILITY ").text(capabilities()).text("] ").text(door.options().hostname()).text(" ready").end();
            while (!(state instanceof State.Over)) {
                waiting.forInput(state instanceof State.Greeted ? door.patience().beforeLogin() : door.patience().afterLogin());
                turn(in.next(enabled.utf8()));
            }
            out.flush();
        } catch (HopelessException hopeless) {
            bye(hopeless.getMessage());
        } catch (PeerException gone) {
            switch (gone.getCause()) {
                case SocketTimeoutException _ -> bye("you have been silent for too long");
                case StoppingException _ -> bye("the server stops for now");
                default -> throw gone;
            }
        } finally {
            leave();
        }
    }

    private void bye(String why) throws IOException {
        out.abandon();
        out.text("* BYE ").text(why).end();
        out.flush();
    }

    /** One command, from its reading to its answer. */
    private void turn(Request request) throws IOException {
        Completion answer = obey(request);
        if (answer.kind() == Completion.Kind.BAD && ++bad >= (state instanceof State.Greeted ? MOST_BAD_BEFORE_LOGIN : MOST_BAD_IN_A_ROW)) {
            answer.write(out, request.tag());
            throw new HopelessException("too many bad commands");
        }
        bad = answer.kind() == Completion.Kind.BAD ? bad : 0;
        if (state instanceof State.InFolder folder) {
            folder.teller().tell(mayExpunge(request.command()), byUid(request.command()));
        }
        answer.write(out, request.tag());
        if (state instanceof State.InFolder folder && folder.teller().gone()) {
            throw new HopelessException("the folder was deleted");   // RFC 2180 §3.3
        }
        if (wrongLogins >= MOST_WRONG_LOGINS) {
            throw new HopelessException("too many wrong passwords");
        }
        startTls(request, answer);
    }

    /** RFC 9051 §7.5.1: while a client speaks in sequence numbers, they stay. */
    private static boolean mayExpunge(ImapCommand command) {
        return switch (command) {
            case OnMessages.Fetch(_, var byUid, _) -> byUid;
            case OnMessages.Store(_, var byUid, _, _, _) -> byUid;
            case OnMessages.Search(_, var byUid) -> byUid;
            case OnMessages.Sort(_, _, var byUid) -> byUid;
            case OnMessages.Thread(_, _, var byUid) -> byUid;
            default -> true;
        };
    }

    private static boolean byUid(ImapCommand command) {
        return command instanceof OnMessages.Fetch(_, var fetch, _) && fetch || command instanceof OnMessages.Store(_, var store, _, _, _) && store;
    }

    /** What goes wrong in the store is an answer; what goes wrong with the peer is the end. */
    private Completion obey(Request request) throws IOException {
        try {
            boolean before = enabled.condstore();
            Completion answer = execute(request.command(), request.tag());
            if (!before && enabled.condstore() && !(request.command() instanceof OnFolders.Select)) {
                tellHighestModseq();
            }
            return answer;
        } catch (SyntaxException wrong) {
            return Completion.bad(wrong.getMessage());
        } catch (PeerException | HopelessException over) {
            throw over;
        } catch (MailboxException refused) {
            out.abandon();
            return Completion.of(refused);
        } catch (IOException failed) {
            out.abandon();
            LOG.log(System.Logger.Level.WARNING, "a command of " + account + " failed", failed);
            return Completion.no("UNAVAILABLE", "the server has trouble with its disk: try again later");
        } catch (RuntimeException bug) {
            out.abandon();
            LOG.log(System.Logger.Level.ERROR, "a command of " + account + " failed", bug);
            return Completion.no("SERVERBUG", "the server made a mistake");
        }
    }

    /** RFC 7162 §3.1.2: the command that enables CONDSTORE is told where the folder stands. SELECT says so anyway. */
    private void tellHighestModseq() throws IOException {
        if (state instanceof State.InFolder folder) {
            out.text("* OK [HIGHESTMODSEQ ").number(folder.selected().folder().counts().highestModseq()).text("] last change").end();
        }
    }

    private record Turn(State state, ImapCommand command) {
    }

    private Completion execute(ImapCommand command, String tag) throws IOException, SyntaxException {
        return switch (new Turn(state, command)) {
            case Turn(_, Malformed(var why)) -> Completion.bad(why);
            case Turn(_, Impossible(var code, var why)) -> Completion.no(code, why);
            case Turn(_, Any any) -> any(any);
            case Turn(State.Greeted _, BeforeLogin login) -> beforeLogin(login);
            case Turn(State.Known _, BeforeLogin _) -> Completion.bad("you are logged in");
            case Turn(State.Greeted _, OnFolders.Append append) -> refuse(append);
            case Turn(State.Greeted _, OnFolders _), Turn(State.Greeted _, OnMessages _) -> Completion.bad("log in first");
            case Turn(State.Known known, OnFolders folders) -> onFolders(known, folders, tag);
            case Turn(State.LoggedIn _, OnMessages _) -> Completion.bad("select a folder first");
            case Turn(State.InFolder folder, OnMessages messages) -> onMessages(folder, messages, tag);
            case Turn(State.Over _, _) -> throw new IllegalStateException("over");
        };
    }

    private Completion any(Any command) throws IOException {
        return switch (command) {
            case Any.Capability() -> {
                out.text("* CAPABILITY ").text(capabilities()).end();
                yield Completion.ok("capabilities told");
            }
            case Any.Noop() -> Completion.ok("done");
            case Any.Id() -> {
                out.text("* ID (\"name\" \"Barua\" \"vendor\" \"Barua\")").end();   // RFC 2971 §3.2: no version for those who look for holes
                yield Completion.ok("that is me");
            }
            case Any.Logout() -> {
                out.text("* BYE kwaheri").end();
                leave();
                state = new State.Over();
                yield Completion.ok("logged out");
            }
        };
    }

    private Completion beforeLogin(BeforeLogin command) throws IOException {
        return switch (command) {
            case BeforeLogin.StartTls() when connection.isSecure() || door.options().tls().isEmpty() -> Completion.bad("there is no TLS to start");
            case BeforeLogin.StartTls() -> Completion.ok("begin TLS now");
            case BeforeLogin.Authenticate _, BeforeLogin.Login _ when !connection.isSecure() ->
                    Completion.no("PRIVACYREQUIRED", "start TLS first");   // RFC 5530 §3
            case BeforeLogin.Login login -> entered(new LoginCommands(connection, in, out, door.logins()).login(login));
            case BeforeLogin.Authenticate authenticate -> entered(new LoginCommands(connection, in, out, door.logins()).authenticate(authenticate));
        };
    }

    private Completion entered(LoginCommands.Outcome outcome) throws IOException {
        return switch (outcome) {
            case LoginCommands.Outcome.Granted(var name) -> {
                state = new State.LoggedIn(name, mailbox(name));
                account = name;
                yield Completion.ok("CAPABILITY " + capabilities(), "karibu");
            }
            case LoginCommands.Outcome.Refused(var answer, var wrong) -> {
                wrongLogins += wrong ? 1 : 0;
                yield answer;
            }
        };
    }

    /** While it moves to a new name or waits to be made it is no folder that the client could do without. */
    private Mailbox mailbox(String name) throws IOException {
        try {
            return door.store().open(Address.of(name));
        } catch (MailboxException refused) {
            throw refused.reason() == Reason.NONEXISTENT ? new MailboxException(Reason.UNAVAILABLE, refused.getMessage()) : refused;
        }
    }

    /** RFC 9051 §6.2.1: the handshake follows the answer, and what came before it is forgotten. */
    private void startTls(Request request, Completion answer) throws IOException {
        if (request.command() instanceof BeforeLogin.StartTls && answer.kind() == Completion.Kind.OK) {
            out.flush();
            try {
                connection.startTls(door.options().tls().orElseThrow());
            } catch (IOException failed) {
                throw new PeerException(failed);
            }
        }
    }

    private Completion refuse(OnFolders.Append append) throws IOException {
        in.drop(append.message());
        return Completion.bad("log in first");
    }

    private Completion onFolders(State.Known known, OnFolders command, String tag) throws IOException {
        Mailbox mailbox = known.mailbox();
        FolderCommands folders = new FolderCommands(mailbox, out, enabled, door.options().appendLimit());
        return switch (command) {
            case OnFolders.Enable enable -> enable(enable);
            case OnFolders.Select select -> select(known, select);
            case OnFolders.Create create -> folders.create(create);
            case OnFolders.Delete delete -> delete(known, delete, folders);
            case OnFolders.Rename rename -> folders.rename(rename);
            case OnFolders.Subscribe subscribe -> folders.subscribe(subscribe);
            case OnFolders.Lister(var request) -> folders.list(request);
            case OnFolders.Lsub lsub -> folders.lsub(lsub);
            case OnFolders.Namespace() -> folders.namespace();
            case OnFolders.Status status -> folders.status(status);
            case OnFolders.GetMetadata get -> new MetadataCommands(mailbox, out).get(get);
            case OnFolders.SetMetadata set -> new MetadataCommands(mailbox, out).set(set);
            case OnFolders.MultiSearch search ->
                    new MultiSearching(known, out, enabled, door.clock().instant(), door.narrowing()).search(search, tag);
            case OnFolders.Append append -> new Appending(door.store(), mailbox, in, door.clock(), door.options().appendLimit()).append(append);
            case OnFolders.Idle() -> new Idling(connection, in, out, waiting)
                    .idle(known instanceof State.InFolder folder ? Optional.of(folder) : Optional.empty(), door.patience().afterLogin());
        };
    }

    /** RFC 5161 §3.1: what is not known is passed over. */
    private Completion enable(OnFolders.Enable command) throws IOException {
        out.text("* ENABLED");
        for (String capability : command.capabilities()) {
            if (enabled.enable(capability)) {
                out.space().text(capability);
            }
        }
        out.end();
        if (enabled.utf8()) {
            out.speakUtf8();
        }
        return Completion.ok("enabled");
    }

    /** RFC 9051 §6.3.2: whatever becomes of it, the folder of before is left. */
    private Completion select(State.Known known, OnFolders.Select command) throws IOException {
        if (command.resync().isPresent() && !enabled.qresync()) {
            return Completion.bad("ENABLE QRESYNC first");   // RFC 7162 §3.2.5
        }
        if (state instanceof State.InFolder) {
            leave();
            out.text("* OK [CLOSED] the folder of before").end();   // RFC 9051 §7.1
        }
        state = new Selecting(out, enabled).open(known.account(), known.mailbox(), command);
        return Completion.ok(command.readOnly() ? "READ-ONLY" : "READ-WRITE", "selected");
    }

    private Completion delete(State.Known known, OnFolders.Delete command, FolderCommands folders) throws IOException {
        Completion answer = folders.delete(command);
        if (known instanceof State.InFolder folder && folder.selected().folder().name().equals(command.folder())) {
            leave();
            out.text("* OK [CLOSED] the folder is gone").end();
        }
        return answer;
    }

    private Completion onMessages(State.InFolder folder, OnMessages command, String tag) throws IOException, SyntaxException {
        MessageCommands messages = new MessageCommands(folder, out, enabled);
        return switch (command) {
            case OnMessages.Check() -> Completion.ok("all is on disk");
            case OnMessages.Close() -> {
                messages.expungeQuietly();
                leave();
                yield Completion.ok("closed");
            }
            case OnMessages.Unselect() -> {
                leave();
                yield Completion.ok("unselected");
            }
            case OnMessages.Expunge expunge -> messages.expunge(expunge);
            case OnMessages.Search search -> searching(folder).search(search, tag);
            case OnMessages.Sort sort -> searching(folder).sort(sort, tag);
            case OnMessages.Thread thread -> searching(folder).thread(thread);
            case OnMessages.Fetch fetch -> messages.fetch(fetch);
            case OnMessages.Store store -> new Storing(folder, enabled).store(store);
            case OnMessages.Copy copy -> messages.copy(copy);
            case OnMessages.Move move -> messages.move(move);
        };
    }

    private Searching searching(State.InFolder folder) {
        return new Searching(out, enabled, new Matcher(folder.selected(), door.clock().instant(), door.narrowing()));
    }

    /** Out of the folder, if in one. */
    private void leave() {
        if (state instanceof State.InFolder(var name, var mailbox, var selected, _)) {
            selected.close();
            state = new State.LoggedIn(name, mailbox);
        }
    }

    private String capabilities() {
        return Capabilities.of(state, connection, door.options());
    }
}
