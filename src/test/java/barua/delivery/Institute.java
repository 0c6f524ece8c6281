package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.directory.Staff;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.Policies;
import barua.mailbox.ScriptName;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Delivery by scripts in one folder of a real disk: accounts with scripts, an outbox that remembers, a clock that is set. */
final class Institute implements Outbox, AutoCloseable {

    static final Domain CHUO = Domain.of("chuo.example");
    static final Address NEEMA = Address.of("neema@chuo.example");
    static final Address JUMA = Address.of("juma@chuo.example");
    static final Address TEAM = Address.of("timu@chuo.example");
    static final Address ODD = new Address("a b", CHUO);
    static final String SENDER = "rafiki@mbali.example";
    static final String PLAIN =
            "From: Rafiki <rafiki@mbali.example>\r\nTo: Neema <neema@chuo.example>\r\nSubject: Habari\r\nMessage-ID: <1@mbali.example>\r\n\r\nHujambo?\r\n";

    /** What was sent, as {@code <from> to} and the text. */
    final List<String> sent = new ArrayList<>();
    final List<String> letters = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    boolean full;
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    RedirectPolicy policy = RedirectPolicy.ANYWHERE;
    final Srs srs;
    final Trace trace;
    final Staff staff;
    final Directory directory;
    MailStore store;
    Delivery delivery;
    private final Path folder;
    private final Clock clock;
    private int letter;

    Institute(Path folder) throws IOException {
        this.folder = folder;
        InstantSource source = () -> now;
        this.clock = source.withZone(ZoneOffset.UTC);
        this.srs = new Srs("a key for tests that is long enough".getBytes(StandardCharsets.UTF_8), clock);
        this.trace = Trace.open(folder.resolve("trace"), Clock.systemUTC());
        this.staff = new Staff(folder, List.of(CHUO),
                List.of(account(1, NEEMA, "Neema Mushi", "en"), account(2, JUMA, "Juma", "sw"), account(3, ODD, "", "en")),
                List.of(new Entry.Alias(Address.of("mwalimu@chuo.example"), List.of(NEEMA)), new Entry.Alias(TEAM, List.of(NEEMA, JUMA))));
        this.directory = staff.directory();
        open();
        store.create(List.of(NEEMA, JUMA, ODD));
    }

    void open() throws IOException {
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 1, Policies.OPEN, clock));
        delivery = new Delivery(store, directory, trace,
                new DeliveryOptions(Delivery.WhenFull.TRY_AGAIN, "mx.chuo.example", ZoneOffset.UTC, policy, srs, folder.resolve("snoozed")),
                clock);
        delivery.start(this);
        store.listen(delivery.events());
    }

    Clock clock() {
        return clock;
    }

    void restart() throws IOException {
        store.close();
        open();
    }

    private static Account account(long id, Address address, String name, String language) {
        return new Account(id, address, name, true, false, Long.MAX_VALUE, language);
    }

    /** The account's rules from now on. */
    void script(Address account, String text) throws IOException {
        Mailbox mailbox = store.open(account);
        mailbox.scripts().put(ScriptName.of("work"), text.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
        mailbox.scripts().activate(Optional.of(ScriptName.of("work")));
    }

    @Override
    public List<Status> send(ReversePath from, List<Address> to, Content content) {
        throw new AssertionError("what follows a delivery is sent once");
    }

    /** As the queue does: an id once. */
    @Override
    public List<Status> sendOnce(String id, ReversePath from, List<Address> to, Content content) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        if (ids.add(id)) {
            sent.add(from + " " + to.getFirst());
            letters.add(new String(content.bytes(0, 100_000), StandardCharsets.UTF_8));
        }
        return List.of(new Status(2, 0, 0, "queued"));
    }

    static final Origin STRANGER = new Origin.Session(InetAddress.getLoopbackAddress(), "mx.mbali.example", "ESMTP", Optional.empty(), Optional.empty(), false);

    List<String> deliver(Address... to) throws IOException {
        return deliver(PLAIN, SENDER, STRANGER, false, to);
    }

    /** To one that was written to by another address. */
    List<String> deliver(Recipient to) throws IOException {
        return deliver("q" + ++letter, "", PLAIN.replace("<1@", "<l" + letter + "@"), SENDER, STRANGER, false, List.of(to));
    }

    List<String> deliver(String message, Address... to) throws IOException {
        return deliver(message, SENDER, STRANGER, false, to);
    }

    /** @return status and words for each */
    List<String> deliver(String message, String from, Origin origin, boolean heard, Address... to) throws IOException {
        return deliver("q" + ++letter, "", message, from, origin, heard, to);
    }

    List<String> deliver(String queueId, String token, String message, String from, Origin origin, boolean heard, Address... to) throws IOException {
        return deliver(queueId, token, message, from, origin, heard, List.of(to).stream().map(Institute::recipient).toList());
    }

    private List<String> deliver(String queueId, String token, String message, String from, Origin origin, boolean heard, List<Recipient> to)
            throws IOException {
        String returnPath = "Return-Path: <" + from + ">\r\n";
        byte[] whole = (returnPath + message).getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(whole, 0, whole.length);
            ReversePath path = from.isEmpty() ? ReversePath.NOBODY : ReversePath.of(Address.of(from));
            Envelope envelope = new Envelope(path, to.stream().map(one -> Envelope.Recipient.of(one.original())).toList(), origin);
            Letter one = new Letter(queueId, envelope, HeaderBlock.parse(whole).headers(), List.of(), staged, returnPath.length(), now, token);
            return delivery.deliver(one, to, heard).stream().map(result -> result.status().toString()).toList();
        }
    }

    private static Recipient recipient(Address to) {
        int plus = to.local().indexOf('+');
        return plus < 0 ? new Recipient(to, "", to)
                : new Recipient(new Address(to.local().substring(0, plus), to.domain()), to.local().substring(plus + 1), to);
    }

    /** Texts without the Return-Path field; none of a folder that is not there. */
    List<String> texts(Address account, String name) throws IOException {
        if (store.open(account).list().stream().noneMatch(entry -> entry.exists() && entry.name().equals(FolderName.of(name)))) {
            return List.of();
        }
        Folder found = store.open(account).folder(FolderName.of(name));
        List<String> texts = new ArrayList<>();
        for (long uid : found.uids()) {
            texts.add(new String(found.content(uid).bytes(0, 100_000), StandardCharsets.UTF_8).replaceFirst("^Return-Path: .*\r\n", ""));
        }
        return texts;
    }

    int count(Address account, String name) throws IOException {
        return texts(account, name).size();
    }

    /** Of the last letter, {@code what why}. */
    List<String> happened() throws IOException {
        return happened("q" + letter);
    }

    List<String> happened(String queueId) throws IOException {
        return trace.find(queueId, 50).stream().filter(event -> event.queueId().equals(queueId)).map(Institute::line).toList();
    }

    private static String line(Event event) {
        return event.what() + " " + event.who() + ": " + event.why().replaceAll("as [0-9a-f]{32}", "as ID");
    }

    @Override
    public void close() throws IOException {
        store.close();
        trace.close();
        directory.close();
    }
}
