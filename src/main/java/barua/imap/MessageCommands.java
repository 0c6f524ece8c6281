package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** What a client does with messages of the selected folder, but for STORE and SEARCH (RFC 9051 §6.4). */
final class MessageCommands {

    private static final System.Logger LOG = System.getLogger(MessageCommands.class.getName());
    private static final FlagChange SEEN = new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN));

    /** RFC 2180 §4.4.1: all that the client named and saw has been expunged by others. */
    private static final Completion ALL_GONE = Completion.no("EXPUNGEISSUED", "the messages are gone");

    private final Mailbox mailbox;
    private final Selected selected;
    private final Teller teller;
    private final ImapWriter out;
    private final Enabled enabled;

    MessageCommands(State.InFolder state, ImapWriter out, Enabled enabled) {
        this.mailbox = state.mailbox();
        this.selected = state.selected();
        this.teller = state.teller();
        this.out = out;
        this.enabled = enabled;
    }

    Completion fetch(OnMessages.Fetch command) throws IOException, SyntaxException {
        FetchRequest request = command.request();
        if (request.changedSince().isPresent() || request.asks(FetchItem.Known.MODSEQ)) {
            enabled.enableCondstore();
        }
        if (request.vanished() && !enabled.qresync()) {
            return Completion.bad("ENABLE QRESYNC first");   // RFC 7162 §3.2.6
        }
        int[] sequences = selected.sequences(command.messages(), command.byUid());
        if (request.vanished()) {
            new Vanished(selected.view()).write(out, request.changedSince().getAsLong(), command.messages());
        }
        if (request.changedSince().isPresent()) {
            sequences = changedSince(sequences, request.changedSince().getAsLong());
        }
        BitSet justSeen = request.sees() && !selected.readOnly() ? see(sequences, command.byUid()) : new BitSet();
        return write(sequences, request, justSeen, new FetchWriter(out, selected, request, command.byUid() || enabled.qresync(),
                request.changedSince().isPresent(), enabled.condstore()));
    }

    private int[] changedSince(int[] sequences, long modseq) throws IOException {
        int[] changed = new int[sequences.length];
        int count = 0;
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            if (infos.of(sequence).modseq() > modseq) {
                changed[count++] = sequence;
            }
        }
        return Arrays.copyOf(changed, count);
    }

    private Completion write(int[] sequences, FetchRequest request, BitSet justSeen, FetchWriter writer) throws IOException {
        int gone = 0;
        List<Long> unreadable = new ArrayList<>();
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            try {
                MessageInfo info = infos.of(sequence);
                if (request.asks(FetchItem.Known.FLAGS) || justSeen.get(sequence)) {
                    teller.announce(info.flags());
                }
                writer.write(sequence, info, justSeen.get(sequence));
            } catch (FetchWriter.UnknownEncodingException unknown) {
                out.abandon();
                return Completion.no("UNKNOWN-CTE", unknown.getMessage());
            } catch (IOException lost) {
                if (Lost.isGone(lost)) {
                    gone++;
                } else if (Lost.isUnreadable(lost)) {
                    unreadable.add(selected.view().uid(sequence));
                } else {
                    throw lost;
                }
                out.abandon();
            }
        }
        return fetched(gone, unreadable);
    }

    /** RFC 2180 §4.1.2, RFC 5530 §3: all others have been told; what could not be is left out, and the client hears why. */
    private Completion fetched(int gone, List<Long> unreadable) {
        if (!unreadable.isEmpty()) {
            String uids = NumberSet.text(unreadable.stream().mapToLong(Long::longValue).toArray());
            LOG.log(System.Logger.Level.WARNING, "messages of " + selected.folder().mailbox().account() + " that cannot be read: UID " + uids + " of "
                    + selected.folder().name());
            return Completion.no("CORRUPTION", "told all but what cannot be read: UID " + uids);
        }
        return gone > 0 ? Completion.no("EXPUNGEISSUED", "some of the messages are gone") : Completion.ok("fetched");
    }

    /**
     * Marks as seen whatever is not (RFC 9051 §6.4.5). Done before anything is written, so that the flags go out with the
     * response they belong to, and once.
     *
     * @return the messages whose flags have changed by it
     */
    private BitSet see(int[] sequences, boolean byUid) throws IOException {
        BitSet unseen = new BitSet();
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            if (!infos.of(sequence).flags().has(Flags.SEEN)) {
                unseen.set(sequence);
            }
        }
        if (!unseen.isEmpty()) {
            selected.folder().store(selected.uids(unseen.stream().toArray()), SEEN, OptionalLong.empty());
            teller.tell(false, byUid, (sequence, _) -> !unseen.get(sequence));
        }
        return unseen;
    }

    Completion copy(OnMessages.Copy command) throws IOException, SyntaxException {
        long[] uids = selected.uids(selected.sequences(command.messages(), command.byUid()));
        try {
            Folder target = mailbox.folder(command.to());
            if (uids.length == 0) {
                return Completion.ok("nothing to copy");
            }
            return copied(selected.folder().copy(uids, target), "copied");
        } catch (MailboxException no) {
            return Completion.ofTarget(no);
        }
    }

    private static Completion copied(Folder.Copied copied, String text) {
        return copied.from().length == 0 ? ALL_GONE : Completion.ok(code(copied), text);
    }

    /** RFC 4315 §3. */
    private static String code(Folder.Copied copied) {
        return "COPYUID " + copied.uidValidity() + " " + NumberSet.text(copied.from()) + " " + NumberSet.text(copied.to());
    }

    /** RFC 6851 §3.3: the new UIDs are told before the numbers go. */
    Completion move(OnMessages.Move command) throws IOException, SyntaxException {
        if (selected.readOnly()) {
            return readOnlyAnswer();
        }
        long[] uids = selected.uids(selected.sequences(command.messages(), command.byUid()));
        Folder.Copied moved;
        try {
            Folder target = mailbox.folder(command.to());
            if (uids.length == 0) {
                return Completion.ok("nothing to move");
            }
            moved = target == selected.folder() ? moveWithin(uids) : selected.folder().move(uids, target);
        } catch (MailboxException no) {
            return Completion.ofTarget(no);
        }
        if (moved.from().length == 0) {
            return ALL_GONE;
        }
        out.text("* OK [").text(code(moved)).text("] moved").end();
        teller.tell(true, command.byUid());
        return done("moved");
    }

    /** RFC 6851 §4.3: the messages get new UIDs. A crash in between leaves both, never neither. */
    private Folder.Copied moveWithin(long[] uids) throws IOException {
        Folder folder = selected.folder();
        Folder.Copied copied = folder.copy(uids, folder);
        folder.expunge(copied.from());
        return copied;
    }

    Completion expunge(OnMessages.Expunge command) throws IOException, SyntaxException {
        if (selected.readOnly()) {
            return readOnlyAnswer();
        }
        long[] uids = command.only().isPresent() ? deleted(selected.sequences(command.only().get(), true)) : deleted();
        if (uids.length > 0) {
            selected.folder().expunge(uids);
        }
        teller.tell(true, command.only().isPresent());
        return done("expunged");
    }

    /** CLOSE expunges without a word (RFC 9051 §6.4.1); the folder is left by the caller. */
    void expungeQuietly() throws IOException {
        long[] uids = selected.readOnly() ? new long[0] : deleted();
        if (uids.length > 0) {
            selected.folder().expunge(uids);
        }
    }

    private long[] deleted() throws IOException {
        if (selected.folder().counts().deleted() == 0) {
            return new long[0];
        }
        View view = selected.view();
        int[] all = new int[view.size()];
        Arrays.setAll(all, i -> i + 1);
        return deleted(all);
    }

    private long[] deleted(int[] sequences) throws IOException {
        long[] uids = new long[sequences.length];
        int count = 0;
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            MessageInfo info = infos.of(sequence);
            if (info.flags().has(Flags.DELETED)) {
                uids[count++] = info.uid();
            }
        }
        return Arrays.copyOf(uids, count);
    }

    /** RFC 7162 §3.2.7: the last change that the client knows of by now. */
    private Completion done(String text) throws IOException {
        return enabled.condstore() ? Completion.ok("HIGHESTMODSEQ " + selected.folder().counts().highestModseq(), text) : Completion.ok(text);
    }

    static Completion readOnlyAnswer() {
        return Completion.no("READ-ONLY", "the folder is open for reading only");
    }
}
