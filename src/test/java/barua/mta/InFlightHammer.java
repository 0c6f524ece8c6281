package barua.mta;

import barua.directory.Entry;
import barua.message.Address;
import barua.message.ReversePath;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import barua.smtp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One thread delivers while another renames, removes and adds accounts, each by its own seeded dice. */
final class InFlightHammer {

    private static final int NAMES = 6;
    private static final int MOST_TRIES = 5_000;

    private final World world;
    private final long seed;
    private final Map<String, Integer> acknowledged = new HashMap<>();   // Message-ID: removals that were over when it was handed over
    private final Map<Path, Integer> removals = new HashMap<>();         // what was set aside: how many were before
    private volatile int over;

    InFlightHammer(World world, long seed) {
        this.world = world;
        this.seed = seed;
    }

    private static Address name(int i) {
        return new Address("name" + i, World.CHUO);
    }

    /** @param letters how many are to be acknowledged */
    void run(int letters) throws Exception {
        for (int i = 0; i < NAMES / 2; i++) {
            world.staff.add(World.account(100 + i, name(i).local(), true));
        }
        AtomicBoolean enough = new AtomicBoolean();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(1);
        Thread staffing = Thread.ofPlatform().start(() -> {
            try {
                Random dice = new Random(seed);
                for (long step = 0; !enough.get(); step++) {
                    change(dice, step);
                }
            } catch (IOException | RuntimeException | AssertionError failed) {
                failures.add(failed);
            } finally {
                done.countDown();
            }
        });
        Random dice = new Random(seed + 1);
        for (int i = 0; acknowledged.size() < letters && i < MOST_TRIES && failures.isEmpty(); i++) {
            deliver("<" + i + "@hammer>", dice);
        }
        enough.set(true);
        done.await();
        staffing.join();
        if (!failures.isEmpty()) {
            throw new AssertionError("seed " + seed, failures.getFirst());
        }
    }

    private void change(Random dice, long step) throws IOException {
        Address from = name(dice.nextInt(NAMES));
        Address to = name(dice.nextInt(NAMES));
        boolean there = world.staff.directory().account(from).isPresent();
        boolean taken = world.staff.directory().account(to).isPresent();
        long people = IntStream.range(0, NAMES).filter(i -> world.staff.directory().account(name(i)).isPresent()).count();
        if (people < NAMES / 2 && world.staff.directory().lookUp(from) instanceof Entry.Nobody) {
            world.staff.add(World.account(1_000 + step, from.local(), true));
        } else if (there && people > 1 && dice.nextInt(4) == 0) {
            world.staff.remove(from, () -> setAside(from));
        } else if (there && !taken && !from.equals(to)) {
            world.staff.rename(from, to, () -> move(from, to));
        }
    }

    private void move(Address from, Address to) throws IOException {
        if (world.store.exists(from)) {
            world.store.rename(from, to);
        } else {
            world.store.create(to);
        }
    }

    private void setAside(Address account) throws IOException {
        world.store.remove(account);
        for (Path aside : asides()) {
            removals.putIfAbsent(aside, over);
        }
        over = removals.size();
    }

    private List<Path> asides() throws IOException {
        Path folder = world.folder.resolve("mail/.removed");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void deliver(String id, Random dice) throws IOException {
        Receiver.Visit visit = world.mta.incoming().visit(new Peer(InetAddress.ofLiteral("192.0.2.1"), "mail", true, Optional.empty(), Optional.empty()));
        visit.sender(ReversePath.of(Address.of("a@other.example")), Receiver.Parameters.NONE);
        boolean taken = false;
        for (int i = 0; i < NAMES && !taken; i++) {
            taken = visit.recipient(name(dice.nextInt(NAMES)), Receiver.Parameters.NONE).code() == 250;
        }
        if (!taken) {
            return;
        }
        Receiver.Sink sink = ((Receiver.Intake.Yes) visit.begin()).sink();
        byte[] bytes = ("Message-ID: " + id + "\r\n\r\nHabari?\r\n").getBytes(StandardCharsets.UTF_8);
        sink.write(bytes, 0, bytes.length);
        int before = over;
        Reply reply = sink.end().getFirst();
        if (reply.code() == 250) {
            acknowledged.put(id, before);
        }
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** Each acknowledged letter is in one mailbox that somebody owns, or went with one that was removed when it was there already. */
    List<String> lostOrDoubled() throws IOException {
        Map<String, List<String>> places = new HashMap<>();
        for (Address account : world.store.accounts()) {
            for (String text : world.inbox(account.local())) {
                places.computeIfAbsent(id(text), _ -> new ArrayList<>()).add(account.toString());
            }
        }
        List<String> wrong = new ArrayList<>();
        for (Path aside : asides()) {
            try (Stream<Path> files = Files.walk(aside)) {
                for (Path file : files.filter(file -> file.getParent().endsWith("cur")).toList()) {
                    String id = id(Files.readString(file));
                    places.computeIfAbsent(id, _ -> new ArrayList<>()).add(aside.getFileName().toString());
                    if (acknowledged.getOrDefault(id, 0) > removals.get(aside)) {
                        wrong.add(id + " was filed in " + aside + " when that had been removed");
                    }
                }
            }
        }
        acknowledged.keySet().stream().filter(id -> places.getOrDefault(id, List.of()).size() != 1).forEach(id -> wrong.add(id + " is in " + places.get(id)));
        return wrong;
    }

    private static String id(String text) {
        int start = text.indexOf("Message-ID: ") + "Message-ID: ".length();
        return text.substring(start, text.indexOf("\r\n", start));
    }
}
