package barua.disk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A disk in memory that keeps only what was forced. At a crash every unforced write may be lost, kept or torn, and every unforced
 * directory operation may be lost or kept by itself; only operations on one and the same entry keep their order, and a rename happens
 * whole or not at all, as on every journaling file system. A failed force leaves the data to be seen and never to be written, as Linux does.
 */
public final class ForgetfulDisk implements FileLayer {

    /** The power went off. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    private static final class Node {
        final boolean directory;
        byte[] seen = new byte[0];
        byte[] safe = new byte[0];
        long seenTime;
        long safeTime;
        final List<Edit> edits = new ArrayList<>();
        // Of a directory.
        final Map<String, Node> entries = new LinkedHashMap<>();
        final Map<String, Node> safeEntries = new LinkedHashMap<>();

        Node(boolean directory, long time) {
            this.directory = directory;
            this.seenTime = time;
            this.safeTime = time;
        }
    }

    /** An unforced write; {@code bytes} null: cut to {@code position}. */
    private record Edit(long position, byte[] bytes) {
    }

    /** An unforced directory operation: takes {@code fromName} away, puts {@code node} under {@code toName}; either may be missing. */
    private record Move(Node from, String fromName, Node to, String toName, Node node) {
        boolean touches(Node directory) {
            return directory == from || directory == to;
        }

        boolean shares(Move other) {
            return same(from, fromName, other.from, other.fromName) || same(from, fromName, other.to, other.toName)
                    || same(to, toName, other.from, other.fromName) || same(to, toName, other.to, other.toName);
        }

    private static boolean same(Node a, String aName, Node b, String bName) {
            return a != null && a == b && aName.equals(bName);
        }
    }

    private final Random random;
    private Node root = new Node(true, 0);
    private final List<Move> moves = new ArrayList<>();
    private long clock = 1_000_000_000_000_000_000L;
    private long calls;
    private long crashAt = Long.MAX_VALUE;
    private long failAt = Long.MAX_VALUE;
    private boolean crashed;
    private Path filler;

    public ForgetfulDisk(Random random) {
        this.random = random;
    }

    public long calls() {
        return calls;
    }

    /** Ends a test's process that took the crash for one more defect and went on. */
    public void requirePower() {
        if (crashed) {
            throw new Crash();
        }
    }

    public boolean crashed() {
        return crashed;
    }

    /** The power goes off at the n-th call from now. */
    public void crashAfter(long n) {
        crashAt = calls + n;
    }

    /** The n-th call from now fails, as a full or broken disk would. */
    public void failAfter(long n) {
        failAt = calls + n;
    }

    /** Nothing more can be written while that file is there. */
    public void fullWhile(Path file) {
        filler = file;
    }

    private void requireRoom() throws IOException {
        if (filler != null && stat(filler).isPresent()) {
            throw new DiskFullException("No space left on device", null);
        }
    }

    public boolean failed() {
        return failAt <= calls;
    }

    /** Decides what became of everything unforced, and goes on from there. */
    public void restart() {
        List<Move> lost = new ArrayList<>();
        int mood = random.nextInt(4);
        for (Move move : moves) {
            boolean keep = mood == 0 || mood > 1 && random.nextBoolean();
            if (!keep || lost.stream().anyMatch(move::shares)) {
                lost.add(move);
            } else {
                applySafe(move);
            }
        }
        moves.clear();
        settle(root, new java.util.HashSet<>());
        crashed = false;
        crashAt = Long.MAX_VALUE;
        failAt = Long.MAX_VALUE;
        clock += 60_000_000_000L;
    }

