package barua.message;

import java.util.List;
import java.util.Map;

/**
 * A letter before it is written out: what {@link Composer} turns into a message.
 *
 * @param from      display name and address
 * @param html      empty for plain text alone; otherwise text is its alternative
 * @param attachments whose bytes are read when the message is written
 * @param extra     further header fields, such as In-Reply-To, References, Auto-Submitted; name to unencoded value
 */
public record Draft(Person from, List<Person> to, List<Person> cc, List<Person> bcc, String subject, String text, String html,
                    List<Attachment> attachments, Map<String, String> extra) {

    public record Person(String name, Address address) {
    }

    /**
     * @param type      such as {@code application/pdf}
     * @param contentId empty, or the id (without brackets) by which the HTML shows it
     */
    public record Attachment(String name, String type, String contentId, Content content) {
    }
}
