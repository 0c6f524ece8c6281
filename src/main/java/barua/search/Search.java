package barua.search;

import barua.disk.DiskFullException;
import barua.extract.Extractor;
import barua.mailbox.Folder;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.Query;
import org.apache.lucene.store.AlreadyClosedException;

/** The full-text search of all mailboxes. Safe for many threads. */
public final class Search implements Closeable {

    private static final System.Logger LOG = System.getLogger(Search.class.getName());

    private final MailStore store;
    private final Indexes indexes;
    private final Feed feed;
    private final Optional<FileFeed> files;
    private final IndexRoom room;
    private final IndexedDomains domains;
    private final SearchOptions options;
    private final SearchTurns turns = SearchTurns.of(Runtime.getRuntime().availableProcessors());

    private Search(MailStore store, Parts parts, Feed feed, Optional<FileFeed> files) {
        this.files = files;
        this.store = store;
        this.indexes = parts.indexes;
        this.room = parts.room;
        this.domains = parts.domains;
        this.options = parts.options;
        this.feed = feed;
    }

    /** What the feeds and the searches share. */
    private record Parts(Indexes indexes, IndexRoom room, IndexedDomains domains, SearchOptions options) {
    }

    /**
     * Begins to follow the store.
     *
     * @param folder    {@code search/} of the data folder; what lies in it can be made anew from the mail
     * @param extractor reads the files that come with mail, and is closed with this; empty where only their names are found
     * @param options   what an operator says about it
     */
    public static Search open(Path folder, MailStore store, Optional<Extractor> extractor, SearchOptions options) throws IOException {
        Files.createDirectories(folder);
        return open(folder, store, extractor, options, new FolderDisk(folder, options.reserve(), store::hasRoom));
    }

    /** The same with {@link SearchOptions#usual}. */
    public static Search open(Path folder, MailStore store, Optional<Extractor> extractor) throws IOException {
        return open(folder, store, extractor, SearchOptions.usual());
    }

    static Search open(Path folder, MailStore store, Optional<Extractor> extractor, SearchOptions options, IndexDisk disk) throws IOException {
        Parts parts = new Parts(new Indexes(folder, options, disk), new IndexRoom(options, disk::hasRoom, System::nanoTime),
                new IndexedDomains(options.without()), options);
        FileFeed[] files = new FileFeed[1];   // each of the two tells the other
        Feed feed = new Feed(store, parts.indexes, parts.room, parts.domains,
                account -> Optional.ofNullable(files[0]).ifPresent(reader -> reader.look(account)));
        if (extractor.isPresent()) {
            FileFeed.Reading reading = new FileFeed.Reading(extractor.get(), extractor.get().another(), folder.resolve(".files"), options);
            files[0] = new FileFeed(store, parts.indexes, parts.room, reading, new FileFeed.Told(feed::changed, feed.errands()::park));
            files[0].start();
        }
        store.listen(feed);
        feed.start();
        return new Search(store, parts, feed, Optional.ofNullable(files[0]));
    }

    /**
     * Which messages of a folder have to be looked at for a text that may stand anywhere in them, also within a word. Empty where the index cannot tell,
     * because the text is too short or there is no index: then every message has to be.
     */
    public Optional<Candidates> candidates(Folder folder, SearchScope scope, String sought) {
        try {
            Optional<Query> query = SubstringQuery.of(scope, sought);
            Address account = folder.mailbox().account();
            if (query.isEmpty() || !domains.has(account)) {
                return Optional.empty();
            }
            feed.errands().hurry(account);
            return Optional.of(turns.take(account, () -> read(account, index -> index.candidates(folder.mailboxId(), query.get(),
                    SubstringQuery.sure(scope, sought)))));
        } catch (IOException | RuntimeException broken) {   // it costs time, never an answer
            LOG.log(System.Logger.Level.WARNING, "a search in " + folder.name() + " does without the index: " + broken);
            return Optional.empty();
        }
    }

