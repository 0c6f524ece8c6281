package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One question to the running server, over its Unix socket: a JSON object on a line, then what belongs to it; one JSON object comes back. */
record Remote(DataFolder data) {

    private static final int LONGEST_SOCKET_PATH = 100;   // of 108 bytes that the kernel takes

    /** Does something with an answer. */
    interface Shown {
        void accept(JsonObject answer) throws Refusal;
    }

    /** @throws Refusal where no server runs, or where it refuses */
    JsonObject ask(JsonObject request) throws Refusal {
        return ask(request, InputStream.nullInputStream());
    }

    JsonObject ask(JsonObject request, InputStream rest) throws Refusal {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            OutputStream out = send(channel, request);
            rest.transferTo(out);
            channel.shutdownOutput();
            return answer(channel);
        } catch (IOException | JsonException gone) {
            throw silent(gone);
        }
    }

    /** For answers with passwords that stand nowhere else: the server takes back what was not shown. */
    void ask(JsonObject request, Shown show) throws Refusal {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            OutputStream out = send(channel, request);
            show.accept(answer(channel));
            acknowledge(out);
        } catch (IOException | JsonException gone) {
            throw silent(gone);
        }
    }

    private static void acknowledge(OutputStream out) {
        try {
            out.write("seen\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException hungUp) {
            // It does not wait to hear that where it made no password.
        }
    }

    private OutputStream send(SocketChannel channel, JsonObject request) throws IOException, Refusal {
        connect(channel);
        OutputStream out = Channels.newOutputStream(channel);
        out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
        return out;
    }

    private static JsonObject answer(SocketChannel channel) throws IOException, Refusal {
        String line = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("it hung up");
        }
        try (JsonReader reader = Json.createReader(new StringReader(line))) {
            JsonObject answer = reader.readObject();
            if (!answer.getBoolean("ok")) {
                throw new Refusal(answer.getString("why"));
            }
            return answer;
        }
    }

    private Refusal silent(Exception gone) {
        return new Refusal("the server on " + data.root() + " does not answer: " + gone.getMessage());
    }

    boolean isThere() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel);
            return true;
        } catch (IOException | Refusal none) {
            return false;
        }
    }

    private void connect(SocketChannel channel) throws IOException, Refusal {
        Path socket = data.socket();
        if (!Files.exists(socket)) {
            throw new Refusal("Barua does not run on " + data.root() + " (--data DIR names another data folder)");
        }
        try {
            if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
                channel.connect(UnixDomainSocketAddress.of(socket));
            } else {
                connectByLink(channel, socket);
            }
        } catch (IOException refused) {
            throw new Refusal("Barua does not run on " + data.root() + " (" + refused.getMessage() + ")");
        }
    }

    private static void connectByLink(SocketChannel channel, Path socket) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/tmp"), "barua");
        Path link = Files.createSymbolicLink(folder.resolve("run"), socket.getParent());
        try {
            channel.connect(UnixDomainSocketAddress.of(link.resolve(socket.getFileName())));
        } finally {
            Files.delete(link);
            Files.delete(folder);
        }
    }
}
