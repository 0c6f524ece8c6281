package barua.imap;

import barua.imap.ImapCommand.Any;
import barua.imap.ImapCommand.BeforeLogin;
import barua.imap.ImapCommand.Malformed;
import barua.imap.ImapCommand.OnFolders;
import barua.imap.ImapCommand.OnMessages;
import barua.imap.ImapCommand.Resync;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The grammar of commands (RFC 9051 §9, RFC 3501 §9 and extensions): one whole command in, one record out, never an exception. */
final class ImapParser {

    private final ImapLexer in;
    private final boolean utf8;

    private ImapParser(byte[] wire, boolean utf8) {
        this.in = new ImapLexer(wire);
        this.utf8 = utf8;
    }

    /** @param wire the command as it came, literals behind their announcements, without the last CRLF @param utf8 whether names are UTF-8 by now */
    static Request parse(byte[] wire, boolean utf8) {
        ImapParser parser = new ImapParser(wire, utf8);
        String tag = "*";
        try {
            tag = parser.in.tag();
            parser.in.space();
            ImapCommand command = parser.command(parser.in.word());
            parser.in.end();
            return new Request(tag, command);
        } catch (SyntaxException wrong) {
            return new Request(tag, wrong.asCommand());
        }
    }

    /**
     * Whether the literal announced at the end of these bytes is the message of an APPEND, which is not gathered but read by
     * whoever files it. Empty also where the command cannot be understood so far: then it is gathered and refused as usual.
     */
    static Optional<Request> appendBefore(byte[] wire, Literal literal, boolean utf8) {
        ImapParser parser = new ImapParser(Arrays.copyOf(wire, literal.start()), utf8);
        try {
            String tag = parser.in.tag();
            if (!parser.in.take(" APPEND ")) {
                return Optional.empty();
            }
            byte[] name = parser.in.astring();
            return parser.in.atEnd() ? Optional.empty() : Optional.of(new Request(tag, parser.appendTo(name, literal)));
        } catch (SyntaxException notYet) {
            return Optional.empty();
        }
    }

    /** Behind its name only the message can be a literal: what is wrong in between stays wrong. */
    private ImapCommand appendTo(byte[] name, Literal message) {
        try {
            return append(name, message);
        } catch (SyntaxException wrong) {
            return wrong.asCommand();
        }
    }

    /** The tag of a command that was not read to its end. */
    static String tagOf(byte[] wire) {
        try {
            return new ImapLexer(wire).tag();
        } catch (SyntaxException none) {
            return "*";
        }
    }

    private ImapCommand command(String name) throws SyntaxException {
        return switch (name) {
            case "CAPABILITY" -> new Any.Capability();
            case "NOOP" -> new Any.Noop();
            case "LOGOUT" -> new Any.Logout();
            case "ID" -> id();
            case "STARTTLS" -> new BeforeLogin.StartTls();
            case "AUTHENTICATE" -> authenticate();
            case "LOGIN" -> login();
            case "ENABLE" -> enable();
            case "SELECT" -> select(false);
            case "EXAMINE" -> select(true);
            case "CREATE" -> create();
            case "DELETE" -> new OnFolders.Delete(folder());
            case "RENAME" -> new OnFolders.Rename(folder(), folder());
            case "SUBSCRIBE" -> new OnFolders.Subscribe(folder(), true);
            case "UNSUBSCRIBE" -> new OnFolders.Subscribe(folder(), false);
            case "LIST" -> list();
            case "LSUB" -> lsub();
            case "NAMESPACE" -> new OnFolders.Namespace();
            case "STATUS" -> status();
            case "GETMETADATA" -> new MetadataRequest(in, utf8).get();
            case "SETMETADATA" -> new MetadataRequest(in, utf8).set();
            case "APPEND" -> throw withoutMessage();
            case "ESEARCH" -> multiSearch();
            case "IDLE" -> new OnFolders.Idle();
            default -> onMessages(name);
        };
    }

    private ImapCommand onMessages(String name) throws SyntaxException {
        return switch (name) {
            case "CHECK" -> new OnMessages.Check();
            case "CLOSE" -> new OnMessages.Close();
            case "UNSELECT" -> new OnMessages.Unselect();
            case "EXPUNGE" -> new OnMessages.Expunge(Optional.empty());
            case "SEARCH" -> search(false);
            case "SORT" -> sort(false);
            case "THREAD" -> thread(false);
            case "FETCH" -> fetch(false);
            case "STORE" -> store(false);
            case "COPY" -> new OnMessages.Copy(messages(), false, folder());
            case "MOVE" -> new OnMessages.Move(messages(), false, folder());
            case "UID" -> {
                in.space();
                yield byUid(in.word());
            }
            default -> throw new SyntaxException("unknown command " + SyntaxException.quote(name));
        };
    }