    /**
     * How well an account's messages have words like those of a text ({@link FuzzyWords}). Empty where the index cannot tell, because there are no words
     * or there is no index.
     */
    public Optional<FuzzyMatches> fuzzy(Address account, SearchScope scope, String sought) {
        FuzzyWords words = FuzzyWords.of(sought);
        if (words.words().isEmpty() || !domains.has(account)) {
            return Optional.empty();
        }
        try {
            feed.errands().hurry(account);
            byte[] scores = turns.take(account, () -> read(account, index -> FuzzyFinder.scores(index, scope, words)));
            return Optional.of(new FuzzyMatches(scores, this::places));
        } catch (IOException | RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "a fuzzy search does without the index: " + broken);
            return Optional.empty();
        }
    }

    private FolderPlaces places(Folder folder) {
        try {
            return read(folder.mailbox().account(), index -> index.searching(searcher -> index.places().of(searcher, folder.mailboxId())));
        } catch (IOException | RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "a fuzzy search in " + folder.name() + " does without the index: " + broken);
            return FolderPlaces.NONE;
        }
    }

    /**
     * What of an account's mail is like a query, the newest first. Trash and Spam are left out where the query names no folder.
     *
     * What the index does not know yet is looked through, as far as that goes while somebody waits.
     *
     * @throws IOException where the mailbox cannot be read
     */
    public Found find(Address account, SearchQuery query, ZoneId zone) throws IOException {
        return query.isEmpty() ? Found.nothing() : turns.take(account.folded(), () -> found(account, query, zone));
    }

    /** Once more where the disk failed what had not been written yet: then what was written is asked. */
    private <T> T read(Address account, Indexes.Work<T> work) throws IOException {
        try {
            return indexes.with(account, work);
        } catch (IOException | AlreadyClosedException failed) {
            if (!(failed instanceof AlreadyClosedException) && !DiskFullException.isCauseOf(failed)) {
                throw failed;
            }
            feed.errands().behind(account);
            return indexes.with(account, work);
        }
    }

    private Found found(Address account, SearchQuery query, ZoneId zone) throws IOException {
        Mailbox mailbox = store.open(account);
        if (!domains.has(account)) {
            return new Behind(mailbox, Map.of(), options).find(query, zone);
        }
        feed.errands().hurry(mailbox.account());
        Map<String, long[]> known = new HashMap<>();
        Found found;
        try {
            found = read(mailbox.account(), index -> Finder.find(index, mailbox, query, zone, known));
        } catch (IOException | AlreadyClosedException broken) {
            LOG.log(System.Logger.Level.WARNING, "a search does without the index of " + account + ": " + broken);
            Found behind = new Behind(mailbox, Map.of(), options).find(query, zone);
            feed.errands().behind(mailbox.account());
            return behind;
        }
        if (found.known() == found.all()) {
            return found;
        }
        feed.errands().behind(mailbox.account());
        return found.with(new Behind(mailbox, known, options).find(query, zone));
    }

    /** Whom an account wrote to and who wrote to it, the likeliest first; a bounded number. @param now by which what is old counts less */
    public List<Correspondent> people(Address account, Instant now) throws IOException {
        Mailbox mailbox = store.open(account);
        Correspondents people = new Correspondents(now);
        PeopleFinder finder = new PeopleFinder(mailbox, people);
        if (domains.has(account)) {
            feed.errands().hurry(mailbox.account());
            try {
                read(mailbox.account(), index -> {
                    finder.read(index);
                    return null;
                });
            } catch (IOException | AlreadyClosedException broken) {
                LOG.log(System.Logger.Level.WARNING, "people are known without the index of " + account + ": " + broken);
                feed.errands().behind(mailbox.account());
            }
        }
        finder.readBehind();
        return people.all();
    }

    /** For a query that found nothing: the same with words that do stand in the account's mail; empty where none is near, or there is no index. */
    public Optional<String> better(Address account, SearchQuery query) {
        if (!domains.has(account)) {
            return Optional.empty();
        }
        try {
            return turns.take(account.folded(), () -> read(account.folded(),
                    index -> index.searching(searcher -> Spelling.better(searcher.getIndexReader(), query))));
        } catch (IOException | RuntimeException broken) {   // it is a kindness, no answer
            LOG.log(System.Logger.Level.WARNING, "no other spelling is offered to " + account + ": " + broken);
            return Optional.empty();
        }
    }

    /** What was in the files of something that was found. */
    public List<FileText> files(Address account, Found.Hit hit) throws IOException {
        if (hit.content() == Found.Hit.NO_CONTENT) {
            return List.of();
        }
        try {
            return read(account.folded(), index -> index.files(hit.content()));
        } catch (AlreadyClosedException broken) {
            throw new IOException("the index was closed meanwhile", broken);
        }
    }

    /** How far the index of an account is. */
    public IndexState state(Address account) throws IOException {
        Mailbox mailbox = store.open(account);
        List<Folder> folders = folders(mailbox);
        long all = 0;
        for (Folder folder : folders) {
            all += folder.counts().messages();
        }
        long messages = all;
        Optional<Room> now = isIndexed(account) ? Optional.of(room.of(mailbox.account())) : Optional.empty();
        return now.isEmpty() || !indexes.folders().exists(mailbox.account()) ? new IndexState(0, all, 0, 0, now) : read(mailbox.account(), index -> {
            long known = 0;
            for (Folder folder : folders) {
                known += FolderPlaces.present(index.uids(folder.mailboxId()), folder.uids()).cardinality();
            }
            return new IndexState(known, messages, index.unread(Integer.MAX_VALUE, _ -> true).length, index.size(), now);
        });
    }

    /** How far all indexes are. */
    public SearchState state() throws IOException {
        Errands.Waiting waiting = feed.errands().waiting();
        return new SearchState(waiting.accounts(), waiting.lag(), files.map(FileFeed::waiting).orElse(0), indexes.folders().bytes(),
                new SearchState.Limits(room.all(), room.isDiskFull(), waiting.parked()));
    }

    /** Those that can be opened. */
    static List<Folder> folders(Mailbox mailbox) throws IOException {
        List<Folder> folders = new ArrayList<>();
        for (Mailbox.Entry entry : mailbox.list()) {
            if (entry.exists()) {
                try {
                    folders.add(mailbox.folder(entry.name()));
                } catch (MailboxException gone) {
                    // deleted meanwhile, or it cannot be read
                }
            }
        }
        return folders;
    }

    /** Whether the accounts of its domain have indexes. */
    public boolean isIndexed(Address account) {
        return domains.has(account);
    }

    /** A domain's search was switched on or off: its indexes are made, or thrown away, one after the other. Noticed without this, too, somewhat later. */
    public void lookAround() {
        feed.errands().nudge();
    }

    /** Throws the index of an account away and makes it anew. */
    public void reindex(Address account) {
        feed.errands().anew(account.folded());
    }

    /** Waits until the indexes know all mail that is there now. @return whether they do */
    public boolean awaitCurrent(long ms) throws InterruptedException {
        return feed.errands().await(ms) && (files.isEmpty() || files.get().await(ms));
    }

    @Override
    public void close() {
        files.ifPresent(FileFeed::close);
        feed.close();
        indexes.close();
    }
}
