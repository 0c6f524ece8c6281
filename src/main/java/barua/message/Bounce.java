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
    private static final int LONGEST_WORDS = 700;   // of a peer: a field must stay below 998 octets

    /**
     * @param remoteHost   who refused; empty where it was us
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

    /** RFC 3464 §2.2, §2.3; RFC 6533 §4 where an address is not US-ASCII. */
    private MimeBodyPart status(Kind kind) throws MessagingException {
        var text = new StringBuilder();
        field(text, "Reporting-MTA", "dns; " + reportingHost);
        field(text, "X-Barua-Queue-Id", queueId);
        field(text, "Arrival-Date", Dates.format(arrived, ZoneOffset.UTC));
        boolean global = failures.stream().anyMatch(failure -> failure.recipient().internationalised());
        for (Failure failure : failures) {
            text.append('\n');
            String kindOfAddress = failure.recipient().internationalised() ? "utf-8; " : "rfc822; ";
            field(text, "Final-Recipient", kindOfAddress + failure.recipient());
            field(text, "Action", kind.action());
            field(text, "Status", failure.status().code());
            field(text, "Remote-MTA", failure.remoteHost().isEmpty() ? "" : "dns; " + failure.remoteHost());
            field(text, "Diagnostic-Code", failure.remoteReply().isEmpty() ? "" : "smtp; " + failure.remoteReply());
            text.append(kind.perRecipient());
        }
        var part = new MimeBodyPart();
        MailParts.text(part, global ? "message/global-delivery-status" : "message/delivery-status", "", text.toString());
        part.setHeader("Content-Description", "Delivery report");
        return part;
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

    private static void field(StringBuilder out, String name, String value) {
        String harmless = HeaderText.harmless(value.length() > LONGEST_WORDS ? value.substring(0, LONGEST_WORDS) : value).strip();
        if (!harmless.isEmpty()) {
            out.append(name).append(": ").append(harmless).append('\n');
        }
    }
}
