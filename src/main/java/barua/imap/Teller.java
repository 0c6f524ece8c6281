package barua.imap;

import barua.mailbox.Flags;
import barua.mailbox.MessageInfo;
import barua.mailbox.View;
import barua.mailbox.View.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** Tells a client what happened in its folder meanwhile (RFC 9051 §7.5), each thing once and only when it may be told. */
final class Teller {

    /** Changes nobody has told yet and nobody else tells. */
    static final BiPredicate<Integer, MessageInfo> ALL = (_, _) -> true;

    private final ImapWriter out;
    private final Selected selected;
    private final Enabled enabled;
    private final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private boolean gone;

    Teller(ImapWriter out, Selected selected, Enabled enabled) {
        this.out = out;
        this.selected = selected;
        this.enabled = enabled;
    }

    /** Whether the folder was deleted by somebody. */
    boolean gone() {
        return gone;
    }

    /** @param expunges whether numbers may change now (RFC 9051 §7.5.1) @param uid whether UIDs are told with flags */
    void tell(boolean expunges, boolean uid) throws IOException {
        tell(expunges, uid, ALL);
    }

    /** @param wanted flag changes for which it says false are not told: the command tells them in its own way */
    void tell(boolean expunges, boolean uid, BiPredicate<Integer, MessageInfo> wanted) throws IOException {
        List<Change> changes = selected.view().refresh(expunges);
        List<Long> vanished = new ArrayList<>();
        for (Change change : changes) {
            switch (change) {
                case Change.Expunged(var sequence, var lost) -> {
                    if (enabled.qresync()) {
                        vanished.add(lost);
                    } else {
                        out.text("* ").number(sequence).text(" EXPUNGE").end();
                    }
                }
                case Change.Exists(var size) -> {
                    vanished(vanished);
                    out.text("* ").number(size).text(" EXISTS").end();
                    recent();
                }
                case Change.Changed(var sequence, var info) -> {
                    vanished(vanished);   // its number is one of after them (RFC 7162 §3.2.10)
                    if (wanted.test(sequence, info)) {
                        flags(sequence, info, uid);
                    }
                }
                case Change.Gone() -> gone = true;
            }
        }
        vanished(vanished);
    }

    /** RFC 3501 §7.3.2: said with EXISTS. */
    void recent() throws IOException {
        int count = selected.recent().arrive();
        if (!enabled.rev2()) {
            out.text("* ").number(count).text(" RECENT").end();
        }
    }

    /** RFC 7162 §3.2.10: takes the place of EXPUNGE. */
    private void vanished(List<Long> uids) throws IOException {
        if (!uids.isEmpty()) {
            NumberSet.write(out.text("* VANISHED "), uids.stream().mapToLong(Long::longValue).sorted().toArray());
            out.end();
            uids.clear();
        }
    }

    /** One message's flags as they are now. */
    void flags(int sequence, MessageInfo info, boolean uid) throws IOException {
        announce(info.flags());
        out.text("* ").number(sequence).text(" FETCH (");
        if (uid || enabled.qresync()) {
            out.text("UID ").number(info.uid()).space();
        }
        FlagNames.write(out, info.flags(), selected.recent().has(info.uid()));
        modseq(info);
        out.character(')').end();
    }

    /** RFC 7162 §3.1.3: after a silent STORE a client that follows modseqs still learns the new one. */
    void modseqOnly(int sequence, MessageInfo info) throws IOException {
        out.text("* ").number(sequence).text(" FETCH (UID ").number(info.uid());
        modseq(info);
        out.character(')').end();
    }

    private void modseq(MessageInfo info) {
        if (enabled.condstore()) {
            out.text(" MODSEQ (").number(info.modseq()).character(')');
        }
    }

    /** A keyword is listed in FLAGS before a FETCH shows it, whoever writes that (RFC 9051 §7.3.5). */
    void announce(Flags flags) throws IOException {
        if (!keywords.containsAll(flags.keywords())) {
            flagList(Optional.empty(), flags.keywords());
        }
    }

    /** FLAGS and PERMANENTFLAGS, on opening. */
    void flagList(int roomForKeywords) throws IOException {
        flagList(Optional.of(roomForKeywords), Set.of());
    }

    private void flagList(Optional<Integer> roomForKeywords, Set<String> shown) throws IOException {
        Set<String> known = new LinkedHashSet<>(selected.folder().keywords());
        known.addAll(shown);
        keywords.clear();   // what the last list left out is not listed any more
        keywords.addAll(known);
        List<String> names = new ArrayList<>(FlagNames.SYSTEM);
        names.addAll(known);
        out.text("* FLAGS ").list(names).end();
        if (roomForKeywords.isPresent()) {
            if (known.size() < roomForKeywords.get()) {
                names.add("\\*");
            }
            out.text("* OK [PERMANENTFLAGS ").list(selected.readOnly() ? List.of() : names).text("] flags that are kept").end();
        }
    }
}