    private ImapCommand byUid(String name) throws SyntaxException {
        return switch (name) {
            case "EXPUNGE" -> new OnMessages.Expunge(Optional.of(messages()));
            case "SEARCH" -> search(true);
            case "SORT" -> sort(true);
            case "THREAD" -> thread(true);
            case "FETCH" -> fetch(true);
            case "STORE" -> store(true);
            case "COPY" -> new OnMessages.Copy(messages(), true, folder());
            case "MOVE" -> new OnMessages.Move(messages(), true, folder());
            default -> throw new SyntaxException("unknown command UID " + SyntaxException.quote(name));
        };
    }

    /** RFC 2971 §3.1: at most 30 pairs, or NIL. */
    private ImapCommand id() throws SyntaxException {
        in.space();
        if (in.take("NIL")) {
            return new Any.Id();
        }
        if (in.list(in::nstring).size() > 60) {
            throw new SyntaxException("too much in ID");
        }
        return new Any.Id();
    }

    private ImapCommand authenticate() throws SyntaxException {
        in.space();
        String mechanism = in.word();
        if (!in.skip(' ') || in.atEnd()) {
            return new BeforeLogin.Authenticate(mechanism, Optional.empty());
        }
        // RFC 4959 §3: an initial response of no bytes is written as =.
        if (in.skip('=')) {
            return new BeforeLogin.Authenticate(mechanism, Optional.of(new byte[0]));
        }
        try {
            return new BeforeLogin.Authenticate(mechanism, Optional.of(Base64.getDecoder().decode(in.atom())));
        } catch (IllegalArgumentException wrong) {
            throw new SyntaxException("that is not base64");
        }
    }

    private ImapCommand login() throws SyntaxException {
        in.space();
        String user = new String(in.astring(), StandardCharsets.UTF_8);
        in.space();
        return new BeforeLogin.Login(user, in.astring());
    }

    private ImapCommand enable() throws SyntaxException {
        List<String> capabilities = new ArrayList<>();
        while (in.skip(' ')) {
            capabilities.add(in.word());
        }
        if (capabilities.isEmpty()) {
            throw new SyntaxException("ENABLE of nothing");
        }
        return new OnFolders.Enable(List.copyOf(capabilities));
    }

    private ImapCommand select(boolean readOnly) throws SyntaxException {
        FolderName folder = folder();
        boolean condstore = false;
        Optional<Resync> resync = Optional.empty();
        if (in.skip(' ') && !in.atEnd()) {
            in.expect('(');
            do {
                if (in.take("CONDSTORE")) {
                    condstore = true;
                } else if (in.take("QRESYNC ")) {
                    resync = Optional.of(resync());
                } else {
                    throw new SyntaxException("unknown SELECT parameter " + SyntaxException.quote(in.rest(), 0));
                }
            } while (in.skip(' '));
            in.expect(')');
        }
        return new OnFolders.Select(folder, readOnly, condstore, resync);
    }

    /** RFC 7162 §3.2.5: {@code (uidvalidity modseq [known-uids] [(sequences uids)])}. The pairs only save work: they are read and not used. */
    private Resync resync() throws SyntaxException {
        in.expect('(');
        long uidValidity = in.positive();
        in.space();
        long modseq = in.number64();
        Optional<MessageSet> known = Optional.empty();
        if (in.skip(' ')) {
            if (in.isDigit()) {
                known = Optional.of(in.messages());
            }
            if (known.isEmpty() || in.skip(' ')) {
                in.expect('(');
                in.messages();
                in.space();
                in.messages();
                in.expect(')');
            }
        }
        in.expect(')');
        return new Resync(uidValidity, modseq, known);
    }

    private ImapCommand create() throws SyntaxException {
        in.space();
        String name = FolderNames.name(in.astring(), utf8);
        // RFC 9051 §6.3.4: a separator at the end only says that folders will be made below it.
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        FolderName folder = FolderName.parse(plain).orElseThrow(() -> new SyntaxException("CANNOT", "no folder can be called so"));
        return new OnFolders.Create(folder, in.skip(' ') && !in.atEnd() ? use() : Optional.empty());
    }

    /** RFC 6154 §3: {@code (USE (\Drafts))}. */
    private Optional<SpecialUse> use() throws SyntaxException {
        if (!in.take("(USE ")) {
            throw new SyntaxException("unknown CREATE parameter");
        }
        List<String> uses = in.list(() -> {
            in.expect('\\');
            return "\\" + in.atom();
        });
        in.expect(')');
        if (uses.isEmpty()) {
            return Optional.empty();
        }
        for (SpecialUse use : SpecialUse.values()) {
            if (uses.size() == 1 && use.attribute().equalsIgnoreCase(uses.getFirst())) {
                return Optional.of(use);
            }
        }
        throw new SyntaxException("USEATTR", "a folder can have one use, of those that LIST shows");   // RFC 6154 §6
    }

