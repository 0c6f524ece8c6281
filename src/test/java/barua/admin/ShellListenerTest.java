package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellListenerTest {

    private static final int LIMIT = 100_000;

    @TempDir
    private Path folder;

    private Path socket() {
        return folder.resolve("barua.sock");
    }

    private ShellListener listen() throws IOException {
        return ShellListener.open(socket(), folder.resolve("scratch"), LIMIT, this::answer);
    }

    private Answer answer(ShellCall call, Content message) {
        return switch (call) {
            case ShellCall.Sendmail _ -> Answer.done(size(message) + " bytes");
            case ShellCall.Wrong(String why) -> Answer.refused(why);
            case ShellCall.ListQueue _ -> throw new IllegalStateException("our inside");
            default -> Answer.done("done");
        };
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
}
