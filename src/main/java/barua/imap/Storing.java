package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.MessageInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** STORE: one change of the store for all messages, then what the client must hear of it (RFC 9051 §6.4.6, RFC 7162 §3.1.3). */
final class Storing {

    private final Selected selected;
    private final Teller teller;
    private final Enabled enabled;

    Storing(State.InFolder state, Enabled enabled) {
        this.selected = state.selected();
        this.teller = state.teller();
        this.enabled = enabled;
    }

    Completion store(OnMessages.Store command) throws IOException, SyntaxException {
        if (selected.readOnly()) {
            return MessageCommands.readOnlyAnswer();
        }
        if (command.unchangedSince().isPresent()) {
            enabled.enableCondstore();
        }
        int[] sequences = selected.sequences(command.messages(), command.byUid());
        Flags[] expected = expected(sequences, command.change());
        long[] uids = selected.uids(sequences);
        long[] left = selected.folder().store(uids, command.change(), command.unchangedSince());
        tell(command, sequences, expected, left);
        if (left.length == 0) {
            return Completion.ok("stored");
        }
        long[] numbers = command.byUid() ? left : Arrays.stream(left).map(selected.view()::sequence).filter(number -> number > 0).toArray();
        return Completion.ok("MODIFIED " + NumberSet.text(numbers), "some have changed meanwhile");
    }

    /**
     * What the client will think that the flags are afterwards, by position in {@code sequences}; null where it does not even know
     * what they were before: then it is told, whatever becomes of them.
     */
    private Flags[] expected(int[] sequences, FlagChange change) throws IOException {
        Flags[] expected = new Flags[sequences.length];
        Infos infos = selected.infos();
        for (int i = 0; i < sequences.length; i++) {
            MessageInfo before = infos.of(sequences[i]);
            expected[i] = before.modseq() > selected.view().toldModseq() ? null : after(before.flags(), change);
        }
        return expected;
    }

    private static Flags after(Flags before, FlagChange change) {
        Flags other = change.flags();
        int system = switch (change.how()) {
            case SET -> other.system();
            case ADD -> before.system() | other.system();
            case REMOVE -> before.system() & ~other.system();
        };
        if (before.keywords().isEmpty() && other.keywords().isEmpty()) {
            return Flags.of(system);
        }
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (change.how() != FlagChange.How.SET) {
            keywords.addAll(before.keywords());
        }
        if (change.how() == FlagChange.How.REMOVE) {
            keywords.removeAll(other.keywords());
        } else {
            keywords.addAll(other.keywords());
        }
        return Flags.of(system, keywords);
    }

    /**
     * Loud: each message's flags once, changed or not. Silent: only flags that are not what the client must think they are
     * (RFC 9051 §6.4.6), and the modseq where the client follows it.
     */
    private void tell(OnMessages.Store command, int[] sequences, Flags[] expected, long[] left) throws IOException {
        boolean uid = command.byUid();
        teller.tell(false, uid, (sequence, info) -> {
            int at = Arrays.binarySearch(sequences, sequence);
            return at < 0 || Arrays.binarySearch(left, info.uid()) >= 0 || command.silent() && !info.flags().equals(expected[at]);
        });
        if (command.silent() && !enabled.condstore()) {
            return;
        }
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            MessageInfo info = infos.of(sequence);
            if (left.length > 0 && Arrays.binarySearch(left, info.uid()) >= 0) {
                continue;
            }
            if (command.silent()) {
                teller.modseqOnly(sequence, info);
            } else {
                teller.flags(sequence, info, uid);
            }
        }
    }
}
