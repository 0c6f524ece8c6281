package barua.sieve;

import barua.message.Address;
import barua.message.Content;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.TextEntity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A new letter around an old one (RFC 5703 §6): multipart/mixed of a text and message/rfc822.
 *
 * @param subject of the new letter; the old one's where none is given
 * @param copied  names of fields that are copied
 * @param owner   whose script does it: who the new letter is from where that is not copied
 */
record Enclosure(Optional<String> subject, List<String> copied, String text, Address owner, ZonedDateTime now, String boundary) {

    /** With a boundary that nobody can have guessed: what is inside is not looked through for it. */
    static Enclosure of(Optional<String> subject, List<String> copied, String text, Address owner, ZonedDateTime now) {
        return new Enclosure(subject, List.copyOf(copied), text, owner, now, "=_" + UUID.randomUUID());
    }

    /** The fields of the new letter. */
    List<HeaderBlock.Line> header(Headers old) {
        var lines = new ArrayList<HeaderBlock.Line>();
        if (copied.stream().noneMatch("date"::equalsIgnoreCase)) {
            lines.add(EditedLetter.line("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now)));
        }
        if (copied.stream().noneMatch("from"::equalsIgnoreCase)) {
            lines.add(EditedLetter.line("From", owner.toString()));
        }
        subject.ifPresent(text -> lines.add(EditedLetter.line("Subject", text)));
        for (HeaderField field : old.fields()) {
            boolean wanted = copied.stream().anyMatch(field::is) && !(field.is("Subject") && subject.isPresent()) || field.is("Subject") && subject.isEmpty();
            if (wanted && !ours(field)) {
                lines.add(new HeaderBlock.Line(Optional.of(field), field.name() + ":" + field.raw() + "\r\n"));
            }
        }
        if (copied.stream().noneMatch("message-id"::equalsIgnoreCase)) {
            lines.add(EditedLetter.line("Message-ID", "<" + boundary.substring(2) + "@" + owner.domain().ascii() + ">"));
        }
        lines.add(EditedLetter.line("MIME-Version", "1.0"));
        lines.add(EditedLetter.line("Content-Type", "multipart/mixed; boundary=\"" + boundary + "\""));
        return lines;
    }

    /** What the new letter says for itself. */
    private static boolean ours(HeaderField field) {
        return field.is("MIME-Version") || field.is("Content-Type") || field.is("Content-Transfer-Encoding");
    }

    Content around(byte[] head, Content inside) throws IOException {
        String open = "--" + boundary + "\r\n";
        String middle = "\r\n" + open + "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        String close = "\r\n--" + boundary + "--\r\n";
        return Content.joined(List.of(Content.of(head), text(open), Content.of(TextEntity.plain(text)), text(middle), inside, text(close)));
    }

    private static Content text(String ascii) {
        return Content.of(ascii.getBytes(StandardCharsets.US_ASCII));
    }
}
