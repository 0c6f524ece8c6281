package barua.smtp;

import barua.message.Status;
import barua.trace.SessionLog.Talk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply (RFC 5321 §4.2): a code and its lines, each without code and CRLF. Enhanced codes (RFC 2034) are part of the text.
 */
public record Reply(int code, List<String> lines) {

    private static final int LONGEST_TEXT = 506;   // with code, separator and CRLF 512
    private static final Pattern ENHANCED = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?: |$)");

    public Reply {
        lines = List.copyOf(lines);
    }

    public static Reply of(int code, String line) {
        return new Reply(code, List.of(line));
    }

    /** Such as {@code 550 5.1.1 no such user}. */
    public static Reply of(int code, Status status) {
        return of(code, status.toString());
    }

    /** With the usual code of that status: 250, 451/452 or 550/552/554. */
    public static Reply of(Status status) {
        return of(usualCode(status), status);
    }

    public boolean isPositive() {
        return code < 400;
    }

    public boolean isPassing() {
        return code >= 400 && code < 500;
    }

    /** The status in it: the enhanced code where there is one, else the code's class alone (RFC 3463 §2, RFC 2034 §4). */
    public Status status() {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        Matcher enhanced = ENHANCED.matcher(first);
        int kind = code / 100;
        if (enhanced.lookingAt() && Integer.parseInt(enhanced.group(1)) == kind) {
            String rest = first.substring(enhanced.end());
            return new Status(kind, Integer.parseInt(enhanced.group(2)), Integer.parseInt(enhanced.group(3)), rest.isEmpty() ? words() : rest);
        }
        return new Status(kind, 0, 0, words());
    }

    /** As the peer said it, on one line. */
    @Override
    public String toString() {
        return (code + " " + words()).strip();
    }

    /**
     * The bytes on the wire, with CRLF (RFC 5321 §4.2.1). Whatever a text holds, a reply stays a reply: other characters
     * than printable US-ASCII become {@code ?}, and a line ends after 512 octets (§4.5.3.1.5).
     */
    byte[] wire() {
        StringBuilder out = new StringBuilder();
        int last = Math.max(lines.size(), 1) - 1;
        for (int i = 0; i <= last; i++) {
            String text = lines.isEmpty() ? "" : lines.get(i);
            out.append(code).append(i < last ? '-' : ' ');
            text.chars().limit(LONGEST_TEXT).forEach(c -> out.append(c >= ' ' && c < 127 ? (char) c : '?'));
            out.append("\r\n");
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Line by line, as it is said. */
    void tell(Talk talk) {
        for (int i = 0; i < lines.size(); i++) {
            talk.said(code + (i < lines.size() - 1 ? "-" : " ") + lines.get(i));
        }
    }

    private String words() {
        return String.join(" / ", lines);
    }

    private static int usualCode(Status status) {
        boolean storage = status.subject() == 2 && status.detail() == 2 || status.subject() == 3 && status.detail() == 1
                || status.subject() == 3 && status.detail() == 4;
        return switch (status.kind()) {
            case 2 -> 250;
            case 4 -> storage ? 452 : 451;
            default -> storage ? 552 : status.subject() == 1 ? 550 : 554;
        };
    }
}
