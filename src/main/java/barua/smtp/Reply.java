package barua.smtp;

import barua.message.Status;
import java.util.List;

/**
 * A reply (RFC 5321 §4.2): a code and its lines, each without code and CRLF. Enhanced codes (RFC 2034) are part of the text.
 */
public record Reply(int code, List<String> lines) {

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
