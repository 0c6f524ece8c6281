package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import java.io.IOException;
import java.util.Set;

/** SEARCH: finds, remembers what {@code $} stands for, and answers in the old or the extended form (RFC 9051 §6.4.4, §7.3.4, RFC 4731, RFC 5182). */
final class Searching {

    private final ImapWriter out;
    private final Enabled enabled;
    private final Matcher matcher;

    Searching(ImapWriter out, Enabled enabled, Matcher matcher) {
        this.out = out;
        this.enabled = enabled;
        this.matcher = matcher;
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
            SearchResult result = matcher.find(request.key(), request.asks(Return.RELEVANCY));
            if (save) {
                matcher.selected().save(matcher.selected().uids(result.saved(request.returns().orElseThrow())));
            }
            return result;
        } catch (IOException failed) {
            if (save) {
                matcher.selected().save(new long[0]);   // RFC 5182 §2.1: NO empties it
            }
            throw failed;
        }
    }
}
