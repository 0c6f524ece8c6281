package barua.search;

import barua.mailbox.Folder.Position;
import barua.mailbox.MessageInfo;
import barua.message.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.FixedBitSet;

/**
 * The index of one account. It has two kinds of documents ({@link IndexDocuments}): what a message holds, once for all its copies, and where it lies.
 * How far it has followed each folder ({@link IndexProgress}) is written with what it made of it, in one commit. One thread writes; many may search.
 */
final class AccountIndex implements Closeable {

    private static final double BUFFER_MB = 8;
    private static final int FRESH = 2_000;

    static {
        IndexSearcher.setMaxClauseCount(200_000);   // QueryReader and Fragment have bounds of their own
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final IndexDocuments documents;
    private final Languages languages;
    private final IndexProgress progress;
    /** Contents that searches do not see yet, by their keys. */
    private final Map<String, Integer> fresh = new HashMap<>();
    private final PlacesCache places = new PlacesCache();
    private final Map<String, Backlog> backlogs = new HashMap<>();
    private volatile int next;
    private boolean dirty;
    private boolean filesDue;
    private int removed;

    private AccountIndex(Directory directory, IndexWriter writer, SearchOptions options) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.languages = options.spoken();
        this.documents = new IndexDocuments(options);
        this.progress = IndexProgress.read(writer, languages);
        this.next = progress.next();
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    /** One that is gone when it is closed. */
    static AccountIndex passing(SearchOptions options) throws IOException {
        return open(new ByteBuffersDirectory(), options);
    }

    /** Makes it where it is missing. @param directory is closed with it @throws IOException also where it is damaged, or of another version */
    static AccountIndex open(Directory directory, SearchOptions options) throws IOException {
        IndexWriter writer = null;
        boolean whole = false;
        try {
            IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MB).setCommitOnClose(false)
                    .setMergeScheduler(new SerialMergeScheduler());
            writer = new IndexWriter(directory, config);
            AccountIndex index = new AccountIndex(directory, writer, options);
            whole = true;
            return index;
        } catch (RuntimeException damaged) {
            throw new IOException("the index " + directory + " cannot be read", damaged);
        } finally {
            if (!whole) {
                if (writer != null) {
                    writer.rollback();
                }
                directory.close();
            }
        }
    }

    synchronized Optional<Position> position(String folder) {
        return progress.position(folder);
    }

    /** The folder is all known up to there. */
    synchronized void position(String folder, Position position) {
        dirty |= progress.position(folder, position);
        backlogs.remove(folder);
    }

    /** What is left of a folder whose messages could not all be taken in at once. */
    synchronized Optional<Backlog> backlog(String folder) {
        return Optional.ofNullable(backlogs.get(folder));
    }

    synchronized void backlog(String folder, Backlog left) {
        backlogs.put(folder, left);
    }

    /** Takes a message in; one that it has already does no harm. */
    synchronized void put(String folder, MessageInfo info, Content message) throws IOException {
        String key = IndexDocuments.key(message);
        Integer known = fresh.get(key);
        int content = known != null ? known : find(key);
        if (content < 0) {
            content = next++;
            Document document = documents.content(key, content, message, Optional.empty());
            filesDue |= document.getField(IndexDocuments.TO_READ) != null;
            writer.addDocument(document);
            fresh.put(key, content);
        }
        writer.updateDocument(place(folder, info.uid()), IndexDocuments.place(folder, info, content));
        dirty = true;
        if (fresh.size() >= FRESH) {
            refresh();
        }
    }

    private static Term place(String folder, long uid) {
        return new Term("place", IndexDocuments.place(folder, uid));
    }

