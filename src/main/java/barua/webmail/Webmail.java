package barua.webmail;

import barua.directory.Account;
import barua.delivery.DryRun;
import barua.directory.Directory;
import barua.directory.Registry;
import barua.extract.Previewer;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.mta.Outgoing;
import barua.sasl.Logins;
import barua.search.Search;
import barua.web.Call;
import barua.web.Sessions;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.LoadingCache;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Holds what all pages share, put together once from the engines that the server gives. */
@ApplicationScoped
public class Webmail {

    /** So many letters' worth of files may wait for being sent. */
    private static final int UPLOADS = 3;

    // Looked up when the first page is asked for: the server may still be opening its engines while this is deployed.
    @Inject
    private Instance<MailStore> store;
    @Inject
    private Instance<Directory> directory;
    @Inject
    private Instance<Logins> logins;
    @Inject
    private Instance<Outgoing> outgoing;
    @Inject
    private Instance<Registry> registry;
    @Inject
    private Instance<Sessions> sessions;
    @Inject
    private Instance<Live> live;
    @Inject
    private Instance<Site> site;
    @Inject
    private Instance<Search> search;
    @Inject
    private Instance<DryRun> dryRun;
    @Inject
    private Instance<Previewer> previewer;

    private Desk desk;
    private ForwardingPolicy forwarding;
    // Remote pictures as they were drawn anew; what could not be had is asked again after a while.
    private final LoadingCache<String, Optional<PictureFetcher.Picture>> pictures = Caffeine.newBuilder().maximumWeight(64_000_000)
            .weigher((String url, Optional<PictureFetcher.Picture> picture) -> picture.map(one -> one.bytes().length).orElse(500))
            .expireAfter(Expiry.writing((String url, Optional<PictureFetcher.Picture> picture) -> picture.isPresent() ? Duration.ofHours(1)
            : Duration.ofMinutes(1)))
            .build(new PictureFetcher()::fetch);
    private Commands commands;
    private Folders folders;
    private SavedSearches savedSearches;
    private FoundActs foundActs;
    private Uploads uploads;
    private Drafts drafts;
    private Sending sending;
    private SeenAddresses seen;
    private Rulebook rulebook;
    private Sorting sorting;
    private FilterTrials filterTrials;
    private Away away;
    private Seal seal;
    private Assets assets;
    private final Previews previews;

    /** For the container. */
    public Webmail() {
        this.previews = new Previews(() -> previewer.get());
    }

    /** Over parts of one's own, without what only a running server has. */
    Webmail(Desk desk, Uploads uploads, Drafts drafts, Sending sending, ForwardingPolicy forwarding, DryRun dryRun) {
        this(desk, uploads, drafts, sending, forwarding, dryRun, Previewer.none());
    }

    Webmail(Desk desk, Uploads uploads, Drafts drafts, Sending sending, ForwardingPolicy forwarding, DryRun dryRun, Previewer previewer) {
        this.previews = new Previews(() -> previewer);
        this.forwarding = forwarding;
        this.desk = desk;
        this.uploads = uploads;
        this.drafts = drafts;
        this.sending = sending;
        this.commands = new Commands(desk);
        this.folders = new Folders(desk);
        this.savedSearches = new SavedSearches(desk);
        this.foundActs = new FoundActs(commands, Runnable::run);
        this.seen = new SeenAddresses(desk, _ -> List.of(), Runnable::run);
        this.rulebook = new Rulebook(desk);
        this.filterTrials = new FilterTrials(desk, rulebook, new Trial(desk), dryRun);
        this.away = new Away(desk, rulebook);
        this.sorting = new Sorting(Clock.systemUTC(), Runnable::run);
    }

    @PostConstruct
    public void open() {
        desk = new Desk(store.get(), directory.get());
        forwarding = site.get().forwarding();
        seal = new Seal(site.get().sealKey(), Clock.systemUTC());
        commands = new Commands(desk);
        folders = new Folders(desk);
        savedSearches = new SavedSearches(desk);
        foundActs = new FoundActs(commands, work -> Thread.ofVirtual().name("found").start(work));
        uploads = new Uploads(store.get(), UPLOADS * site.get().messageSizeLimit());
        Attachments attachments = new Attachments(desk, uploads);
        LetterWriter writer = new LetterWriter(desk, attachments, site.get().hostname(), Clock.systemUTC());
        drafts = new Drafts(desk, attachments, writer, site.get(), Clock.systemUTC());
        sending = new Sending(new Sending.Tools(desk, drafts, attachments, writer, queue()), site.get(), Clock.systemUTC());
        seen = new SeenAddresses(desk, account -> search.get().people(account, Instant.now()),
                work -> Thread.ofVirtual().name("people").start(work));
        rulebook = new Rulebook(desk);
        filterTrials = new FilterTrials(desk, rulebook, new Trial(desk), dryRun.get());
        away = new Away(desk, rulebook);
        sorting = new Sorting(Clock.systemUTC(), work -> Thread.ofVirtual().name("sorting").start(work));
        sessions.get().onEnd(live.get()::resync);
    }

    public Desk desk() {
        return desk;
    }

    Folders folders() {
        return folders;
    }

    SavedSearches savedSearches() {
        return savedSearches;
    }

    FoundActs foundActs() {
        return foundActs;
    }

    public Commands commands() {
        return commands;
    }

    public Uploads uploads() {
        return uploads;
    }

    Drafts drafts() {
        return drafts;
    }

    Sending sending() {
        return sending;
    }

    public SeenAddresses seen() {
        return seen;
    }

    Rulebook rulebook() {
        return rulebook;
    }

    FilterTrials filterTrials() {
        return filterTrials;
    }

    /** Where mail may be forwarded to. */
    ForwardingPolicy forwarding() {
        return forwarding;
    }

    /** Whether the vacation reply of that account answers today. */
    boolean isAway(Address account, LocalDate today) {
        return away.isAway(account, today);
    }

    Sorting sorting() {
        return sorting;
    }

    /** Whoever is signed in; the door has looked that the account is there. */
    public Account account(Call call) {
        return desk.account(call.signedIn().account()).orElseThrow();
    }

    private Sending.Way queue() {
        return new Sending.Way() {
            @Override
            public String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException {
                return outgoing().sendAfter(hold, from, to, content);
            }

            @Override
            public boolean recall(String queueId) throws IOException {
                return outgoing().recall(queueId);
            }
        };
    }

    public LoadingCache<String, Optional<PictureFetcher.Picture>> pictures() {
        return pictures;
    }

    Search search() {
        return search.get();
    }

    Previews previews() {
        return previews;
    }

    public Seal seal() {
        return seal;
    }

    public Site site() {
        return site.get();
    }

    public Logins logins() {
        return logins.get();
    }

    public Outgoing outgoing() {
        return outgoing.get();
    }

    public Registry registry() {
        return registry.get();
    }

    public Live live() {
        return live.get();
    }

    public Sessions sessions() {
        return sessions.get();
    }

    public synchronized Assets assets(ServletContext context) {
        if (assets == null) {
            assets = new Assets(name -> read(context, "/assets/" + name));
        }
        return assets;
    }

    private static Optional<byte[]> read(ServletContext context, String path) {
        try (InputStream in = context.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
