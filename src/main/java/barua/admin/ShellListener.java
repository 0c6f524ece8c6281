package barua.admin;

import barua.message.Content;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import jdk.net.ExtendedSocketOptions;

/**
 * The Unix socket through which barua commands come: one request a connection, a JSON object on one line; for sendmail and tests the message
 * follows until the caller has no more. One JSON object on one line is answered. Where it holds passwords that stand nowhere else the caller says
 * {@code seen} when it has shown them; an account whose caller was cut off before is taken away again. Only its owner can connect (mode 0600, in a
 * folder of 0700), and whoever connects may do everything.
 */
public final class ShellListener implements Closeable {

    private static final Logger LOG = Logger.getLogger(ShellListener.class.getName());
    private static final int LONGEST_REQUEST = 4 << 20;
    private static final int AT_ONCE = 16;
    private static final int LONGEST_SOCKET_PATH = 100;      // of 108 bytes that the kernel takes
    private static final long SECONDS = 900;                 // for one call
    private static final String SEEN = "seen";

    private final ServerSocketChannel door;
    private final Path socket;
    private final Path scratch;
    private final long messageLimit;
    private final Shell shell;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

    /** What carries the operations out. */
    interface Shell {

        Result carryOut(Operation operation, Actor actor, Content message);

        /** See {@link Operations#unseen}. */
        void unseen(Result result, Actor actor);
    }

    private ShellListener(ServerSocketChannel door, Path socket, Path scratch, long messageLimit, Shell shell) {
        this.door = door;
        this.socket = socket;
        this.scratch = scratch;
        this.messageLimit = messageLimit;
        this.shell = shell;
    }

    /**
     * @param socket  replaced where it is left over: whoever opens it holds the lock of the data folder
     * @param scratch a folder for messages that come through it
     * @param context runs a call in the context that its transactions need
     */
    public static ShellListener open(Path socket, Path scratch, long messageLimit, Operations operations, Consumer<Runnable> context) throws IOException {
        return open(socket, scratch, messageLimit, new Shell() {
            @Override
            public Result carryOut(Operation operation, Actor actor, Content message) {
                AtomicReference<Result> result = new AtomicReference<>();
                context.accept(() -> result.set(operations.carryOut(operation, actor, message)));
                return result.get();
            }

            @Override
            public void unseen(Result result, Actor actor) {
                context.accept(() -> operations.unseen(result, actor));
            }
        });
    }

    static ShellListener open(Path socket, Path scratch, long messageLimit, Shell shell) throws IOException {
        Files.createDirectories(scratch);
        Files.createDirectories(socket.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.deleteIfExists(socket);
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(door, socket);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failed) {
            door.close();
            throw failed;
        }
        ShellListener listener = new ShellListener(door, socket, scratch, messageLimit, shell);
        Thread.ofPlatform().name("shell-accept").daemon().start(listener::accept);
        return listener;
    }

    /** A long path is shortened by a link to its folder, which is needed only for this moment. */
    private static void bind(ServerSocketChannel door, Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            door.bind(UnixDomainSocketAddress.of(socket));
            return;
        }
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "barua");
        Path link = Files.createSymbolicLink(folder.resolve("run"), socket.getParent());
        try {
            door.bind(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())));
        } finally {
            Files.delete(link);
            Files.delete(folder);
        }
    }

    private void accept() {
        while (door.isOpen()) {
            try {
                SocketChannel caller = door.accept();
                places.acquireUninterruptibly();
                open.add(caller);
                Thread.ofVirtual().name("shell").start(() -> serve(caller));
            } catch (IOException closed) {
                LOG.log(Level.FINE, "shell", closed);
            }
        }
    }

    private void serve(SocketChannel caller) {
        Thread.ofVirtual().name("shell-limit").start(() -> limit(caller));
        try (caller) {
            Actor actor = actor(caller);
            InputStream in = new BufferedInputStream(Channels.newInputStream(caller));
            Result result = safely(line(in), actor, in);
            boolean seen = false;
            try {
                Channels.newOutputStream(caller).write((ShellAnswer.of(result) + "\n").getBytes(StandardCharsets.UTF_8));
                seen = result.madeWithPasswords().isEmpty() || line(in).equals(SEEN);
            } finally {
                if (!seen) {
                    shell.unseen(result, actor);
                }
            }
        } catch (IOException gone) {
            LOG.log(Level.FINE, "shell", gone);
        } finally {
            open.remove(caller);
            places.release();
        }
    }

    /** As the system knows whoever connected. */
    private static Actor actor(SocketChannel caller) throws IOException {
        return new Actor(caller.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName(), "shell");
    }

    private Result safely(String request, Actor actor, InputStream in) throws IOException {
        try {
            return switch (ShellParser.parse(request)) {
                case ShellCall.Wrong(String why) -> new Result.Refused(why);
                case ShellCall.Asked(Operation.Sendmail mail) -> withMessage(mail, actor, in);
                case ShellCall.Asked(Operation.TestScript test) -> withMessage(test, actor, in);
                case ShellCall.Asked(Operation operation) -> shell.carryOut(operation, actor, Content.of(new byte[0]));
            };
        } catch (RuntimeException broken) {
            LOG.log(Level.SEVERE, "a barua command broke", broken);
            return new Result.Refused("something went wrong: the log says what");
        }
    }

    /** Closes a call that takes too long; ends with it. */
    private void limit(SocketChannel caller) {
        try {
            for (long second = 0; second < SECONDS && caller.isOpen(); second++) {
                TimeUnit.SECONDS.sleep(1);
            }
            caller.close();
        } catch (IOException | InterruptedException over) {
            LOG.log(Level.FINE, "shell", over);
        }
    }

    private Result withMessage(Operation operation, Actor actor, InputStream in) throws IOException {
        Path file = Files.createTempFile(scratch, "call", null);
        try {
            long left = messageLimit;
            byte[] buffer = new byte[1 << 16];
            try (var out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                    left -= got;
                    if (left >= 0) {   // the rest is read and forgotten: who is still writing would not hear the answer
                        out.write(buffer, 0, got);
                    }
                }
            }
            if (left < 0) {
                return operation instanceof Operation.Sendmail ? new Result.HandedIn(Report.tooLarge(messageLimit))
                        : new Result.Refused("a message has at most " + messageLimit + " bytes");
            }
            return shell.carryOut(operation, actor, Content.of(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() >= LONGEST_REQUEST) {
                throw new IOException(b < 0 ? "the caller is gone" : "the request is too long");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Takes no more calls, and cuts off those that run: each change is one transaction. */
    @Override
    public void close() throws IOException {
        door.close();
        Files.deleteIfExists(socket);
        for (SocketChannel caller : open) {
            caller.close();
        }
    }
}
