package barua.queue;

import barua.disk.FileLayer;
import barua.disk.ForgetfulDisk;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.Routing.Hop;
import barua.queue.Transport.Outcome;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A queue whose disk, clocks, threads, destinations and outbox belong to the test. Nothing happens but in {@link #run}. */
final class Rig {

    record Sent(String queueId, List<Address> to) {
    }

    record Letter(ReversePath from, Address to, String text) {
    }

    static final ReversePath FROM = ReversePath.of(Address.of("sender@example.org"));
    static final byte[] LETTER = "Subject: Habari\r\n\r\nHabari za leo?\r\n".getBytes(StandardCharsets.UTF_8);

    final FakeTime time;
    private static final Path FOLDER = Path.of("/queue");

    final ForgetfulDisk disk;
    Queue queue;
    final List<Sent> attempts = new ArrayList<>();
    final Set<String> served = new HashSet<>();               // "id address"
    final List<Letter> bounces = new ArrayList<>();
    final Map<String, Status> answers = new HashMap<>();      // by address or domain; done where there is none
    final Map<String, String> replies = new HashMap<>();      // the peer's words, by domain
    Status outboxAnswer = Status.DELIVERED;
    boolean outboxBroken;
    Runnable onRoute = () -> { };                             // happens once, when the next way is asked for
    final Deque<Runnable> defects = new ArrayDeque<>();       // what goes wrong in the next attempts, one each
    boolean noThread;
    boolean hollow;                                           // the next attempt has outcomes that are none
    private final Deque<Runnable> jobs = new ArrayDeque<>();
    private QueueOptions options = QueueOptions.of(FOLDER, "mx.example.org", Address.of("postmaster@example.org"));

    Rig() throws IOException {
        this(new FakeTime(), disk(new Random(1)));
    }

    /** One with the queue's folder on it. */
    static ForgetfulDisk disk(Random dice) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(dice);
        disk.mkdir(FOLDER);
        disk.forceDirectory(FOLDER.getParent());
        return disk;
    }

    /** What lies in the queue's folder. */
    List<String> names() throws IOException {
        return disk.list(FOLDER).stream().sorted().toList();
    }

    /** As somebody with an editor would. */
    void overwrite(String name, byte[] bytes) throws IOException {
        disk.unlinkIfThere(FOLDER.resolve(name));
        try (FileLayer.Handle out = disk.create(FOLDER.resolve(name), false)) {
            out.write(0, bytes, 0, bytes.length);
            out.force();
        }
        disk.forceDirectory(FOLDER);
    }

    Rig(FakeTime time, ForgetfulDisk disk) throws IOException {
        this.time = time;
        this.disk = disk;
        open();
    }

    void limits(int parallel, int perDestination) throws IOException {
        options = new QueueOptions(options.folder(), options.hostname(), options.postmaster(), options.schedule(), options.lifetime(), options.delayNotice(),
                parallel, perDestination);
        open();
    }

    /** A new process over the same disk. */
    void open() throws IOException {
        jobs.clear();
        queue = Queue.open(options, disk, Trace.none(), time, time::nanos, job -> {
            if (noThread) {
                throw new OutOfMemoryError("made for the test");
            }
            jobs.add(job);
        });
        Routing routing = recipient -> {
            Runnable meanwhile = onRoute;
            onRoute = () -> { };
            meanwhile.run();
            return recipient.local().startsWith("home") ? new Hop.Home() : new Hop.Mx(recipient.domain());
        };
        Outbox outbox = (from, to, content) -> {
            if (outboxBroken) {
                throw new IOException("made for the test");
            }
            bounces.add(new Letter(from, to.getFirst(), new String(content.bytes(0, 100_000), StandardCharsets.UTF_8)));
            return List.of(outboxAnswer);
        };
        queue.prepare(new Ways(hop -> this::attempt, routing, outbox));
    }

    private List<Outcome> attempt(String queueId, ReversePath from, List<Address> to, Content content) {
        attempts.add(new Sent(queueId, to));
        if (hollow) {
            hollow = false;
            return Arrays.asList(new Outcome[to.size()]);
        }
        List<Outcome> outcomes = to.stream().map(this::outcome).toList();
        outcomes.stream().filter(each -> each.status().isDone()).forEach(each -> served.add(queueId + " " + each.recipient()));
        return outcomes;
    }

    private Outcome outcome(Address recipient) {
        Optional.ofNullable(defects.poll()).ifPresent(Runnable::run);
        String domain = recipient.domain().ascii();
        Status status = answers.getOrDefault(recipient.toString(), answers.getOrDefault(domain, Status.DELIVERED));
        return new Outcome(recipient, status, replies.containsKey(domain) ? "mx." + domain : "", replies.getOrDefault(domain, ""));
    }

    void add(String id, String... to) throws IOException {
        add(id, Duration.ZERO, to);
    }

    void add(String id, Duration hold, String... to) throws IOException {
        queue.add(FROM, List.of(to).stream().map(Address::of).toList(), Content.of(LETTER), id, hold);
    }

    /** Does all that is due now. */
    void run() {
        queue.turn();
        disk.requirePower();
        while (!jobs.isEmpty()) {
            jobs.poll().run();
            disk.requirePower();
            queue.turn();
        }
    }

    /** Begins what may begin, and returns how much that is, without doing it. */
    int begin() {
        queue.turn();
        return jobs.size();
    }

    void runOne() {
        jobs.poll().run();
    }

    /** Time goes by, minute by minute. */
    void pass(Duration span) {
        for (long minute = 0; minute < span.toMinutes(); minute++) {
            time.pass(Duration.ofMinutes(1));
            run();
        }
    }
}
