package barua.search;

import barua.message.CardText;
import barua.message.Content;
import barua.message.Folding;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.HtmlToText;
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
        MessageText text = of(message.headers());
        text.part(content, message.root());
        return text;
    }

    /** What its header says. */
    static MessageText of(Headers headers) {
        MessageText text = new MessageText();
        for (HeaderField field : headers.fields()) {
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
            String text = PartReader.text(content, part, LONGEST);
            if (CardText.is(part)) {
                addAttached(CardText.of(content, part, LONGEST));
            }
            body.append(plain(part.subtype().equals("html") ? HtmlToText.text(text) : text)).append('\n');
        }
    }

    private boolean in(String field, String sought, boolean whole) {
        return has(people.getOrDefault(field, ""), sought, whole);
    }

    /** Where a word of the text begins. @param whole whether a word must end there, too */
    private static boolean has(CharSequence text, String sought, boolean whole) {
        String all = text.toString();
        for (int at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1)) {
            boolean begins = at == 0 || !together(all.codePointBefore(at), sought.codePointAt(0));
            int end = at + sought.length();
            if (begins && (!whole || end == all.length() || !together(sought.codePointBefore(sought.length()), all.codePointAt(end)))) {
                return true;
            }
        }
        return false;
    }

    /** Whether two signs stand within one word. */
    private static boolean together(int one, int other) {
        return Character.isLetterOrDigit(one) && Character.isLetterOrDigit(other) && !Tokens.isSingle(one) && !Tokens.isSingle(other);
    }

    void addAttached(String text) {
        attached.append(plain(text)).append('\n');
    }

    private static String plain(String text) {
        return Folding.fold(text).replaceAll("\\s+", " ");
    }

    /** Whether the words stand in it, one behind the other: at its beginning a word begins with the first, and where they are whole, one ends with the last. */
    boolean holds(Wanted.Words phrase) {
        String sought = phrase.text().replaceAll("\\s+", " ");
        boolean whole = phrase.whole();
        return switch (phrase.in()) {
            case SUBJECT -> subjects.stream().anyMatch(one -> has(one, sought, whole));
            case FROM -> in("from", sought, whole);
            case TO -> in("to", sought, whole) || in("cc", sought, whole);
            case CC -> in("cc", sought, whole);
            case BCC -> in("bcc", sought, whole);
            case BODY -> has(body, sought, whole);
            case FILE -> has(files, sought, whole);
            case ANYWHERE -> has(header, sought, whole) || has(body, sought, whole) || has(files, sought, whole) || has(attached, sought, whole);
        };
    }
}
