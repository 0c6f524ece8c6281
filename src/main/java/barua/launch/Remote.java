package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

    /** @throws Refusal where no server runs, or where it refuses */
    JsonObject ask(JsonObject request) throws Refusal {
        return ask(request, InputStream.nullInputStream());
    }

    JsonObject ask(JsonObject request, InputStream rest) throws Refusal {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel);
            OutputStream out = Channels.newOutputStream(channel);
            out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
            rest.transferTo(out);
            channel.shutdownOutput();
            try (JsonReader reader = Json.createReader(Channels.newInputStream(channel))) {
                JsonObject answer = reader.readObject();
                if (!answer.getBoolean("ok")) {
                    throw new Refusal(answer.getString("why"));
                }
                return answer;
            }
        } catch (IOException | JsonException gone) {
            throw new Refusal("the server on " + data.root() + " does not answer: " + gone.getMessage());
        }
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
