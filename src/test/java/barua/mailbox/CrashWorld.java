package barua.mailbox;

import barua.disk.ForgetfulDisk;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A store on a {@link ForgetfulDisk}, random work on it, and a book of what was acknowledged. */
final class CrashWorld {

    private static final List<Address> ACCOUNTS = List.of(new Address("amina", new Domain("example.test")), new Address("juma", new Domain("example.test")));
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    /** What a message may be after all that was acknowledged and all that was only begun. */
    private static final class Known {
        final String text;
        final Set<Flags> flags = new HashSet<>();
        boolean mayBeGone;

        Known(String text, Flags flags) {
            this.text = text;
            this.flags.add(flags);
        }
    }

    private static final class Book {
        FolderName name;
        final Set<FolderName> otherNames = new HashSet<>();
        final Address account;
        final long uidValidity;
        final TreeMap<Long, Known> messages = new TreeMap<>();
        /** Begun and not acknowledged: may be there under any new UID, whole. */
        final Set<String> mayCome = new HashSet<>();
        long highestUid;
        long highestModseq;
        boolean mayBeGone;

        Book(FolderName name, Address account, long uidValidity) {
            this.name = name;
            this.account = account;
            this.uidValidity = uidValidity;
        }
    }

    private final Random random;
    private final boolean failures;
    private final ForgetfulDisk disk;
    private final Map<String, Book> books = new HashMap<>();
    private final Deque<String> story = new ArrayDeque<>();
    private MailStore store;
    private long ticks;
    private int counter;
    /** What becomes uncertain when the work that is going on does not return. */
    private Runnable doubt = () -> {
    };
    /** Texts of one delivery to several folders: all of them come, or none. */
    private Set<String> group = Set.of();
    private List<Book> groupBooks = List.of();

    CrashWorld(Random random, boolean failures) {
        this.random = random;
        this.failures = failures;
        this.disk = new ForgetfulDisk(random);
    }

    List<String> story() {
        return List.copyOf(story);
    }

    private void tell(String what) {
        story.add(disk.calls() + ": " + what);
        if (story.size() > 60) {
            story.poll();
        }
    }

    void live(int crashes) throws IOException {
        disk.mkdir(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        open();
        check();
        for (int i = 0; i < crashes; i++) {
            disk.crashAfter(1 + random.nextInt(random.nextInt(4) == 0 ? 400 : 80));
            work();
            tell("CRASH");
            recover();
        }
    }

    private void work() {
        while (!disk.crashed()) {
            doubt = () -> {
            };
            group = Set.of();
            repeat = NOTHING;
            if (failures && random.nextInt(3) == 0) {
                disk.failAfter(1 + random.nextInt(25));
            }
            try {
                step();
            } catch (ForgetfulDisk.Crash crash) {
                doubt.run();
                group = disk.failed() ? Set.of() : group;   // a folder that refused does not count
                return;
            } catch (IOException | RuntimeException | Error refused) {
                if (!disk.crashed() && !disk.failed()) {
                    throw new AssertionError("refused without reason: " + refused, refused);
                }
                if (!disk.crashed() && !(refused instanceof IOException)) {
                    throw new AssertionError("not an orderly refusal: " + refused, refused);
                }
                tell("refused: " + doing + ": " + refused.getMessage() + " at " + Arrays.stream(root(refused).getStackTrace()).limit(6)
                        .map(StackTraceElement::getMethodName).toList());
                doubt.run();
                moving.clear();   // the store lives, and its book says where they are
            }
        }
    }

    private String doing = "";

    private static Throwable root(Throwable why) {
        Throwable root = why;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private void recover() throws IOException {
        while (true) {
            disk.restart();
            if (random.nextInt(5) == 0) {
                disk.crashAfter(1 + random.nextInt(120));
            }
            try {
                open();
                check();
                disk.crashAfter(Integer.MAX_VALUE);
                Work again = repeat;
                repeat = NOTHING;
                again.run();
                return;
            } catch (ForgetfulDisk.Crash again) {
                tell("CRASH while recovering");
            } catch (IOException | RuntimeException | Error failed) {
                if (!disk.crashed()) {
                    throw failed;
                }
                tell("CRASH while recovering");
            }
        }
    }

    private void open() throws IOException {
        Clock clock = Clock.fixed(THEN.plusSeconds(random.nextInt(50_000)), ZoneOffset.UTC);
        store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, clock), disk, () -> ticks, random, false);
    }

