package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/** SEARCH: finds, remembers what {@code $} stands for, and answers in the old or the extended form (RFC 9051 §6.4.4, §7.3.4, RFC 4731, RFC 5182). */
final class Searching {

    private final ImapWriter out;
    private final Selected selected;
    private final Enabled enabled;
    private final Instant now;
    private final Narrowing narrowing;

    Searching(ImapWriter out, Selected selected, Enabled enabled, Instant now, Narrowing narrowing) {
        this.out = out;
        this.selected = selected;
        this.enabled = enabled;
        this.now = now;
        this.narrowing = narrowing;
    }

    Completion search(OnMessages.Search command, String tag) throws IOException {
        SearchRequest request = command.request();
        if (request.asksModseq()) {
            enabled.enableCondstore();
        }
        SearchResult result = find(request);
        Set<Return> returns = request.returns().orElse(Set.of(Return.ALL));
        if (request.returns().isEmpty() && !enabled.rev2()) {
            result.writeOld(out, command.byUid(), request.asksModseq());
        } else if (!request.savesOnly()) {
            out.text("* ESEARCH (TAG ").string(tag).character(')');
            result.write(out, returns, command.byUid(), request.asksModseq());
            out.end();
        }
        return Completion.ok("searched");
    }

    /** Looks, and saves what is to be saved. */
    SearchResult find(SearchRequest request) throws IOException {
        boolean save = request.asks(Return.SAVE);
        try {
            SearchResult result = new SearchResult(selected, new Matcher(selected, now, narrowing).find(request.key()));
            if (save) {
                selected.save(selected.uids(result.saved(request.returns().orElseThrow())));
            }
            return result;
        } catch (IOException failed) {
            if (save) {
                selected.save(new long[0]);   // RFC 5182 §2.1: NO empties it
            }
            throw failed;
        }
    }
}
