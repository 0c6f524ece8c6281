package barua.message;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Writes messages of our own with Jakarta Mail: CRLF, at most 998 octets a line, every value checked against header injection. */
public final class Composer {

    /** Fields that come from the draft itself and may not be said twice. */
    private static final Set<String> OWN = Set.of("date", "from", "to", "cc", "bcc", "subject", "mime-version", "message-id");
    private static final Set<String> WITH_ADDRESSES = Set.of("reply-to", "sender", "disposition-notification-to", "mail-followup-to",
            "resent-from", "resent-to", "resent-cc");

    private Composer() {
    }

    /**
     * Writes the message with Date, Message-ID ({@code <uuid@host>}) and MIME-Version. Bcc is left out unless {@code keepBcc}
     * (for the sender's own copy and drafts). A Message-ID among the draft's further fields is used instead of a new one, so that
     * the copy has the id of what was sent. An attachment of type text/calendar without a name becomes an alternative of the text. A line end or NUL
     * in any value, a field that the draft has already, or a value that
     * cannot be folded is an {@link IllegalArgumentException}, and nothing is written.
     *
     * @return the Message-ID with its angle brackets
     */
    public static String write(Draft draft, Instant when, ZoneId zone, String host, boolean keepBcc, OutputStream out) throws IOException {
        String id = messageId(draft, host);
        MimeMessage message = MailParts.empty(id);
        try {
            headers(message, draft, when, zone, keepBcc);
            body(message, draft);
        } catch (MessagingException broken) {
            throw new IOException("the message cannot be put together", broken);
        }
        MailParts.write(message, out);
        return id;
    }

    private static void headers(MimeMessage message, Draft draft, Instant when, ZoneId zone, boolean keepBcc) throws MessagingException {
        message.setHeader("Date", Dates.format(when, zone));
        message.setHeader("From", HeaderWriter.addresses("From", List.of(draft.from())));
        people(message, "To", draft.to());
        people(message, "Cc", draft.cc());
        people(message, "Bcc", keepBcc ? draft.bcc() : List.of());
        message.setHeader("Subject", HeaderWriter.text("Subject", draft.subject()));
        for (Map.Entry<String, String> field : draft.extra().entrySet()) {
            further(message, field.getKey(), field.getValue());
        }
    }

    private static void people(MimeMessage message, String name, List<Draft.Person> people) throws MessagingException {
        if (!people.isEmpty()) {
            message.setHeader(name, HeaderWriter.addresses(name, people));
        }
    }

    private static void further(MimeMessage message, String name, String value) throws MessagingException {
        String folded = name.toLowerCase(Locale.ROOT);
        boolean known = OWN.contains(folded) || folded.startsWith("content-");
        boolean wellFormed = name.length() <= 76 && !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':');
        if (folded.equals("message-id")) {
            return;   // read by messageId
        }
        if (known || !wellFormed) {
            throw new IllegalArgumentException("a field that may not be added: " + HeaderText.harmless(name));
        }
        if (WITH_ADDRESSES.contains(folded)) {
            message.setHeader(name, HeaderWriter.addresses(name, peopleIn(HeaderWriter.checked(value))));
        } else {
            message.setHeader(name, phraseAndId(name, value));
        }
    }

    /** The words in front of what stands in angle brackets, such as a List-Id's, are for people; what is in them is not. */
    private static String phraseAndId(String name, String value) {
        int open = value.indexOf('<');
        boolean ascii = value.chars().allMatch(c -> c < 127);
        if (open < 0 || ascii) {
            return open < 0 ? HeaderWriter.text(name, value) : HeaderWriter.structured(name, value);
        }
        return HeaderWriter.text(name, value.substring(0, open)) + "\r\n " + HeaderWriter.structured(name, value.substring(open));
    }

    private static List<Draft.Person> peopleIn(String value) {
        List<Draft.Person> people = new ArrayList<>();
        for (AddressItem item : AddressParser.list(value)) {
            if (item instanceof AddressItem.Mailbox mailbox) {
                people.add(new Draft.Person(mailbox.name(), mailbox.address()
                        .orElseThrow(() -> new IllegalArgumentException("no address among the further fields"))));
            }
        }
        return people;
    }

    private static String messageId(Draft draft, String host) {
        for (Map.Entry<String, String> field : draft.extra().entrySet()) {
            if (field.getKey().equalsIgnoreCase("message-id")) {
                return HeaderWriter.structured("Message-ID", MessageIds.parse(HeaderWriter.checked(field.getValue())).stream().findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no message-id")));
            }
        }
        return HeaderWriter.structured("Message-ID", "<" + UUID.randomUUID() + "@" + host + ">");
    }

    /** mixed( alternative( text, related( html, what it shows ), invitation ), attachments ), as far as each is needed. */
    private static void body(MimeMessage message, Draft draft) throws MessagingException, IOException {
        boolean html = !draft.html().isEmpty();
        List<Draft.Attachment> shown = draft.attachments().stream().filter(a -> html && !a.contentId().isEmpty() || isInvitation(a)).toList();
        List<Draft.Attachment> attached = draft.attachments().stream().filter(a -> !shown.contains(a)).toList();
        if (attached.isEmpty()) {
            words(message, draft, shown);
            return;
        }
        var mixed = new MimeMultipart("mixed");
        var first = new MimeBodyPart();
        words(first, draft, shown);
        mixed.addBodyPart(first);
        for (Draft.Attachment attachment : attached) {
            mixed.addBodyPart(MailParts.attachment(attachment, false));
        }
        MailParts.multipart(message, mixed);
    }

    /** RFC 6047 §2.4: what a calendar reads is one more form of what the text says. */
    private static boolean isInvitation(Draft.Attachment attachment) {
        return attachment.name().isEmpty() && attachment.type().startsWith("text/calendar");
    }

    private static void words(MimePart part, Draft draft, List<Draft.Attachment> shown) throws MessagingException, IOException {
        if (draft.html().isEmpty() && shown.isEmpty()) {
            MailParts.text(part, "plain", draft.text());
            return;
        }
        var alternative = new MimeMultipart("alternative");
        var plain = new MimeBodyPart();
        MailParts.text(plain, "plain", draft.text());
        alternative.addBodyPart(plain);
        if (!draft.html().isEmpty()) {
            var rich = new MimeBodyPart();
            html(rich, draft, shown.stream().filter(a -> !isInvitation(a)).toList());
            alternative.addBodyPart(rich);
        }
        for (Draft.Attachment invitation : shown.stream().filter(Composer::isInvitation).toList()) {
            MimeBodyPart last = MailParts.attachment(invitation, true);
            last.removeHeader("Content-Disposition");
            alternative.addBodyPart(last);
        }
        MailParts.multipart(part, alternative);
    }

    private static void html(MimeBodyPart part, Draft draft, List<Draft.Attachment> shown) throws MessagingException, IOException {
        if (shown.isEmpty()) {
            MailParts.text(part, "html", draft.html());
            return;
        }
        var related = new MimeMultipart("related");
        var page = new MimeBodyPart();
        MailParts.text(page, "html", draft.html());
        related.addBodyPart(page);
        for (Draft.Attachment attachment : shown) {
            related.addBodyPart(MailParts.attachment(attachment, true));
        }
        MailParts.multipart(part, related);
    }
}
