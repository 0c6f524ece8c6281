package barua.smtp;

import barua.net.Connection;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads replies off a connection (RFC 5321 §4.2.1), bounded in line length, lines and time. What is no reply is an IOException. */
final class ReplyReader {

    private static final int LINE_LIMIT = 2048;     // RFC 5321 §4.5.3.1.5 says 512; some talk more
    private static final int MOST_LINES = 100;

    private final Connection connection;

    ReplyReader(Connection connection) {
        this.connection = connection;
    }

    /** The whole reply must be here within the wait. */
    Reply read(Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        List<String> lines = new ArrayList<>();
        int code = 0;
        while (lines.size() < MOST_LINES) {
            String line = line(deadline);
            int said = code(line);
            if (!lines.isEmpty() && said != code) {
                throw new IOException("the lines of one reply have the codes " + code + " and " + said);
            }
            code = said;
            lines.add(line.length() > 4 ? line.substring(4) : "");
            if (line.length() < 4 || line.charAt(3) == ' ') {
                return new Reply(code, lines);
            }
        }
        throw new IOException("a reply of more than " + MOST_LINES + " lines");
    }

    private String line(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no whole reply in time");
        }
        connection.readTimeout(Duration.ofNanos(left));
        String line = new String(connection.readLine(LINE_LIMIT), StandardCharsets.UTF_8);
        StringBuilder clean = new StringBuilder(line.length());
        line.chars().forEach(c -> clean.append(c < ' ' || c == 127 ? '?' : (char) c));
        return clean.toString();
    }

    private static int code(String line) throws IOException {
        boolean sound = line.length() >= 3 && line.charAt(0) >= '2' && line.charAt(0) <= '5'
                && line.charAt(1) >= '0' && line.charAt(1) <= '9' && line.charAt(2) >= '0' && line.charAt(2) <= '9'
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!sound) {
            throw new IOException("no SMTP reply: " + line.substring(0, Math.min(line.length(), 60)));
        }
        return Integer.parseInt(line.substring(0, 3));
    }
}