    private void settle(Node node, java.util.Set<Node> done) {
        if (!done.add(node)) {
            return;
        }
        if (node.directory) {
            node.entries.clear();
            node.entries.putAll(node.safeEntries);
            node.entries.values().forEach(child -> settle(child, done));
            return;
        }
        int mood = random.nextInt(4);
        for (Edit edit : node.edits) {
            if (mood == 0 || mood > 1 && random.nextInt(3) > 0) {
                node.safe = mood == 3 ? torn(node.safe, edit) : apply(node.safe, edit);
            }
        }
        node.edits.clear();
        node.seen = node.safe;
        node.safeTime = random.nextBoolean() ? node.seenTime : node.safeTime;
        node.seenTime = node.safeTime;
    }

    /** A part of the write, or its length with other bytes. */
    private byte[] torn(byte[] old, Edit edit) {
        if (edit.bytes == null || edit.bytes.length == 0) {
            return apply(old, edit);
        }
        byte[] part = Arrays.copyOf(edit.bytes, random.nextInt(edit.bytes.length + 1));
        if (random.nextBoolean()) {
            part = Arrays.copyOf(part, edit.bytes.length);   // the rest are zeros
        }
        return apply(old, new Edit(edit.position, part));
    }

    private static byte[] apply(byte[] old, Edit edit) {
        if (edit.bytes == null) {
            return Arrays.copyOf(old, (int) edit.position);
        }
        byte[] grown = Arrays.copyOf(old, (int) Math.max(old.length, edit.position + edit.bytes.length));
        System.arraycopy(edit.bytes, 0, grown, (int) edit.position, edit.bytes.length);
        return grown;
    }

    private static void applySafe(Move move) {
        if (move.from != null) {
            move.from.safeEntries.remove(move.fromName);
        }
        if (move.to != null) {
            move.to.safeEntries.put(move.toName, move.node);
        }
    }

    /** Counts a call; true where it has to fail. After a crash nothing works any more. */
    private boolean called() {
        if (crashed) {
            throw new Crash();
        }
        calls++;
        return calls == failAt;
    }

    private void end() {
        if (calls >= crashAt) {
            crashed = true;
            throw new Crash();
        }
    }

    @FunctionalInterface
    private interface Effect {
        void run() throws IOException;
    }

    /** A call that may fail before it does anything, or be the last one, done or not. */
    private void doing(Effect effect) throws IOException {
        boolean fails = called();
        if (calls >= crashAt && random.nextBoolean()) {
            end();
        }
        if (fails) {
            throw error();
        }
        effect.run();
        end();
    }

    private IOException error() {
        return random.nextBoolean() ? new DiskFullException("No space left on device", null) : new IOException("Input/output error");
    }

    private Node find(Path path) throws IOException {
        Node node = root;
        for (Path name : path) {
            node = node.entries.get(name.toString());
            if (node == null) {
                throw new NoSuchFileException(path.toString());
            }
        }
        return node;
    }

