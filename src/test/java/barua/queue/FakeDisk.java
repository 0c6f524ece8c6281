package barua.queue;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A file system in memory that keeps a promise only where it was forced: in a crash it drops any unforced change of a name, each by
 * itself, and tears or empties unforced bytes. It can refuse any call (no space, an error), or crash in the middle of it.
 */
final class FakeDisk implements Disk {

    /** The power is gone: nothing after this happens. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Node {
        byte[] bytes = new byte[0];
        boolean forced;
    }

    private record Change(Path name, Node node) {    // node null: the name goes
    }

    private final Map<Path, Node> now = new HashMap<>();
    private final Map<Path, Node> forcedNames = new HashMap<>();
    private final List<Change> pending = new ArrayList<>();
    private int calls;
    private int refuseAt = -1;
    private int cutAt = -1;
    private boolean half;

    int calls() {
        return calls;
    }

    void refuseAt(int call) {
        refuseAt = call;
    }

    /** @param inTheMiddle whether that call's work is half done */
    void cutAt(int call, boolean inTheMiddle) {
        cutAt = call;
        half = inTheMiddle;
    }

    /** What another power-up finds, by dice. */
    FakeDisk crash(Random dice) {
        Map<Path, Node> left = new HashMap<>(forcedNames);
        for (Change change : pending) {
            if (dice.nextBoolean()) {
                if (change.node() == null) {
                    left.remove(change.name());
                } else {
                    left.put(change.name(), change.node());
                }
            }
        }
        FakeDisk after = new FakeDisk();
        left.forEach((name, node) -> {
            Node copy = new Node();
            copy.bytes = node.forced ? node.bytes : Arrays.copyOf(node.bytes, dice.nextInt(node.bytes.length + 1));
            copy.forced = true;
            after.now.put(name, copy);
            after.forcedNames.put(name, copy);
        });
        return after;
    }

    List<String> names() {
        return now.keySet().stream().map(path -> path.getFileName().toString()).sorted().toList();
    }

    private boolean count() throws IOException {
        calls++;
        if (calls == cutAt && !half) {
            throw new PowerCut();
        }
        if (calls > cutAt && cutAt > 0) {
            throw new PowerCut();
        }
        if (calls == refuseAt) {
            throw new IOException("No space left on device");
        }
        return calls == cutAt;
    }

    @Override
    public void write(Path file, Content content) throws IOException {
        boolean cut = count();
        Node node = new Node();
        now.put(file, node);
        pending.add(new Change(file, node));
        try (InputStream in = content.open()) {
            node.bytes = in.readAllBytes();
        }
        if (cut) {
            throw new PowerCut();
        }
        node.forced = true;
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        boolean cut = count();
        Node node = now.remove(from);
        if (node == null) {
            throw new NoSuchFileException(from.toString());
        }
        now.put(to, node);
        // One change to the file system, but seen from the outside two names that may be forced apart: the new one may appear
        // while the old one is still there. The old one never goes before the new one is there.
        pending.add(new Change(to, node));
        if (cut) {
            throw new PowerCut();
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        boolean cut = count();
        now.remove(file);
        pending.add(new Change(file, null));
        if (cut) {
            throw new PowerCut();
        }
    }

    @Override
    public void force(Path folder) throws IOException {
        if (count()) {
            throw new PowerCut();
        }
        forcedNames.clear();
        forcedNames.putAll(now);
        pending.clear();
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        count();
        return List.copyOf(now.keySet());
    }

    @Override
    public Content content(Path file) {
        return new Content() {
            @Override
            public long size() throws IOException {
                return bytes().length;
            }

            @Override
            public InputStream open(long from) throws IOException {
                return Content.of(bytes()).open(from);
            }

            private byte[] bytes() throws IOException {
                Node node = now.get(file);
                if (node == null) {
                    throw new NoSuchFileException(file.toString());
                }
                return node.bytes;
            }
        };
    }
}