    // ---- work ----

    private void step() throws IOException {
        ticks += 400;
        doing = "";
        switch (random.nextInt(17)) {
            case 0, 1, 2 -> append();
            case 3, 4 -> deliver();
            case 5, 6, 7 -> store();
            case 8 -> expunge();
            case 9 -> copy();
            case 10, 11 -> move();
            case 12 -> store.upkeep().tick();
            case 13 -> folders();
            case 14 -> store.upkeep().putAwayAll();
            case 15 -> {
                tell("settle");
                store.settle(ACCOUNTS.get(random.nextInt(2)));
            }
            default -> restart();
        }
    }

    /** Catches up now and then, as one does who cannot always keep pace. */
    private final Follower follower = new Follower();

    private void restart() throws IOException {
        tell("close and open");
        try {
            store.close();
            open();
        } catch (IOException failed) {
            require(disk.failed(), "not opened: " + failed);
            open();
        }
    }

    private final Set<Address> made = new HashSet<>();

    private Mailbox mailbox() throws IOException {
        return mailbox(ACCOUNTS.get(random.nextInt(2)));
    }

    private Mailbox mailbox(Address account) throws IOException {
        store.create(account);
        made.add(account);
        return store.open(account);
    }

    private Folder any() throws IOException {
        Mailbox mailbox = mailbox();
        List<Folder> all = mailbox.all().stream().map(FolderState::door).toList();
        Folder one = random.nextBoolean() ? mailbox.folder(FolderName.INBOX) : all.get(random.nextInt(all.size()));
        if (random.nextInt(4) == 0) {
            follower.catchUp(one);
        }
        return one;
    }

    private Book book(Folder folder) {
        return books.computeIfAbsent(folder.mailboxId(), id -> new Book(folder.name(), folder.mailbox().account(), folder.uidValidity()));
    }

    private String text() {
        return "Subject: " + ++counter + "\r\n\r\n" + "x".repeat(random.nextInt(200)) + "\r\n";
    }

    private Staged staged(String text) throws IOException {
        Staged staged = store.stage();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        staged.write(bytes, 0, bytes.length);
        return staged;
    }

    private Flags flags() {
        List<String> keywords = random.nextInt(3) == 0 ? List.of("k" + random.nextInt(60), "k" + random.nextInt(4)).stream().distinct().toList() : List.of();
        return Flags.of(random.nextInt(32), keywords);
    }

    private void append() throws IOException {
        Folder folder = any();
        Book book = book(folder);
        String text = text();
        Flags flags = flags();
        doubt = () -> book.mayCome.add(text);
        long uid;
        try (Staged staged = staged(text)) {
            uid = folder.append(staged, flags, THEN);
        }
        tell("append to " + folder.directory() + " " + uid);
        came(book, uid, text, flags);
    }

    private void came(Book book, long uid, String text, Flags flags) {
        require(uid > book.highestUid, "UID " + uid + " in " + book.name + " again");
        book.highestUid = uid;
        book.messages.put(uid, new Known(text, flags));
    }

