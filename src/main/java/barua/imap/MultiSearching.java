package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.imap.SearchRequest.Return;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailboxException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** ESEARCH: one search in many folders, whatever is selected; each folder in which something is found is told at once (RFC 7377). */
final class MultiSearching {

    /** That are looked through in one command (RFC 7377 §2.4). */
    static final int MOST_FOLDERS = 2_000;

    private final State.Known state;
    private final ImapWriter out;
    private final Enabled enabled;
    private final Instant now;
    private final Narrowing narrowing;
    private final Fuzziness fuzziness;

    MultiSearching(State.Known state, ImapWriter out, Enabled enabled, Instant now, Narrowing narrowing) {
        this.state = state;
        this.out = out;
        this.enabled = enabled;
        this.now = now;
        this.narrowing = narrowing;
        this.fuzziness = new Fuzziness(narrowing.search());
    }

    Completion search(OnFolders.MultiSearch command, String tag) throws IOException {
        Optional<Selected> selected = state instanceof State.InFolder folder ? Optional.of(folder.selected()) : Optional.empty();
        boolean inSelected = command.sources().contains(new SearchSource.SelectedFolder());
        if (inSelected && selected.isEmpty()) {
            return Completion.bad("select a folder first");   // RFC 7377 §2.2
        }
        Set<FolderName> names = SearchSource.folders(state.mailbox().list(), command.sources());
        if (names.size() > MOST_FOLDERS) {
            return Completion.no("LIMIT", "at most " + MOST_FOLDERS + " folders at once");
        }
        if (command.request().asksModseq()) {
            enabled.enableCondstore();
        }
        if (inSelected) {
            in(selected.get(), command.request(), tag);
        }
        for (FolderName name : names) {
            try {
                Folder folder = state.mailbox().folder(name);
                if (selected.isEmpty() || folder != selected.get().folder()) {
                    in(folder, command.request(), tag);
                } else if (!inSelected) {
                    in(selected.get(), command.request(), tag);   // as this session counts its messages
                }
            } catch (MailboxException gone) {
                if (gone.reason() != MailboxException.Reason.NONEXISTENT) {
                    throw gone;
                }
                out.abandon();   // deleted meanwhile: the others can be searched
            }
        }
        return Completion.ok("searched");
    }

    private void in(Folder folder, SearchRequest request, String tag) throws IOException {
        try (Selected opened = new Selected(folder.view(), true, enabled.rev2())) {
            opened.recent().arrive();
            in(opened, request, tag);
        }
    }

    /** RFC 7377 §2.1: UIDs wherever it looks, and nothing of a folder in which nothing is found. */
    private void in(Selected selected, SearchRequest request, String tag) throws IOException {
        SearchResult result = new Searching(out, enabled, new Matcher(selected, now, narrowing, fuzziness)).find(request);
        if (result.isEmpty() || request.savesOnly()) {
            return;
        }
        Folder folder = selected.folder();
        out.text("* ESEARCH (TAG ").string(tag).text(" MAILBOX ").folder(folder.name().toString()).text(" UIDVALIDITY ").number(folder.uidValidity())
                .character(')');
        result.write(out, request.returns().orElse(Set.of(Return.ALL)), true, request.asksModseq());
        out.end();
        out.flush();
    }
}
