package barua.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A delivery status notification (RFC 3464, RFC 3462): what could not be delivered, to whom and why, in English and Swahili. */
public record Bounce(String reportingHost, Address from, Address to, String queueId, Instant arrived, List<Failure> failures, Content original) {

    private static final int MOST_RETURNED = 64 * 1024;
    private static final int LONGEST_FIELD = 900;   // octets: a line must stay below 998

    /**
     * @param remoteHost   who refused, perhaps with an address in brackets behind the name; empty where it was us
     * @param remoteReply  the peer's last words; empty where it was us
     */
    public record Failure(Address recipient, Status status, String remoteHost, String remoteReply) {
    }

    /** multipart/report; the original's header alone is returned, at most 64 KB of it. */
    public void write(Instant when, OutputStream out) throws IOException {
        write(new Kind("failed", "Undelivered mail / Barua haikufika", "failure", BounceText.failed(this), ""), when, out);
    }

    /** The same, telling of a delay: nothing is lost yet, it is tried until {@code until}. */
    public void writeDelay(Instant when, Instant until, OutputStream out) throws IOException {
        String field = "Will-Retry-Until: " + Dates.format(until, ZoneOffset.UTC) + "\n";
        write(new Kind("delayed", "Delayed mail / Barua imechelewa", "delay", BounceText.delayed(this, until), field), when, out);
    }

    /** @param perRecipient further fields of each recipient's group */
    private record Kind(String action, String subject, String reason, String text, String perRecipient) {
    }

    private void write(Kind kind, Instant when, OutputStream out) throws IOException {
        MimeMessage message = MailParts.empty(HeaderWriter.structured("Message-ID", "<" + UUID.randomUUID() + "@" + reportingHost + ">"));
        try {
            headers(message, kind, when);
            var report = new MimeMultipart("report");
            report.addBodyPart(words(kind));
            report.addBodyPart(status(kind));
            report.addBodyPart(returned());
            MailParts.multipart(message, report);
            message.setHeader("Content-Type", report.getContentType() + ";\r\n report-type=delivery-status");
            message.setHeader("Content-Transfer-Encoding", isGlobal() ? "8bit" : "7bit");   // RFC 2045 §6.4: what is inside decides
        } catch (MessagingException broken) {
            throw new IOException("the notification cannot be put together", broken);
        }
        MailParts.write(message, out);
    }

    private void headers(MimeMessage message, Kind kind, Instant when) throws MessagingException, IOException {
        message.setHeader("Date", Dates.format(when, ZoneOffset.UTC));
        message.setHeader("From", HeaderWriter.addresses("From", List.of(new Draft.Person("Mail Delivery System", from))));
        message.setHeader("To", HeaderWriter.addresses("To", List.of(new Draft.Person("", to))));
        message.setHeader("Subject", HeaderWriter.text("Subject", kind.subject()));
        message.setHeader("Auto-Submitted", "auto-replied (" + kind.reason() + ")");   // RFC 3834 §5: never answered by a machine
        for (String id : MessageIds.parse(returnedHeaders().first("Message-ID").map(HeaderField::raw).orElse(""))) {
            message.setHeader("In-Reply-To", HeaderWriter.structured("In-Reply-To", id));
            message.setHeader("References", HeaderWriter.structured("References", id));
            return;
        }
    }

    private MimeBodyPart words(Kind kind) throws MessagingException {
        var part = new MimeBodyPart();
        MailParts.text(part, "plain", kind.text());
        return part;
    }

    /** RFC 3464 §2.2, §2.3, in US-ASCII alone; RFC 6533 §4 where an address is not. */
    private MimeBodyPart status(Kind kind) throws MessagingException {
        boolean global = isGlobal();
        var text = new StringBuilder();
        field(text, "Reporting-MTA", "dns; " + reportingHost, global);
        field(text, "X-Barua-Queue-Id", queueId, global);
        field(text, "Arrival-Date", Dates.format(arrived, ZoneOffset.UTC), global);
        for (Failure failure : failures) {
            text.append('\n');
            String kindOfAddress = failure.recipient().internationalised() ? "utf-8; " : "rfc822; ";
            field(text, "Final-Recipient", kindOfAddress + failure.recipient(), global);
            field(text, "Action", kind.action(), global);
            field(text, "Status", failure.status().code(), global);
            field(text, "Remote-MTA", failure.remoteHost().isEmpty() ? "" : "dns; " + domain(failure.remoteHost()), global);
            field(text, "Diagnostic-Code", failure.remoteReply().isEmpty() ? "x-barua; " + failure.status() : "smtp; " + failure.remoteReply(), global);
            text.append(kind.perRecipient());
        }
        var part = new MimeBodyPart();
        MailParts.plain(part, global ? "message/global-delivery-status" : "message/delivery-status", text.toString());
        part.setHeader("Content-Description", "Delivery report");
        return part;
    }

    private boolean isGlobal() {
        return failures.stream().anyMatch(failure -> failure.recipient().internationalised());
    }

    /** A domain name, or an address literal where the host has no other name (RFC 3464 §2.3.5). */
    private static String domain(String host) {
        String name = host.replaceFirst(" .*", "");
        boolean address = name.matches("[0-9.]+") || name.indexOf(':') >= 0;
        return !address || name.startsWith("[") ? name : name.indexOf(':') >= 0 ? "[IPv6:" + name + "]" : "[" + name + "]";
    }

    private MimeBodyPart returned() throws MessagingException, IOException {
        String header = new String(returnedBytes(), StandardCharsets.ISO_8859_1);
        var part = new MimeBodyPart();
        MailParts.text(part, "text/rfc822-headers; charset=UTF-8", "", Charsets.fromLatin1(header));
        part.setHeader("Content-Description", "Header of the undelivered message");
        return part;
    }

    private Headers returnedHeaders() throws IOException {
        return MimeParser.parse(Content.of(returnedBytes())).headers();
    }

    /** The original's header without its empty line, cut at the end of a line. */
    private byte[] returnedBytes() throws IOException {
        byte[] start = original.bytes(0, MOST_RETURNED);
        int end = 0;
        while (end < start.length && !emptyLine(start, end)) {
            int lineEnd = end;
            while (lineEnd < start.length && start[lineEnd] != '\n') {
                lineEnd++;
            }
            if (lineEnd == start.length && start.length == MOST_RETURNED) {
                break;
            }
            end = Math.min(lineEnd + 1, start.length);
        }
        return Arrays.copyOf(start, end);
    }

    private static boolean emptyLine(byte[] bytes, int at) {
        return bytes[at] == '\n' || bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
    }

    /** One line. Beyond US-ASCII a report may go where it is global; elsewhere such characters are said as RFC 6533 §3 says those of addresses. */
    private static void field(StringBuilder out, String name, String value, boolean global) {
        StringBuilder line = new StringBuilder(name).append(": ");
        int octets = line.length();
        for (int c : HeaderText.harmless(value).strip().codePoints().toArray()) {
            String piece = c < 128 || global ? Character.toString(c) : String.format("\\x{%X}", c);
            octets += piece.getBytes(StandardCharsets.UTF_8).length;
            if (octets > LONGEST_FIELD) {
                break;
            }
            line.append(piece);
        }
        if (line.length() > name.length() + 2) {
            out.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