    private void deliver() throws IOException {
        List<Folder> folders = new ArrayList<>(List.of(any(), any(), any()));
        List<Folder> distinct = folders.stream().distinct().toList();
        String text = text();
        Flags flags = Flags.of(random.nextInt(32));
        List<Book> targets = distinct.stream().map(this::book).toList();
        doubt = () -> {
            targets.forEach(book -> book.mayCome.add(text));
            group = Set.of(text);
            groupBooks = targets;
        };
        String token = random.nextBoolean() ? "" : "token" + counter;
        repeat = token.isEmpty() ? NOTHING : () -> deliverAgain(token, text, flags, targets);
        List<MailStore.Filed> filed;
        try (Staged staged = staged(text)) {
            filed = store.deliver(staged, distinct.stream().map(f -> new MailStore.Filing(f.mailbox().account(), f.name(), flags, THEN)).toList(), token);
        }
        repeat = NOTHING;
        tell("deliver " + text.substring(0, 12).trim() + " to " + distinct.stream().map(Folder::directory).toList() + " " + filed);
        for (int i = 0; i < filed.size(); i++) {
            if (filed.get(i) instanceof MailStore.Filed.Done done) {
                came(targets.get(i), done.uid(), text, flags);
            } else {
                require(disk.failed(), "refused without reason: " + filed.get(i));
                targets.get(i).mayCome.add(text);
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static final Work NOTHING = () -> {
    };
    /** What a peer does that got no answer. */
    private Work repeat = NOTHING;

    private void deliverAgain(String token, String text, Flags flags, List<Book> targets) throws IOException {
        List<Book> left = targets.stream().filter(books::containsValue).toList();
        try (Staged staged = staged(text)) {
            store.deliver(staged, left.stream().map(book -> new MailStore.Filing(book.account, book.name, flags, THEN)).toList(), token);
        }
        tell("deliver again " + text.substring(0, 12).trim() + " to " + left.stream().map(book -> book.name).toList());
        for (Book book : left) {
            Folder folder = store.open(book.account).folder(book.name);
            int found = 0;
            for (long uid : folder.uids()) {
                if (read(folder, uid).equals(text)) {
                    found++;
                    book.messages.computeIfAbsent(uid, fresh -> new Known(text, flags));
                    book.highestUid = Math.max(book.highestUid, uid);
                }
            }
            require(found == 1, "after a repeat " + found + " times in " + book.name);
        }
    }

    private long[] some(Book book) {
        long[] uids = book.messages.keySet().stream().filter(uid -> random.nextInt(3) == 0).mapToLong(Long::longValue).toArray();
        return uids.length > 0 || book.messages.isEmpty() ? uids : new long[] {book.messages.lastKey()};
    }

    private void store() throws IOException {
        Folder folder = any();
        Book book = book(folder);
        long[] uids = some(book);
        FlagChange change = new FlagChange(FlagChange.How.values()[random.nextInt(3)], flags());
        Map<Long, Flags> after = new HashMap<>();
        for (MessageInfo info : folder.infos(uids)) {
            after.put(info.uid(), changed(info.flags(), change));
        }
        doubt = () -> after.forEach((uid, flags) -> Optional.ofNullable(book.messages.get(uid)).ifPresent(known -> known.flags.add(flags)));
        folder.store(uids, change, OptionalLong.empty());
        tell("store in " + folder.directory() + " " + Arrays.toString(uids) + " " + change);
        after.forEach((uid, flags) -> {
            Known known = book.messages.get(uid);
            known.flags.clear();
            known.flags.add(flags);
            known.mayBeGone = false;
        });
    }

    private static Flags changed(Flags old, FlagChange change) {
        Set<String> keywords = new HashSet<>(old.keywords());
        return switch (change.how()) {
            case SET -> change.flags();
            case ADD -> {
                keywords.addAll(change.flags().keywords());
                yield Flags.of(old.system() | change.flags().system(), keywords);
            }
            case REMOVE -> {
                keywords.removeAll(change.flags().keywords());
                yield Flags.of(old.system() & ~change.flags().system(), keywords);
            }
        };
    }

    private void expunge() throws IOException {
        Folder folder = any();
        Book book = book(folder);
        long[] uids = some(book);
        doing = "expunge in " + folder.directory() + " " + Arrays.toString(uids);
        doubt = () -> Arrays.stream(uids).forEach(uid -> book.messages.get(uid).mayBeGone = true);
        if (random.nextInt(4) == 0) {
            folder.discard(uids);
        } else {
            folder.expunge(uids);
        }
        tell("expunge in " + folder.directory() + " " + Arrays.toString(uids));
        Arrays.stream(uids).forEach(book.messages::remove);
    }

    private void copy() throws IOException {
        Folder from = any();
        Folder to = any();
        Book source = book(from);
        Book target = book(to);
        long[] uids = some(source);
        doubt = () -> Arrays.stream(uids).forEach(uid -> target.mayCome.add(source.messages.get(uid).text));
        Folder.Copied copied = from.copy(uids, to);
        tell("copy " + from.directory() + " " + Arrays.toString(uids) + " to " + to.directory() + " " + Arrays.toString(copied.to()));
        transferred(source, target, copied, from, to);
    }

    private void transferred(Book source, Book target, Folder.Copied copied, Folder from, Folder to) {
        for (int i = 0; i < copied.to().length; i++) {
            Known old = source.messages.get(copied.from()[i]);
            require(copied.to()[i] > target.highestUid, "UID " + copied.to()[i] + " again");
            target.highestUid = copied.to()[i];
            Known fresh = new Known(old.text, old.flags.iterator().next());
            fresh.flags.addAll(old.flags);
            target.messages.put(copied.to()[i], fresh);
        }
    }

    private void move() throws IOException {
        Folder from = any();
        Folder to = any();
        if (from == to) {
            return;
        }
        Book source = book(from);
        Book target = book(to);
        long[] uids = some(source);
        doing = "move from " + from.directory() + " " + Arrays.toString(uids) + " to " + to.directory();
        doubt = () -> Arrays.stream(uids).forEach(uid -> {
            source.messages.get(uid).mayBeGone = true;
            target.mayCome.add(source.messages.get(uid).text);
            moving.put(source.messages.get(uid).text, List.of(source, target));
            source.mayCome.add(source.messages.get(uid).text);
        });
        Folder.Copied moved = from.move(uids, to);
        tell("move " + from.directory() + " " + Arrays.toString(uids) + " to " + to.directory() + " " + Arrays.toString(moved.to()));
        transferred(source, target, moved, from, to);
        Arrays.stream(uids).forEach(source.messages::remove);
    }

    /** Texts that were being moved between two folders: they are in one of them. */
    private final Map<String, List<Book>> moving = new HashMap<>();

    private void folders() throws IOException {
        Mailbox mailbox = mailbox();
        List<Folder> own = mailbox.all().stream().map(FolderState::door).filter(folder -> folder.name().toString().startsWith("F")).toList();
        if (own.size() < 2) {
            tell("create");
            FolderName fresh = name(random.nextBoolean() ? 2 : 1);
            book(mailbox.writing(() -> new FolderChanges(mailbox).create(fresh, Optional.empty())).door());   // what other programs may call a folder, too
            return;
        }
        Folder folder = own.get(random.nextInt(own.size()));
        List<Folder> below = own.stream().filter(other -> other == folder || other.name().isBelow(folder.name())).toList();
        below.forEach(this::book);
        if (random.nextInt(3) == 0) {
            Book book = book(folder);
            doubt = () -> book.mayBeGone = true;
            tell("delete " + folder.directory());
            mailbox.delete(folder.name());
            books.remove(folder.mailboxId());
            return;
        }
        FolderName to = name(1);
        Map<Book, FolderName> names = new HashMap<>();
        for (Folder one : below) {
            List<String> levels = new ArrayList<>(to.levels());
            levels.addAll(one.name().levels().subList(folder.name().levels().size(), one.name().levels().size()));
            names.put(book(one), new FolderName(levels));
        }
        doubt = () -> names.forEach((book, name) -> book.otherNames.add(name));
        tell("rename " + folder.name() + " to " + to);
        mailbox.rename(folder.name(), to);
        names.forEach((book, name) -> book.name = name);
    }

    /** Such as people and other servers give: blanks, other scripts, and the signs that our own files are written with. */
    private FolderName name(int levels) {
        List<String> odd = List.of(levels > 1 ? " 100% *" : "","", "", " of two words", " \"quoted\" \\ ~1", " 100 &-", "Ä é", "  ", ",B=x.1:2,S");
        List<String> all = new ArrayList<>(List.of("F" + ++counter + odd.get(random.nextInt(odd.size()))));
        if (levels > 1) {
            all.add(List.of("Ä", "Mambo ya ofisi", "50 ~+").get(random.nextInt(3)));
        }
        return new FolderName(all);
    }

    // ---- looking ----

    private void check() throws IOException {
        Set<String> found = new HashSet<>();
        Map<String, List<Folder>> holders = new HashMap<>();
        for (Address account : ACCOUNTS) {
            require(store.exists(account) || !made.contains(account), "the mailbox of " + account + " is gone");
            for (Folder folder : mailbox(account).all().stream().map(FolderState::door).toList()) {
                found.add(folder.mailboxId());
                look(folder, holders);
                follower.catchUp(folder);
                require(follower.wrong(folder).isEmpty(), follower.wrong(folder));
            }
        }
        for (Map.Entry<String, Book> entry : List.copyOf(books.entrySet())) {
            if (!found.contains(entry.getKey())) {
                require(entry.getValue().mayBeGone, "folder " + entry.getValue().name + " is gone");
                books.remove(entry.getKey());
            }
        }
        for (Map.Entry<String, List<Book>> entry : moving.entrySet()) {
            boolean present = books.values().stream().anyMatch(book -> book.messages.values().stream().anyMatch(known -> known.text.equals(entry.getKey())));
            require(present, "moved message is lost: " + entry.getKey().substring(0, 14));
        }
        moving.clear();
        if (!group.isEmpty()) {
            String text = group.iterator().next();
            long there = groupBooks.stream().filter(book -> book.messages.values().stream().anyMatch(known -> known.text.equals(text))).count();
            require(there == 0 || there == groupBooks.size(), "delivered to " + there + " of " + groupBooks.size());
        }
        group = Set.of();
    }

    private void look(Folder folder, Map<String, List<Folder>> holders) throws IOException {
        Book book = book(folder);
        require(book.uidValidity == folder.uidValidity(), "UIDVALIDITY changed");
        require(folder.name().equals(book.name) || book.otherNames.contains(folder.name()), "folder " + book.name + " is called " + folder.name());
        book.name = folder.name();
        book.otherNames.clear();
        Map<Long, MessageInfo> there = new TreeMap<>();
        folder.infos(folder.uids()).forEach(info -> there.put(info.uid(), info));
        Folder.Counts counts = folder.counts();
        require(counts.messages() == there.size(), "counts");
        require(counts.highestModseq() >= book.highestModseq, "modseq ran backwards: " + counts.highestModseq() + " after " + book.highestModseq);
        require(counts.uidNext() > book.highestUid, "UIDNEXT " + counts.uidNext() + " though " + book.highestUid + " was used");
        for (Map.Entry<Long, Known> entry : List.copyOf(book.messages.entrySet())) {
            MessageInfo info = there.get(entry.getKey());
            if (info == null) {
                require(entry.getValue().mayBeGone, "lost: " + book.name + " " + entry.getKey() + " " + entry.getValue().text.substring(0, 12));
                book.messages.remove(entry.getKey());
                continue;
            }
            require(entry.getValue().flags.contains(info.flags()), "flags of " + book.name + " " + entry.getKey() + ": " + info.flags() + " not "
                    + entry.getValue().flags);
            require(read(folder, entry.getKey()).equals(entry.getValue().text), "bytes of " + entry.getKey() + " in " + book.name);
            require(random.nextInt(4) > 0 || subject(folder, entry.getKey()).equals(entry.getValue().text.lines().findFirst().orElseThrow()), "outline of "
                    + entry.getKey() + " in " + book.name);
            require(info.received().equals(THEN), "date of " + entry.getKey() + " " + info.received());
            entry.getValue().flags.clear();
            entry.getValue().flags.add(info.flags());
            entry.getValue().mayBeGone = false;
        }
        for (MessageInfo info : there.values()) {
            if (!book.messages.containsKey(info.uid())) {
                String text = read(folder, info.uid());
                require(book.mayCome.contains(text), "a message from nowhere: " + book.name + " " + info.uid() + " " + text);
                require(info.uid() > book.highestUid, "a UID again: " + info.uid());
                book.messages.put(info.uid(), new Known(text, info.flags()));
            }
            require(info.modseq() <= counts.highestModseq(), "modseq above the highest");
        }
        require(there.keySet().equals(book.messages.keySet()), "not what is known");
        book.mayCome.clear();
        book.highestUid = Math.max(book.highestUid, counts.uidNext() - 1);
        book.highestModseq = counts.highestModseq();
    }

    private static String subject(Folder folder, long uid) throws IOException {
        return "Subject: " + folder.outline(uid).headers().first("subject").orElseThrow().unfolded().strip();
    }

    private static String read(Folder folder, long uid) throws IOException {
        return new String(folder.content(uid).bytes(0, 100_000), StandardCharsets.US_ASCII);
    }

    private static void require(boolean truth, String otherwise) {
        if (!truth) {
            throw new AssertionError(otherwise);
        }
    }
}
