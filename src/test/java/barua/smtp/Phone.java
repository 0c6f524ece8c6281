package barua.smtp;

import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Tls;
import barua.sasl.Logins;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A server of the test's own on a free port, and one raw connection to it: bytes out, lines in. */
final class Phone implements Closeable {

    static final ConnectionLimits LIMITS = new ConnectionLimits(50, 50, Duration.ofSeconds(20), Duration.ofSeconds(20), "421 4.7.0 busy\r\n");

    final FakeReceiver receiver;
    final SmtpSession session;
    private final ListeningPort listener;
    private final Socket socket;
    private final InputStream in;

    Phone(SmtpOptions options) throws IOException {
        this(options, SmtpSession.Pace.STANDARD);
    }

    Phone(SmtpOptions options, SmtpSession.Pace pace) throws IOException {
        receiver = new FakeReceiver(options.kind() == SmtpOptions.Kind.LMTP);
        session = new SmtpSession(options, receiver, pace);
        listener = ListeningPort.open("test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), LIMITS, Optional.empty(), session);
        socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        socket.setSoTimeout(20_000);
        in = new BufferedInputStream(socket.getInputStream());
        reply();
    }

    static SmtpOptions options(SmtpOptions.Kind kind) {
        return new SmtpOptions(kind, "mx.example.org", 5_000, 3, Optional.<Tls>empty(), Optional.<Logins>empty());
    }

    static Phone to(SmtpOptions.Kind kind) throws IOException {
        return new Phone(options(kind));
    }

    int port() {
        return listener.port();
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** One reply, its lines with LF between; "gone" where the server hung up. */
    String reply() throws IOException {
        List<String> lines = new ArrayList<>();
        String line;
        do {
            line = line();
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        return String.join("\n", lines);
    }

    String ask(String line) throws IOException {
        send(line + "\r\n");
        return reply();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        while (b >= 0 && b != '\n') {
            line.write(b);
            b = in.read();
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (b < 0) {
            return "gone";
        }
        if (!text.endsWith("\r")) {
            throw new IOException("a reply without CRLF: " + text);
        }
        return text.substring(0, text.length() - 1);
    }

    /** The server is about to stop. */
    void stop() {
        listener.close(Duration.ofSeconds(2));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        listener.close(Duration.ofMillis(200));
    }
}
