package barua.smtp;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server that says what a test wants: one reply for each line it hears; after a 354, one for the message. An empty reply hangs up. */
public final class CannedServer implements Closeable {

    /** Everything heard, line by line. */
    public final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket door;
    private final String greeting;
    private final UnaryOperator<String> answers;

    public CannedServer(String greeting, UnaryOperator<String> answers) throws IOException {
        this.greeting = greeting;
        this.answers = answers;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(door.getInetAddress(), door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket peer = door.accept();
                Thread.ofVirtual().start(() -> talk(peer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void talk(Socket peer) {
        try (peer) {
            OutputStream out = peer.getOutputStream();
            out.write((greeting + "\r\n").getBytes(StandardCharsets.UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (data && !line.equals(".")) {
                    continue;
                }
                String answer = answers.apply(data ? "." : line);
                data = answer.startsWith("354");
                if (answer.isEmpty()) {
                    return;
                }
                out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException gone) {
            // The client hung up.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
