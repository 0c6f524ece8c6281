package barua.search;

import barua.message.Content;
import barua.message.Folding;
import barua.message.HeaderField;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a message says, for a phrase to be looked for; white space of any kind and length is one blank. */
final class MessageText {

    private static final int LONGEST = 1_000_000;

    private static final Set<String> PEOPLE = Set.of("from", "to", "cc", "bcc");

    private final Map<String, String> people = new HashMap<>();
    private final StringBuilder header = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private final StringBuilder files = new StringBuilder();
    private final StringBuilder attached = new StringBuilder();
    private final List<String> subjects = new ArrayList<>();

    private MessageText() {
    }

    static MessageText of(Content content) throws IOException {
        MimeParser.Message message = MimeParser.parse(content);
        MessageText text = new MessageText();
        for (HeaderField field : message.headers().fields()) {
            if (field.is("subject")) {
                text.subjects.add(plain(field.decoded()));
            }
            if (field.is("subject") || field.is("from") || field.is("to") || field.is("cc")) {
                text.header.append(plain(field.decoded())).append('\n');
            }
            if (PEOPLE.contains(field.name().toLowerCase(Locale.ROOT))) {
                text.people.merge(field.name().toLowerCase(Locale.ROOT), plain(field.decoded()), (one, other) -> one + "\n" + other);
            }
        }
        text.part(content, message.root());
        return text;
    }

    private void part(Content content, MimePart part) throws IOException {
        part.fileName().ifPresent(name -> files.append(plain(name)).append('\n'));
        if (part.message().isPresent()) {
            part(content, part.message().get().root());
        }
        for (MimePart child : part.children()) {
            part(content, child);
        }
        if (part.type().equals("text") && body.length() < LONGEST) {
            body.append(plain(PartReader.text(content, part, LONGEST))).append('\n');
        }
    }

    private boolean in(String field, String sought) {
        return people.getOrDefault(field, "").contains(sought);
    }

    void addAttached(String text) {
        attached.append(plain(text)).append('\n');
    }

    private static String plain(String text) {
        return Folding.fold(text).replaceAll("\\s+", " ");
    }

    boolean holds(Wanted.Words phrase) {
        String sought = phrase.text().replaceAll("\\s+", " ");
        return switch (phrase.in()) {
            case SUBJECT -> subjects.stream().anyMatch(one -> one.contains(sought));
            case FROM -> in("from", sought);
            case TO -> in("to", sought) || in("cc", sought);
            case CC -> in("cc", sought);
            case BCC -> in("bcc", sought);
            case BODY -> body.indexOf(sought) >= 0;
            case FILE -> files.indexOf(sought) >= 0;
            case ANYWHERE -> header.indexOf(sought) >= 0 || body.indexOf(sought) >= 0 || files.indexOf(sought) >= 0 || attached.indexOf(sought) >= 0;
        };
    }
}
