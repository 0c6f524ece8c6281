package barua;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A script's end of one connection: a plain socket of the JDK, so that the server does not talk to its own code. */
final class ScriptPeer implements Closeable {

    private static final int PATIENCE = 5_000;   // milliseconds for each line

    private Socket socket;
    private InputStream in;

    ScriptPeer(int port) throws IOException {
        use(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    private void use(Socket next) throws IOException {
        socket = next;
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void startTls() throws IOException {
        if (in.available() > 0) {
            throw new AssertionError("the server said something between its last line and the handshake");
        }
        SSLSocket secure = (SSLSocket) trustingContext().getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secure.startHandshake();
        use(secure);
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** The next line without its CRLF, in UTF-8; empty where the server has closed. A line that ends otherwise is shown with its LF. */
    Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int last = -1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                line.write(b);
                if (b == '\n' && last == '\r') {
                    String text = line.toString(StandardCharsets.UTF_8);
                    return Optional.of(text.substring(0, text.length() - 2));
                }
                last = b;
            }
        } catch (SocketTimeoutException silence) {
            throw new AssertionError("the server said nothing" + (line.size() == 0 ? "" : " more than: " + line.toString(StandardCharsets.UTF_8)));
        } catch (java.net.SocketException reset) {
            // Closed, a bit rudely: bytes of ours were not read.
        }
        return line.size() == 0 ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext trustingContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new X509TrustManager() {
                @Override
                public void checkClientTrusted(X509Certificate[] chain, String type) {
                }

                @Override
                public void checkServerTrusted(X509Certificate[] chain, String type) {
                }

                @Override
                public X509Certificate[] getAcceptedIssuers() {
                    return new X509Certificate[0];
                }
            }}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
