package barua.search;

import barua.mailbox.Folder.Position;
import barua.mailbox.MessageInfo;
import barua.message.Content;
import barua.message.MimeParser;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexOptions;
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
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/**
 * The index of one account. It has two kinds of documents: what a message holds, once for all its copies, known by a hash of its bytes; and where it lies,
 * a folder's id and a UID with the number of what is there. How far it has followed each folder is written with what it made of it, in one commit.
 * One thread writes; many may search.
 */
final class AccountIndex implements Closeable {

    private static final String FORMAT = "8";
    private static final double BUFFER_MB = 8;
    private static final int FRESH = 2_000;
    private static final int KEY_BYTES = 16;
    private static final String POSITION = "at.";
    private static final String TO_READ = "unread";
    private static final FieldType WORDS = new FieldType();

    static {
        IndexSearcher.setMaxClauseCount(200_000);   // QueryReader and Fragment have bounds of their own
        WORDS.setIndexOptions(IndexOptions.DOCS);
        WORDS.setTokenized(true);
        WORDS.setOmitNorms(true);
        WORDS.freeze();
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Map<String, Position> positions = new HashMap<>();
    /** Contents that searches do not see yet, by their keys. */
    private final Map<String, Integer> fresh = new HashMap<>();
    private final PlacesCache places = new PlacesCache();
    private volatile int next;
    private boolean dirty;
    private boolean filesDue;
    private int removed;

    private AccountIndex(Directory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            data.forEach(entry -> read(entry.getKey(), entry.getValue()));
        }
        this.searchers = new SearcherManager(writer, new SearcherFactory());
    }

    private void read(String key, String value) {
        if (key.equals("next")) {
            next = Integer.parseInt(value);
        } else if (key.startsWith(POSITION)) {
            String[] words = value.split(" ");
            positions.put(key.substring(POSITION.length()), new Position(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
    }

    /** Makes it where it is missing. @throws IOException also where it is damaged, or of another version */
    static AccountIndex open(Path folder) throws IOException {
        return open(FSDirectory.open(folder));
    }

    /** One that is gone when it is closed. */
    static AccountIndex passing() throws IOException {
        return open(new ByteBuffersDirectory());
    }

    private static AccountIndex open(Directory directory) throws IOException {
        IndexWriter writer = null;
        boolean whole = false;
        try {
            IndexWriterConfig config = new IndexWriterConfig().setRAMBufferSizeMB(BUFFER_MB).setCommitOnClose(false)
                    .setMergeScheduler(new SerialMergeScheduler());
            writer = new IndexWriter(directory, config);
            requireFormat(directory, writer);
            AccountIndex index = new AccountIndex(directory, writer);
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

    private static void requireFormat(Directory directory, IndexWriter writer) throws IOException {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        String format = "";
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                format = entry.getKey().equals("format") ? entry.getValue() : format;
            }
        }
        if (writer.getDocStats().maxDoc > 0 && !format.equals(FORMAT)) {
            throw new IndexFormatTooNewException(directory.toString(), 0, 0, 0);
        }
    }

    synchronized Optional<Position> position(String folder) {
        return Optional.ofNullable(positions.get(folder));
    }

    synchronized void position(String folder, Position position) {
        dirty |= !position.equals(positions.put(folder, position));
    }

    /** Takes a message in; one that it has already does no harm. */
    synchronized void put(String folder, MessageInfo info, Content message) throws IOException {
        String key = key(message);
        Integer known = fresh.get(key);
        int content = known != null ? known : find(key);
        if (content < 0) {
            content = next++;
            Document document = content(key, content, message, Optional.empty());
            filesDue |= document.getField(TO_READ) != null;
            writer.addDocument(document);
            fresh.put(key, content);
        }
        long uid = info.uid();
        Document place = new Document();
        place.add(new StringField("place", folder + " " + uid, Field.Store.NO));
        place.add(new StringField("folder", folder, Field.Store.NO));
        place.add(new SortedDocValuesField("in", new BytesRef(folder)));
        place.add(new NumericDocValuesField("uid", uid));
        place.add(new NumericDocValuesField("received", info.received().toEpochMilli()));
        place.add(new NumericDocValuesField("size", info.size()));
        number(place, content);
        writer.updateDocument(new Term("place", folder + " " + uid), place);
        dirty = true;
        if (fresh.size() >= FRESH) {
            refresh();
        }
    }

    /** @param files empty where they are yet to be read */
    private static Document content(String key, int number, Content message, Optional<List<FileText>> files) throws IOException {
        MimeParser.Message parsed = MimeParser.parse(message);
        MessageWords words = MessageWords.of(message, parsed);
        files.ifPresent(all -> all.forEach(file -> words.addAttached(file.text())));
        Document document = new Document();
        document.add(new StringField("key", key, Field.Store.NO));
        number(document, number);
        document.add(new SortedDocValuesField("who", new BytesRef(words.who())));
        if (files.isEmpty() && !FileParts.of(parsed.root()).isEmpty()) {
            document.add(new StringField(TO_READ, "files", Field.Store.NO));
        }
        files.ifPresent(all -> all.forEach(file -> document.add(new StoredField("files", file.stored()))));
        if (words.files() > 0) {
            document.add(new StringField("has", "file", Field.Store.NO));
        }
        words.kinds().forEach(kind -> document.add(new StringField("has", kind.word(), Field.Store.NO)));
        LetterPeople.of(parsed.headers()).forEach(person -> document.add(new SortedSetDocValuesField("people", new BytesRef(person.term()))));
        for (MessageWords.Where where : MessageWords.Where.values()) {
            WordSet set = words.in(where);
            document.add(new Field(where.field, new SetStream(set.words()), WORDS));
            document.add(new Field(where.grams(), new SetStream(set.grams()), WORDS));
        }
        return document;
    }

    private static void number(Document document, int content) {
        document.add(new LongPoint("content", content));
        document.add(new NumericDocValuesField("content", content));
    }

    private static String key(Content message) throws IOException {
        try (DigestInputStream in = new DigestInputStream(message.open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
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
            FixedBitSet found = places.contents(searcher, new TermQuery(new Term(TO_READ, "files")), Math.max(1, next));
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
        String key = key(message);
        if (find(key) == content) {
            writer.updateDocument(new Term("key", key), content(key, content, message, Optional.of(files)));
            dirty = true;
        }
    }

    synchronized void remove(String folder, long... uids) throws IOException {
        for (long uid : uids) {
            writer.deleteDocuments(new Term("place", folder + " " + uid));
        }
        removed += uids.length;
        dirty |= uids.length > 0;
    }

    synchronized void removeFolder(String folder) throws IOException {
        writer.deleteDocuments(new Term("folder", folder));
        positions.remove(folder);
        removed += 1;
        dirty = true;
    }

    /** The ids of folders that it has followed. */
    synchronized Set<String> folders() {
        return new TreeSet<>(positions.keySet());
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
            Map<String, String> data = new HashMap<>(Map.of("format", FORMAT, "next", String.valueOf(next)));
            positions.forEach((folder, at) -> data.put(POSITION + folder, at.uidValidity() + " " + at.uidNext() + " " + at.modseq()));
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
            dirty = false;
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

    /** Reads the whole message once: for what comes from a slow disk. */
    static Content inMemory(Content message, int atMost) throws IOException {
        long size = message.size();
        if (size > atMost) {
            return message;
        }
        try (InputStream in = message.open()) {
            return Content.of(in.readNBytes((int) size));
        }
    }
}
