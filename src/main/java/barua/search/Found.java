package barua.search;

import barua.mailbox.FolderName;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a search found.
 *
 * @param hits    the newest first
 * @param folders in which how many were found, the most first
 * @param senders of whom, the most first; a few
 * @param files   how many have one, under {@link #FILE}, and one of each {@link FileKind}, under its word; the most first
 * @param known   messages that were searched
 * @param all     messages that there are in the folders that were searched
 * @param cut     whether a phrase was looked for in the newest candidates alone
 */
public record Found(List<Hit> hits, List<Count> folders, List<Count> senders, List<Count> files, long known, long all, boolean cut) {

    public static final String FILE = "file";

    public Found {
        hits = hits instanceof Hits ? hits : List.copyOf(hits);
        folders = List.copyOf(folders);
        senders = List.copyOf(senders);
        files = List.copyOf(files);
    }

    /** @param size in bytes @param content the number of what lies there, for {@link Search#files} */
    public record Hit(FolderName folder, long uid, Instant received, long size, int content) {

        /** Of what no index has yet. */
        static final int NO_CONTENT = -1;
    }

    /** With what was found among the messages that this one does not know. */
    Found with(Found other) {
        List<Hit> both = Stream.concat(hits.stream(), other.hits.stream()).sorted(Comparator.comparing(Hit::received).reversed()).toList();
        return new Found(both, sum(folders, other.folders), sum(senders, other.senders), sum(files, other.files), known + other.known, all, cut || other.cut);
    }

    private static List<Count> sum(List<Count> one, List<Count> other) {
        Map<String, Count> sums = new LinkedHashMap<>();
        Stream.concat(one.stream(), other.stream()).forEach(count -> sums.merge(count.key, count,
                (a, b) -> new Count(a.key, a.label.isEmpty() ? b.label : a.label, a.number + b.number)));
        return sums.values().stream().sorted(Comparator.comparingInt(Count::number).reversed().thenComparing(Count::key)).toList();
    }

    /** @param key a folder's name, an address @param label how people call it; may be empty */
    public record Count(String key, String label, int number) {
    }

    public static Found nothing() {
        return new Found(List.of(), List.of(), List.of(), List.of(), 0, 0, false);
    }
}
