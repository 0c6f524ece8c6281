package barua.imap;

import barua.imap.SearchRequest.Return;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a search found in one folder, and how it is told (RFC 4731 §3.1).
 *
 * @param found  sequence numbers, ascending but for SORT, whose order the least, the greatest and all of them follow (RFC 5267 §3.1)
 * @param scores of those, 1 to 100; empty where nobody asked for them (RFC 6203 §4)
 */
record SearchResult(Selected selected, int[] found, int[] scores) {

    boolean isEmpty() {
        return found.length == 0;
    }

    /** The data of an ESEARCH response, behind what says which search it answers. What is not there is not said, but for COUNT. */
    void write(ImapWriter out, Set<Return> returns, boolean byUid, boolean modseq) throws IOException {
        long[] numbers = numbers(byUid);
        out.text(byUid ? " UID" : "");
        if (!isEmpty() && returns.contains(Return.MIN)) {
            out.text(" MIN ").number(numbers[0]);
        }
        if (!isEmpty() && returns.contains(Return.MAX)) {
            out.text(" MAX ").number(numbers[numbers.length - 1]);
        }
        if (!isEmpty() && returns.contains(Return.ALL)) {
            NumberSet.write(out.text(" ALL "), numbers);
        }
        if (returns.contains(Return.COUNT)) {
            out.text(" COUNT ").number(numbers.length);
        }
        if (!isEmpty() && returns.contains(Return.RELEVANCY)) {
            out.text(" RELEVANCY (").text(Arrays.stream(scores).mapToObj(String::valueOf).collect(Collectors.joining(" "))).character(')');
        }
        if (!isEmpty() && modseq) {
            out.text(" MODSEQ ").number(highest(saved(returns)));   // RFC 4731 §3.2
        }
    }

    long[] numbers(boolean byUid) {
        return byUid ? selected.uids(found) : Arrays.stream(found).asLongStream().toArray();
    }

    /** RFC 3501 §7.2.5, RFC 5256 §4. @param name of the response */
    void writeOld(ImapWriter out, String name, boolean byUid, boolean modseq) throws IOException {
        out.text("* ").text(name);
        for (int sequence : found) {
            out.space().number(byUid ? selected.view().uid(sequence) : sequence);
        }
        if (modseq && !isEmpty()) {
            out.text(" (MODSEQ ").number(highest(found)).character(')');   // RFC 7162 §3.1.6, §3.1.9
        }
        out.end();
    }

    /** For {@code $}. RFC 5182 §2.4: with MIN and MAX alone, only those are saved. */
    int[] saved(Set<Return> returns) {
        boolean all = returns.contains(Return.ALL) || returns.contains(Return.COUNT) || !returns.contains(Return.MIN) && !returns.contains(Return.MAX);
        return all || isEmpty() ? found : ends(returns);
    }

    private int[] ends(Set<Return> returns) {
        int first = found[returns.contains(Return.MIN) ? 0 : found.length - 1];
        int last = found[returns.contains(Return.MAX) ? found.length - 1 : 0];
        return first == last ? new int[] {first} : new int[] {first, last};
    }

    private long highest(int[] sequences) throws IOException {
        int[] ascending = sequences.clone();
        Arrays.sort(ascending);
        long highest = 0;
        Infos infos = selected.infos();
        for (int sequence : ascending) {
            highest = Math.max(highest, infos.of(sequence).modseq());
        }
        return highest;
    }
}
