package barua.search;

import barua.mailbox.Folder.Position;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.IndexWriter;

/**
 * How far an index has followed each folder: what is written with each commit, in one step with what was made of it. Keys are {@code format}, {@code next}
 * (the number of the next content) and {@code at.FOLDER} with UIDVALIDITY, UIDNEXT and modseq. For one thread, or under a lock.
 */
final class IndexProgress {

    private static final String FORMAT = "8";
    private static final String POSITION = "at.";

    private final String format;
    private final Map<String, Position> positions = new HashMap<>();
    private int next;

    private IndexProgress(String format) {
        this.format = format;
    }

    /** @throws IOException where the index is of another version, or was made with other languages */
    static IndexProgress read(IndexWriter writer, Languages languages) throws IOException {
        IndexProgress progress = new IndexProgress(FORMAT + languages.mark());
        String format = "";
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                format = entry.getKey().equals("format") ? entry.getValue() : format;
                progress.read(entry.getKey(), entry.getValue());
            }
        }
        if (writer.getDocStats().maxDoc > 0 && !format.equals(progress.format)) {
            throw new IOException("it is of another version, or was made with other languages");
        }
        return progress;
    }

    private void read(String key, String value) {
        if (key.equals("next")) {
            next = Integer.parseInt(value);
        } else if (key.startsWith(POSITION)) {
            String[] words = value.split(" ");
            positions.put(key.substring(POSITION.length()), new Position(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
    }

    /** What is to be written. */
    Map<String, String> data(int nextContent) {
        Map<String, String> data = new HashMap<>(Map.of("format", format, "next", String.valueOf(nextContent)));
        positions.forEach((folder, at) -> data.put(POSITION + folder, at.uidValidity() + " " + at.uidNext() + " " + at.modseq()));
        return data;
    }

    /** The number of the next content, when this was read. */
    int next() {
        return next;
    }

    Optional<Position> position(String folder) {
        return Optional.ofNullable(positions.get(folder));
    }

    /** @return whether that is news */
    boolean position(String folder, Position position) {
        return !position.equals(positions.put(folder, position));
    }

    void forget(String folder) {
        positions.remove(folder);
    }

    /** Ids of those that it has followed. */
    Set<String> folders() {
        return new TreeSet<>(positions.keySet());
    }
}
