package barua.queue;

import barua.message.Address;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.message.Status;
import barua.queue.QueuedEnvelope.Failure;
import barua.queue.QueuedEnvelope.Line;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The envelope file: UTF-8 lines of fields with tabs between, LF at their end. Times and durations are milliseconds; within a field,
 * {@code \\ \t \n \r} stand for backslash, tab, LF and CR.
 *
 * <pre>
 * barua-queue  1
 * id           3f9q2
 * from         local-part  domain          (two empty fields: the null sender)
 * times        arrived  saved  waited  hold
 * flags        held  told                  (0 or 1)
 * to           local-part  domain  attempts  next  last-word  [kind  subject  detail  text  host  reply]
 * failed       local-part  domain  attempts  next  last-word  kind  subject  detail  text  host  reply
 * end          CRC-32C of all before this line, in hex
 * </pre>
 *
 * What stands in brackets says how the last attempt ended; it is missing before the first, and readers of old pass over it.
 */
final class EnvelopeFile {

    private static final String MAGIC = "barua-queue\t1\n";

    private EnvelopeFile() {
    }

    static byte[] write(QueuedEnvelope envelope) {
        StringBuilder out = new StringBuilder(MAGIC);
        line(out, "id", envelope.id());
        line(out, "from", envelope.from().address().map(Address::local).orElse(""), envelope.from().address().map(a -> a.domain().ascii()).orElse(""));
        line(out, "times", envelope.arrived().toEpochMilli(), envelope.saved().toEpochMilli(), envelope.waited().toMillis(), envelope.hold().toMillis());
        line(out, "flags", envelope.held() ? 1 : 0, envelope.told() ? 1 : 0);
        for (Line each : envelope.lines()) {
            line(out, each);
        }
        String sum = sum(out.toString().getBytes(StandardCharsets.UTF_8));
        out.append("end\t").append(sum).append('\n');
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder out, Line each) {
        Object[] common = {each.recipient().local(), each.recipient().domain().ascii(), each.attempts(), each.next().toEpochMilli(), each.lastWord()};
        String name = each.failure().isPresent() ? "failed" : "to";
        Optional<Failure> told = each.failure().or(each::last);
        if (told.isEmpty()) {
            line(out, name, common);
            return;
        }
        Failure failure = told.get();
        Status status = failure.status();
        line(out, name, common[0], common[1], common[2], common[3], common[4], status.kind(), status.subject(), status.detail(), status.text(),
                failure.remoteHost(), failure.remoteReply());
    }

    private static void line(StringBuilder out, String name, Object... fields) {
        out.append(name);
        for (Object field : fields) {
            out.append('\t').append(String.valueOf(field).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r"));
        }
        out.append('\n');
    }

    /** Empty where the bytes are not a whole envelope. */
    static Optional<QueuedEnvelope> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf("end\t");
        boolean whole = text.startsWith(MAGIC) && end > 0
                && text.substring(end).equals("end\t" + sum(text.substring(0, end).getBytes(StandardCharsets.UTF_8)) + "\n");
        if (!whole) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(text.substring(MAGIC.length(), end)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException otherFormat) {
            return Optional.empty();
        }
    }

    private static QueuedEnvelope parse(String text) {
        Map<String, String[]> single = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (String each : text.split("\n")) {
            String[] field = each.split("\t", -1);
            for (int i = 0; i < field.length; i++) {
                field[i] = unescape(field[i]);
            }
            switch (field[0]) {
                case "to" -> lines.add(recipient(field, field.length > 6 ? Optional.of(failure(field)) : Optional.empty(), Optional.empty()));
                case "failed" -> lines.add(recipient(field, Optional.empty(), Optional.of(failure(field))));
                default -> single.put(field[0], field);
            }
        }
        String[] from = single.get("from");
        String[] times = single.get("times");
        String[] flags = single.get("flags");
        ReversePath sender = from[2].isEmpty() ? ReversePath.NOBODY : ReversePath.of(new Address(from[1], new Domain(from[2])));
        return new QueuedEnvelope(single.get("id")[1], sender, instant(times[1]), instant(times[2]), duration(times[3]), duration(times[4]),
                flags[1].equals("1"), flags[2].equals("1"), lines);
    }

    private static Line recipient(String[] field, Optional<Failure> last, Optional<Failure> failure) {
        return new Line(new Address(field[1], new Domain(field[2])), Integer.parseInt(field[3]), instant(field[4]), field[5], last, failure);
    }

    private static Failure failure(String[] field) {
        return new Failure(new Status(Integer.parseInt(field[6]), Integer.parseInt(field[7]), Integer.parseInt(field[8]), field[9]), field[10], field[11]);
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private static Duration duration(String millis) {
        return Duration.ofMillis(Long.parseLong(millis));
    }

    private static String unescape(String field) {
        StringBuilder out = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                c = switch (field.charAt(++i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> field.charAt(i);
                };
            }
            out.append(c);
        }
        return out.toString();
    }

    private static String sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return String.format("%08x", crc.getValue());
    }
}
