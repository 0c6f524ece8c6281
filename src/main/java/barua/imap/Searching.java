package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
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

    Completion search(OnMessages.Search command, String tag) throws IOException, SyntaxException {
        SearchRequest request = command.request();
        if (request.asksModseq()) {
            enabled.enableCondstore();
        }
        Set<Return> returns = request.returns().orElse(Set.of());
        int[] found;
        try {
            found = new Matcher(selected, now, narrowing).find(request.key());
        } catch (IOException | SyntaxException failed) {
            if (returns.contains(Return.SAVE)) {
                selected.save(new long[0]);   // RFC 5182 §2.1: NO empties it
            }
            throw failed;
        }
        if (returns.contains(Return.SAVE)) {
            selected.save(selected.uids(saved(found, returns)));
        }
        if (request.returns().isPresent() || enabled.rev2()) {
            extended(found, request.returns().orElse(Set.of(Return.ALL)), command.byUid(), tag, request.asksModseq());
        } else {
            old(found, command.byUid(), request.asksModseq());
        }
        return Completion.ok("searched");
    }

    /** RFC 5182 §2.4: with MIN and MAX alone, only those are saved. */
    private static int[] saved(int[] found, Set<Return> returns) {
        boolean all = returns.contains(Return.ALL) || returns.contains(Return.COUNT) || !returns.contains(Return.MIN) && !returns.contains(Return.MAX);
        return all ? found : ends(found, returns);
    }

    private static int[] ends(int[] found, Set<Return> returns) {
        if (found.length == 0) {
            return found;
        }
        int first = found[returns.contains(Return.MIN) ? 0 : found.length - 1];
        int last = found[returns.contains(Return.MAX) ? found.length - 1 : 0];
        return first == last ? new int[] {first} : new int[] {first, last};
    }

    private void old(int[] found, boolean byUid, boolean modseq) throws IOException {
        out.text("* SEARCH");
        for (int sequence : found) {
            out.space().number(byUid ? selected.view().uid(sequence) : sequence);
        }
        if (modseq && found.length > 0) {
            out.text(" (MODSEQ ").number(highest(found)).character(')');   // RFC 7162 §3.1.5
        }
        out.end();
    }

    private void extended(int[] found, Set<Return> returns, boolean byUid, String tag, boolean modseq) throws IOException {
        if (returns.equals(Set.of(Return.SAVE))) {
            return;   // RFC 5182 §2.1
        }
        long[] numbers = byUid ? selected.uids(found) : Arrays.stream(found).asLongStream().toArray();
        out.text("* ESEARCH (TAG ").string(tag).character(')').text(byUid ? " UID" : "");
        // RFC 4731 §3.1: what is not there is not said, but for COUNT.
        boolean any = numbers.length > 0;
        if (any && returns.contains(Return.MIN)) {
            out.text(" MIN ").number(numbers[0]);
        }
        if (any && returns.contains(Return.MAX)) {
            out.text(" MAX ").number(numbers[numbers.length - 1]);
        }
        if (any && returns.contains(Return.ALL)) {
            NumberSet.write(out.text(" ALL "), numbers);
        }
        if (returns.contains(Return.COUNT)) {
            out.text(" COUNT ").number(numbers.length);
        }
        if (any && modseq) {
            out.text(" MODSEQ ").number(highest(saved(found, returns)));   // RFC 4731 §3.2
        }
        out.end();
    }

    private long highest(int[] sequences) throws IOException {
        long highest = 0;
        Infos infos = selected.infos();
        for (int sequence : sequences) {
            highest = Math.max(highest, infos.of(sequence).modseq());
        }
        return highest;
    }
}
