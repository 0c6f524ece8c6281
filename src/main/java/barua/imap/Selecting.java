package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.imap.ImapCommand.Resync;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.mailbox.MessageInfo;
import barua.mailbox.View;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** SELECT and EXAMINE: opens a folder and says what there is (RFC 9051 §6.3.2, RFC 3501 §6.3.1, RFC 7162 §3.2.5). */
final class Selecting {

    private final ImapWriter out;
    private final Enabled enabled;

    Selecting(ImapWriter out, Enabled enabled) {
        this.out = out;
        this.enabled = enabled;
    }

    /** @return the folder with its teller, which has said the keywords already */
    State.InFolder open(String account, Mailbox mailbox, OnFolders.Select command) throws IOException {
        if (command.condstore()) {
            enabled.enableCondstore();
        }
        Folder folder = mailbox.folder(command.folder());
        Selected selected = new Selected(folder.view(), command.readOnly(), enabled.rev2());
        try {
            Teller teller = new Teller(out, selected, enabled);
            greet(selected, teller);
            if (command.resync().isPresent()) {
                resync(selected, teller, command.resync().get());
            }
            return new State.InFolder(account, mailbox, selected, teller);
        } catch (IOException | RuntimeException failed) {
            selected.close();
            throw failed;
        }
    }

    private void greet(Selected selected, Teller teller) throws IOException {
        Folder folder = selected.folder();
        View view = selected.view();
        Folder.Counts counts = folder.counts();
        out.text("* ").number(view.size()).text(" EXISTS").end();
        if (!enabled.rev2()) {
            teller.recent();
            unseen(view, counts);
        }
        teller.flagList(folder.takesKeywords() ? Integer.MAX_VALUE : 0);
        out.text("* OK [UIDVALIDITY ").number(folder.uidValidity()).text("] UIDs hold").end();
        out.text("* OK [UIDNEXT ").number(counts.uidNext()).text("] next UID").end();
        out.text("* OK [HIGHESTMODSEQ ").number(counts.highestModseq()).text("] last change").end();
        if (enabled.rev2()) {
            out.text("* LIST () \"/\" ").folder(folder.name().toString()).end();   // RFC 9051 §6.3.2
        }
    }

    /** RFC 3501 §6.3.1: the first message that is not seen. */
    private void unseen(View view, Folder.Counts counts) throws IOException {
        if (counts.unseen() == 0) {
            return;
        }
        Infos infos = new Infos(view);
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            if (!infos.of(sequence).flags().has(Flags.SEEN)) {
                out.text("* OK [UNSEEN ").number(sequence).text("] first unseen").end();
                return;
            }
        }
    }

    /** RFC 7162 §3.2.5.1: what vanished first, then what changed. With another UIDVALIDITY the client's cache is worth nothing. */
    private void resync(Selected selected, Teller teller, Resync resync) throws IOException {
        if (resync.uidValidity() != selected.folder().uidValidity()) {
            return;
        }
        MessageSet known = resync.known().orElse(new MessageSet.Ranges(List.of(new MessageSet.Range(1, MessageSet.LAST))));
        new Vanished(selected.view()).write(out, resync.modseq(), known);
        int[] sequences;
        try {
            sequences = selected.sequences(known, true);
        } catch (SyntaxException impossible) {
            throw new IllegalStateException(impossible);   // only numbers that are not UIDs can be wrong
        }
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            MessageInfo info = infos.of(sequence);
            if (info.modseq() > resync.modseq()) {
                teller.flags(sequence, info, true);
            }
        }
    }
}
