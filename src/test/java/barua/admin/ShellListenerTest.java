package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellListenerTest {

    private static final int LIMIT = 100_000;

    @TempDir
    private Path folder;
    private final List<Actor> actors = new CopyOnWriteArrayList<>();
    private final List<Result> unseen = new CopyOnWriteArrayList<>();
    private final CountDownLatch told = new CountDownLatch(1);

    private Path socket() {
        return folder.resolve("barua.sock");
    }

    private ShellListener listen() throws IOException {
        return ShellListener.open(socket(), folder.resolve("scratch"), LIMIT, new ShellListener.Shell() {
            @Override
            public Result carryOut(Operation operation, Actor actor, Content message) {
                actors.add(actor);
                return switch (operation) {
                    case Operation.Sendmail _ -> new Result.Welcome(List.of(size(message) + " bytes"));
                    case Operation.ListQueue _ -> throw new IllegalStateException("our inside");
                    case Operation.AddAccount add -> new Result.Added(add.address(), Optional.of("siri"));
                    case Operation.ListAccounts _ -> new Result.Welcome(List.of("x".repeat(3_000_000)));
                    default -> new Result.Welcome(List.of("done"));
                };
            }

            @Override
            public void unseen(Result result, Actor actor) {
                unseen.add(result);
                told.countDown();
            }
        });
    }

    private static long size(Content message) {
        try {
            return message.size();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private String ask(byte[] request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            Channels.newOutputStream(channel).write(request);
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private String ask(String request) throws IOException {
        return ask(request.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_call_is_answered_and_only_its_owner_may_connect() throws IOException {
        try (ShellListener _ = listen()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())));
            assertEquals("{\"ok\":true,\"lines\":[\"done\"],\"data\":{}}", ask("{\"command\":\"status\"}\n"));
            assertEquals("{\"ok\":false,\"why\":\"not a request\"}", ask("hello\n"));
            assertEquals(List.of(new Actor(System.getProperty("user.name"), "shell")), actors);
        }
        assertFalse(Files.exists(socket()));
    }

    @Test
    void a_message_follows_its_request_and_is_forgotten_afterwards() throws IOException {
        try (ShellListener _ = listen()) {
            assertEquals("{\"ok\":true,\"lines\":[\"9 bytes\"],\"data\":{}}", ask("{\"command\":\"sendmail\"}\nnine bits"));
        }
        try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void a_message_beyond_the_limit_is_refused() throws IOException {
        try (ShellListener _ = listen()) {
            assertTrue(ask("{\"command\":\"sendmail\"}\n" + "x".repeat(LIMIT + 1)).contains("larger than"), "refused");
        }
    }

    @Test
    void a_call_that_breaks_shows_nothing_of_our_inside() throws IOException {
        try (ShellListener _ = listen()) {
            String said = ask("{\"command\":\"queue.list\"}\n");
            assertEquals("{\"ok\":false,\"why\":\"something went wrong: the log says what\"}", said);
        }
    }

    @Test
    void a_request_without_end_is_cut_off_and_others_are_served() throws IOException {
        try (ShellListener _ = listen()) {
            assertEquals("", ask("{\"command\":"));
            assertEquals("{\"ok\":true,\"lines\":[\"done\"],\"data\":{}}", ask("{\"command\":\"status\"}\n"));
        }
    }

    @Test
    void a_socket_left_over_is_replaced() throws IOException {
        Files.writeString(socket(), "left over");
        try (ShellListener _ = listen()) {
            assertTrue(ask("{\"command\":\"status\"}\n").contains("done"));
        }
    }

    @Test
    void an_answer_of_any_length_arrives_whole() throws IOException {
        try (ShellListener _ = listen()) {
            assertEquals("{\"ok\":true,\"lines\":[\"" + "x".repeat(3_000_000) + "\"],\"data\":{}}", ask("{\"command\":\"account.list\"}\n"));
        }
    }

    @Test
    void an_account_whose_password_nobody_saw_is_taken_back_and_one_whose_was_seen_stays() throws IOException, InterruptedException {
        String add = "{\"command\":\"account.add\",\"address\":\"a@b.example\"}\n";
        String added = "{\"ok\":true,\"lines\":[\"added a@b.example with password siri\"],\"data\":{\"address\":\"a@b.example\",\"password\":\"siri\"}}";
        try (ShellListener _ = listen()) {
            assertEquals(added, ask(add + "seen\n"));
            assertEquals(List.of(), unseen);
            assertEquals(added, ask(add), "its caller hangs up without a word");
            assertTrue(told.await(10, TimeUnit.SECONDS));
            assertEquals(List.of(new Result.Added(Address.of("a@b.example"), Optional.of("siri"))), unseen);
        }
    }
}