    /** The number of a content that searches see; -1 where there is none. */
    private int find(String key) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            return places.content(searcher, key);
        } finally {
            searchers.release(searcher);
        }
    }

    /** Whether files came that are to be read; asked once. */
    synchronized boolean takeFilesDue() {
        boolean due = filesDue;
        filesDue = false;
        return due;
    }

    /** Contents whose files are yet to be read, the newest first. */
    int[] unread(int most, IntPredicate wanted) throws IOException {
        return searching(searcher -> {
            FixedBitSet found = places.contents(searcher, new TermQuery(new Term(IndexDocuments.TO_READ, "files")), Math.max(1, next));
            return found.cardinality() == 0 ? new int[0]
                    : IntStream.iterate(found.length() - 1, n -> n >= 0, n -> n - 1).filter(found::get).filter(wanted).limit(most).toArray();
        });
    }

    /** Where a content lies. @param folder its id */
    record Place(String folder, long uid) {
    }

    /** Empty where it lies nowhere any more. */
    Optional<Place> place(int content) throws IOException {
        return searching(searcher -> places.place(searcher, content));
    }

    /** What was in the files of a content. */
    List<FileText> files(int content) throws IOException {
        return searching(searcher -> places.files(searcher, content));
    }

    /** Takes in what is in the files of a content. @param message its bytes */
    synchronized void putFiles(int content, Content message, List<FileText> files) throws IOException {
        String key = IndexDocuments.key(message);
        if (find(key) == content) {
            writer.updateDocument(new Term("key", key), documents.content(key, content, message, Optional.of(files)));
            dirty = true;
        }
    }

    synchronized void remove(String folder, long... uids) throws IOException {
        for (long uid : uids) {
            writer.deleteDocuments(place(folder, uid));
        }
        removed += uids.length;
        dirty |= uids.length > 0;
    }

    synchronized void removeFolder(String folder) throws IOException {
        writer.deleteDocuments(new Term("folder", folder));
        progress.forget(folder);
        backlogs.remove(folder);
        removed += 1;
        dirty = true;
    }

    /** The ids of folders that it has followed. */
    synchronized Set<String> folders() {
        return progress.folders();
    }

    /** UIDs of a folder that are in it, ascending. */
    long[] uids(String folder) throws IOException {
        return searching(searcher -> places.of(searcher, folder).uids());
    }

    /** @param sure finds those that need not be looked at */
    Candidates candidates(String folder, Query query, Optional<Query> sure) throws IOException {
        return searching(searcher -> {
            FolderPlaces known = places.of(searcher, folder);
            int most = Arrays.stream(known.contents()).max().orElse(-1) + 1;
            return new Candidates(known.uids(), known.contents(), places.contents(searcher, query, most),
                    sure.isPresent() ? places.contents(searcher, sure.get(), most) : new FixedBitSet(most + 1));
        });
    }

    /** What is done with one state of the index. */
    @FunctionalInterface
    interface Work<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    PlacesCache places() {
        return places;
    }

    /** Those that it was made with. */
    Languages languages() {
        return languages;
    }

    /** One more than the highest number of a content. */
    int contents() {
        return next;
    }

    <T> T searching(Work<T> work) throws IOException {
        searchers.maybeRefreshBlocking();
        IndexSearcher searcher = searchers.acquire();
        try {
            return work.run(searcher);
        } finally {
            searchers.release(searcher);
        }
    }

    private void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
        fresh.clear();
    }

    /** False once the disk failed it: it is to be opened again then. */
    boolean isOpen() {
        return writer.isOpen();
    }

    /** All that was taken in, and how far that is, in one step on the disk. */
    synchronized void commit() throws IOException {
        if (dirty) {
            if (removed > 0) {
                removeOrphans();
            }
            writer.setLiveCommitData(progress.data(next).entrySet());
            writer.commit();
            dirty = false;
            refresh();
        }
    }

    /** What was taken out gives its room back, at once rather than with time. */
    synchronized void shrink() throws IOException {
        if (writer.hasDeletions()) {
            writer.forceMergeDeletes();
            writer.commit();
            refresh();
        }
    }

    /** Contents that lie nowhere any more. */
    private void removeOrphans() throws IOException {
        long[] orphans = searching(searcher -> {
            FixedBitSet lying = new FixedBitSet(Math.max(1, next));
            places.lying(searcher, lying);
            return places.orphans(searcher, lying);
        });
        if (orphans.length > 0) {
            writer.deleteDocuments(LongPoint.newSetQuery("content", orphans));
            fresh.clear();
        }
        removed = 0;
    }

    @Override
    public void close() throws IOException {
        try {
            if (writer.isOpen()) {
                commit();
            }
        } finally {
            places.clear();
            searchers.close();
            writer.rollback();   // closes it; what is not committed is asked for again
            directory.close();
        }
    }

    /** Bytes on the disk. */
    long size() throws IOException {
        long size = 0;
        for (String file : directory.listAll()) {
            try {
                size += directory.fileLength(file);
            } catch (java.nio.file.NoSuchFileException merged) {
                // it has become part of another one
            }
        }
        return size;
    }
}
