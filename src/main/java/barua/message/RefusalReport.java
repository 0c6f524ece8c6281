package barua.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * A message disposition notification that tells a sender that the recipient's rules refused the message (RFC 5429 §2.2.1, RFC 8098), in
 * English and Swahili, with the recipient's own words.
 *
 * @param recipient whose rules refused it
 * @param original  the recipient as the sender wrote it
 * @param reason    the recipient's words
 * @param header    of the refused message
 */
public record RefusalReport(String reportingHost, Address recipient, Address original, Address to, String reason, Headers header) {

    /** multipart/report with words, the disposition, and the subject and id of what was refused. */
    public void write(Instant when, OutputStream out) throws IOException {
        MimeMessage message = MailParts.empty(HeaderWriter.structured("Message-ID", "<" + UUID.randomUUID() + "@" + reportingHost + ">"));
        try {
            message.setHeader("Date", Dates.format(when, ZoneOffset.UTC));
            message.setHeader("From", HeaderWriter.addresses("From", List.of(new Draft.Person("", recipient))));
            message.setHeader("To", HeaderWriter.addresses("To", List.of(new Draft.Person("", to))));
            message.setHeader("Subject", HeaderWriter.text("Subject", "Refused / Imekataliwa: " + subject()));
            message.setHeader("Auto-Submitted", "auto-replied (rejected)");
            List<String> id = id();
            if (!id.isEmpty()) {
                message.setHeader("In-Reply-To", HeaderWriter.structured("In-Reply-To", id.getFirst()));
                message.setHeader("References", HeaderWriter.structured("References", id.getFirst()));
            }
            var report = new MimeMultipart("report");
            var words = new MimeBodyPart();
            MailParts.text(words, "plain", words());
            report.addBodyPart(words);
            report.addBodyPart(disposition(id));
            MailParts.multipart(message, report);
            message.setHeader("Content-Type", report.getContentType() + ";\r\n report-type=disposition-notification");
            message.setHeader("Content-Transfer-Encoding", isGlobal() ? "8bit" : "7bit");   // RFC 2045 §6.4: what is inside decides
        } catch (MessagingException broken) {
            throw new IOException("the report cannot be put together", broken);
        }
        MailParts.write(message, out);
    }

    private List<String> id() {
        return MessageIds.parse(header.first("Message-ID").map(HeaderField::raw).orElse("")).stream()
                .filter(id -> id.length() < 800 && id.chars().allMatch(c -> c > ' ' && c < 127)).limit(1).toList();
    }

    private String subject() {
        String subject = header.text("Subject");
        return subject.length() > 200 ? subject.substring(0, subject.offsetByCodePoints(0, subject.codePointCount(0, 200))) : subject;
    }

    private String words() {
        return """
                Your message "%s" to %s was refused by its recipient, who has not seen it.
                Barua yako "%s" kwa %s imekataliwa na mpokeaji, ambaye hajaiona.

                %s
                """.formatted(subject(), original, subject(), original, reason.strip());
    }

    /** RFC 8098 §3.1; RFC 6533 §5 where an address is not US-ASCII. */
    private MimeBodyPart disposition(List<String> id) throws MessagingException {
        String kind = isGlobal() ? "utf-8; " : "rfc822; ";
        String text = "Reporting-UA: " + reportingHost + "; Barua\n" + "Original-Recipient: " + kind + original + "\nFinal-Recipient: " + kind + recipient
                + "\n"
                + (id.isEmpty() ? "" : "Original-Message-ID: " + id.getFirst() + "\n") + "Disposition: automatic-action/MDN-sent-automatically; deleted\n";
        var part = new MimeBodyPart();
        MailParts.plain(part, isGlobal() ? "message/global-disposition-notification" : "message/disposition-notification", text);
        return part;
    }

    private boolean isGlobal() {
        return recipient.internationalised() || original.internationalised();
    }
}
