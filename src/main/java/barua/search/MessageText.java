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
    private final Lines header = new Lines();
    private final Lines body = new Lines();
    private final Lines files = new Lines();
    private final Lines attached = new Lines();
    private final List<String> subjects = new ArrayList<>();

    private MessageText() {
    }

    /** Folded once, and looked through as often as somebody asks. */
    private static final class Lines {

        private final List<String> lines = new ArrayList<>();
        private int length;

        void add(String text) {
            addPlain(plain(text));
        }

        void addPlain(String line) {
            lines.add(line);
            length += line.length() + 1;
        }

        boolean has(String sought, boolean whole) {
            return lines.stream().anyMatch(line -> MessageText.has(line, sought, whole));
        }
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
            String name = field.name().toLowerCase(Locale.ROOT);
            if (PEOPLE.contains(name) || name.equals("subject")) {
                String plain = plain(field.decoded());
                if (name.equals("subject")) {
                    text.subjects.add(plain);
                } else {
                    text.people.merge(name, plain, (one, other) -> one + "\n" + other);
                }
                if (!name.equals("bcc")) {
                    text.header.addPlain(plain);
                }
            }
        }
        return text;
    }

    private void part(Content content, MimePart part) throws IOException {
        part.fileName().ifPresent(name -> files.add(name));
        if (part.message().isPresent()) {
            part(content, part.message().get().root());
        }
        for (MimePart child : part.children()) {
            part(content, child);
        }
        if (part.type().equals("text") && body.length < LONGEST) {
            String text = PartReader.text(content, part, LONGEST);
            if (CardText.is(part)) {
                addAttached(CardText.of(content, part, LONGEST));
            }
            body.add(part.subtype().equals("html") ? HtmlToText.text(text) : text);
        }
    }

    private boolean in(String field, String sought, boolean whole) {
        return has(people.getOrDefault(field, ""), sought, whole);
    }

    /** Where a word of the text begins. @param whole whether a word must end there, too */
    private static boolean has(String all, String sought, boolean whole) {
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
        attached.add(text);
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
            case BODY -> body.has(sought, whole);
            case FILE -> files.has(sought, whole);
            case ANYWHERE -> header.has(sought, whole) || body.has(sought, whole) || files.has(sought, whole) || attached.has(sought, whole);
        };
    }
}
