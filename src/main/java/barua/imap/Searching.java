package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/**
 * SEARCH, and SORT and THREAD, which arrange what it finds: finds, remembers what {@code $} stands for, and answers in the old or the extended
 * form (RFC 9051 §6.4.4, §7.3.4, RFC 4731, RFC 5182, RFC 5256 §3, RFC 5267 §3).
 */
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
        if (request.returns().isEmpty() && !enabled.rev2()) {
            result.writeOld(out, "SEARCH", command.byUid(), request.asksModseq());
        } else if (!request.savesOnly()) {
            extended(result, request, command.byUid(), tag);
        }
        return Completion.ok("searched");
    }

    Completion sort(OnMessages.Sort command, String tag) throws IOException {
        SearchRequest request = command.request();
        if (request.asksModseq()) {
            enabled.enableCondstore();
        }
        MessageOrder order = new MessageOrder(matcher.selected(), command.keys());
        SearchResult result = find(request, order.needsScores() || request.asks(Return.RELEVANCY), order::of);
        if (request.returns().isEmpty()) {
            result.writeOld(out, "SORT", command.byUid(), request.asksModseq());
        } else if (!request.savesOnly()) {
            extended(result, request, command.byUid(), tag);
        }
        return Completion.ok("sorted");
    }

    /** RFC 7162 §3.1.9: unlike those of SORT, responses of THREAD tell no MODSEQ. */
    Completion thread(OnMessages.Thread command) throws IOException {
        if (command.request().asksModseq()) {
            enabled.enableCondstore();
        }
        SearchResult result = find(command.request());
        ThreadTree tree = new Threading(matcher.selected(), result.found()).by(command.algorithm());
        String threads = tree.text(result.numbers(command.byUid()));
        out.text("* THREAD").text(threads.isEmpty() ? "" : " ").text(threads).end();
        return Completion.ok("threaded");
    }

    private void extended(SearchResult result, SearchRequest request, boolean byUid, String tag) throws IOException {
        out.text("* ESEARCH (TAG ").string(tag).character(')');
        result.write(out, request.returns().orElse(Set.of(Return.ALL)), byUid, request.asksModseq());
        out.end();
    }

    private interface Arrangement {
        SearchResult of(SearchResult found) throws IOException;
    }

    /** Looks, and saves what is to be saved. */
    SearchResult find(SearchRequest request) throws IOException {
        return find(request, request.asks(Return.RELEVANCY), found -> found);
    }

    private SearchResult find(SearchRequest request, boolean rates, Arrangement order) throws IOException {
        boolean save = request.asks(Return.SAVE);
        try {
            SearchResult result = order.of(matcher.find(request.key(), rates));
            if (save) {
                long[] uids = matcher.selected().uids(result.saved(request.returns().orElseThrow()));
                Arrays.sort(uids);
                matcher.selected().save(uids);
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