    private Node parent(Path path) throws IOException {
        Path parent = path.getParent();
        return parent == null || parent.getNameCount() == 0 ? root : find(parent);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private void move(Node from, String fromName, Node to, String toName, Node node) {
        clock += 1_000_000;
        if (from != null) {
            from.entries.remove(fromName);
            from.seenTime = clock;
        }
        if (to != null) {
            to.entries.put(toName, node);
            to.seenTime = clock;
        }
        moves.add(new Move(from, fromName, to, toName, node));
    }

    private final class OpenFile implements Handle {
        private final Node node;

        OpenFile(Node node) {
            this.node = node;
        }

        @Override
        public long size() {
            return node.seen.length;
        }

        @Override
        public byte[] read(long position, int length) throws IOException {
            if (called()) {
                throw new IOException("Input/output error");
            }
            return Arrays.copyOfRange(node.seen, (int) position, (int) Math.min(node.seen.length, position + length));
        }

        @Override
        public void write(long position, byte[] bytes, int offset, int length) throws IOException {
            requireRoom();
            boolean fails = called();
            boolean last = calls >= crashAt;
            int written = fails || last ? random.nextInt(length + 1) : length;
            Edit edit = new Edit(position, Arrays.copyOfRange(bytes, offset, offset + written));
            clock += 1_000_000;
            node.edits.add(edit);
            node.seen = apply(node.seen, edit);
            node.seenTime = clock;
            end();
            if (fails) {
                throw error();
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            doing(() -> {
                Edit edit = new Edit(size, null);
                node.edits.add(edit);
                node.seen = apply(node.seen, edit);
            });
        }

        @Override
        public void force() throws IOException {
            boolean fails = called();
            boolean last = calls >= crashAt;
            if (fails) {
                node.edits.clear();   // seen, and never written
                throw new IOException("Input/output error");
            }
            if (last && random.nextBoolean()) {
                end();
            }
            for (Edit edit : node.edits) {
                node.safe = apply(node.safe, edit);
            }
            node.edits.clear();
            node.safeTime = node.seenTime;
            end();
        }

        @Override
        public void close() {
        }
    }

    @Override
    public Handle create(Path file, boolean fixed) throws IOException {
        Node[] made = new Node[1];
        doing(() -> {
            Node parent = parent(file);
            if (parent.entries.containsKey(name(file))) {
                throw new FileAlreadyExistsException(file.toString());
            }
            made[0] = new Node(false, clock);
            move(null, "", parent, name(file), made[0]);
        });
        return new OpenFile(made[0]);
    }

    @Override
    public Handle open(Path file) throws IOException {
        if (called()) {
            throw new IOException("Input/output error");
        }
        return new OpenFile(find(file));
    }

    @Override
    public InputStream stream(Path file, long from) throws IOException {
        if (called()) {
            throw new IOException("Input/output error");
        }
        byte[] bytes = find(file).seen;
        return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    }

    @Override
    public void touch(Path file, Instant modified) throws IOException {
        doing(() -> find(file).seenTime = modified.getEpochSecond() * 1_000_000_000L + modified.getNano());
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        doing(() -> {
            Node node = find(existing);
            Node parent = parent(name);
            if (parent.entries.containsKey(name(name))) {
                throw new FileAlreadyExistsException(name.toString());
            }
            move(null, "", parent, name(name), node);
        });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        doing(() -> move(parent(from), name(from), parent(to), name(to), find(from)));
    }

    @Override
    public void unlink(Path file) throws IOException {
        doing(() -> {
            find(file);
            move(parent(file), name(file), null, "", null);
        });
    }

    @Override
    public void mkdir(Path folder) throws IOException {
        doing(() -> {
            Node parent = parent(folder);
            if (parent.entries.containsKey(name(folder))) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            move(null, "", parent, name(folder), new Node(true, clock));
        });
    }

    @Override
    public void rmdir(Path folder) throws IOException {
        doing(() -> {
            if (!find(folder).entries.isEmpty()) {
                throw new java.nio.file.DirectoryNotEmptyException(folder.toString());
            }
            move(parent(folder), name(folder), null, "", null);
        });
    }

    @Override
    public void forceDirectory(Path folder) throws IOException {
        doing(() -> {
            Node node = find(folder);
            List<Move> wanted = new ArrayList<>();
            for (int i = moves.size() - 1; i >= 0; i--) {
                Move move = moves.get(i);
                if (move.touches(node) || wanted.stream().anyMatch(later -> later.shares(move))) {
                    wanted.addFirst(move);
                }
            }
            wanted.forEach(ForgetfulDisk::applySafe);
            moves.removeAll(wanted);
        });
    }

    @Override
    public List<String> list(Path folder) throws IOException {
        if (called()) {
            throw new IOException("Input/output error");
        }
        return List.copyOf(find(folder).entries.keySet());
    }

    @Override
    public Optional<Stat> stat(Path file) throws IOException {
        if (called()) {
            throw new IOException("Input/output error");
        }
        try {
            Node node = find(file);
            return Optional.of(new Stat(node.directory, node.seen.length, node.seenTime));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    @Override
    public Space space(Path folder) {
        return new Space(1L << 40, 1L << 39);
    }
}