    private ImapCommand list() throws SyntaxException {
        in.space();
        return new OnFolders.Lister(ListParser.list(in, utf8));
    }

    private ImapCommand lsub() throws SyntaxException {
        in.space();
        return new OnFolders.Lsub(ListParser.lsub(in, utf8));
    }

    private ImapCommand status() throws SyntaxException {
        FolderName folder = folder();
        in.space();
        return new OnFolders.Status(folder, ListParser.status(in));
    }

    /** An APPEND that came to its end and brought no literal for a message: says what is wrong with it. */
    private SyntaxException withoutMessage() throws SyntaxException {
        in.space();
        byte[] name = in.astring();
        if (!in.atEnd()) {
            append(name, new Literal(0, false, false, 0));
        }
        return new SyntaxException("APPEND needs a message, which is a literal, at its end");
    }

    /** Stands behind the folder's name; what follows must end where the message's literal is announced. */
    private ImapCommand append(byte[] name, Literal message) throws SyntaxException {
        in.space();
        Flags flags = Flags.NONE;
        if (in.peek() == '(') {
            flags = FlagGrammar.list(in);
            in.space();
        }
        Optional<Instant> received = Optional.empty();
        if (in.peek() == '"') {
            received = Optional.of(DateGrammar.moment(in));
            in.space();
        }
        boolean wrapped = in.take("UTF8 (");   // RFC 6855 §4
        if (!in.atEnd()) {
            throw new SyntaxException("APPEND needs flags in parentheses, a date in quotes, then the message: " + SyntaxException.quote(in.rest(), 0)
                    + " is none of them");
        }
        FolderName folder;
        try {
            folder = FolderNames.folder(name, utf8);
        } catch (SyntaxException impossible) {
            return impossible.asCommand();
        }
        return new OnFolders.Append(folder, flags, received, wrapped, message);
    }

    private ImapCommand search(boolean byUid) throws SyntaxException {
        in.space();
        return new OnMessages.Search(SearchParser.parse(in, utf8), byUid);
    }

    private ImapCommand sort(boolean byUid) throws SyntaxException {
        in.space();
        return SortParser.sort(in, byUid);
    }

    private ImapCommand thread(boolean byUid) throws SyntaxException {
        in.space();
        return SortParser.thread(in, byUid);
    }

    /** RFC 7377 §4. */
    private ImapCommand multiSearch() throws SyntaxException {
        in.space();
        List<SearchSource> selected = List.of(new SearchSource.SelectedFolder());
        List<SearchSource> sources = selected;
        if (in.take("IN ")) {
            sources = SourceParser.parse(in, utf8).stream().distinct().toList();
            in.space();
        }
        SearchRequest request = SearchParser.parse(in, utf8);
        boolean others = !sources.equals(selected);
        if (others && (request.asks(SearchRequest.Return.SAVE) || request.namesSaved())) {
            throw new SyntaxException("SAVE and $ are of the selected folder alone");   // RFC 7377 §2.2
        }
        return new OnFolders.MultiSearch(sources, request);
    }

    private ImapCommand fetch(boolean byUid) throws SyntaxException {
        MessageSet messages = messages();
        in.space();
        FetchRequest request = FetchParser.parse(in);
        if (request.vanished() && (!byUid || request.changedSince().isEmpty())) {
            throw new SyntaxException("VANISHED needs UID FETCH and CHANGEDSINCE");   // RFC 7162 §3.2.6
        }
        return new OnMessages.Fetch(messages, byUid, request);
    }

    private ImapCommand store(boolean byUid) throws SyntaxException {
        MessageSet messages = messages();
        in.space();
        OptionalLong unchangedSince = OptionalLong.empty();
        if (in.take("(UNCHANGEDSINCE ")) {
            unchangedSince = OptionalLong.of(in.number64());
            in.expect(')');
            in.space();
        }
        FlagChange.How how = in.skip('+') ? FlagChange.How.ADD : in.skip('-') ? FlagChange.How.REMOVE : FlagChange.How.SET;
        String item = in.word();
        if (!item.equals("FLAGS") && !item.equals("FLAGS.SILENT")) {
            throw new SyntaxException("unknown STORE item " + SyntaxException.quote(item));
        }
        in.space();
        Flags flags = in.peek() == '(' ? FlagGrammar.list(in) : FlagGrammar.bare(in);
        return new OnMessages.Store(messages, byUid, new FlagChange(how, flags), item.endsWith(".SILENT"), unchangedSince);
    }

    private MessageSet messages() throws SyntaxException {
        in.space();
        return in.messages();
    }

    private FolderName folder() throws SyntaxException {
        in.space();
        return FolderNames.folder(in.astring(), utf8);
    }
}
