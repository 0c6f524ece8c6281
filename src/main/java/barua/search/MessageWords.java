package barua.search;

import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.CardText;
import barua.message.Content;
import barua.message.Folding;
import barua.message.HeaderField;
import barua.message.HeaderText;
import barua.message.HtmlToText;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of one message, by where they stand. A scan of the same message finds a text only where its words are here. */
final class MessageWords {

    /** Where in a message. */
    enum Where {
        /** In the header: fields as they came and as people read them, their names too; headers of parts. */ HEADER("h"),
        /** What fields of the header say, read without their names. */ VALUE("v"),
        /** In text parts, decoded, of pages what people see; in the headers of messages within. */ BODY("b"),
        /** In the sources of pages, and not in the body. */ SOURCE("x"),
        /** The field Subject, as people read it. */ SUBJECT("s"),
        FROM("from"), TO("to"), CC("cc"), BCC("bcc"),
        /** Names of the files that come with it. */ FILE("f"),
        /** What is in those files. */ ATTACHED("a"),
        /** Of all that people read, what has accents, without them, and words that are set in pieces. */ PLAIN("p"),
        /** {@link Roots} of words of the subject, the body, the files. */ ROOTS_OF_SUBJECT("rs"), ROOTS_OF_BODY("rb"), ROOTS_OF_ATTACHED("ra");

        /** Of the field in the index; with a "3" behind it those of three-letter pieces. */
        final String field;

        Where(String field) {
            this.field = field;
        }

        String grams() {
            return field + "3";
        }
    }

    /** Chars of one part that are read; behind them may be anything. */
    private static final int LONGEST = 2 * 1024 * 1024;
    private static final int MOST_HEADER = 1024 * 1024;   // bytes of one
    private static final int MOST_PARTS = 2_000;

    private final Content content;
    private final Languages languages;
    private final Map<Where, WordSet> sets = new EnumMap<>(Where.class);
    private int parts;
    private int files;
    private final Set<FileKind> kinds = EnumSet.noneOf(FileKind.class);
    private String who = "";

    private MessageWords(Content content, Languages languages) {
        this.content = content;
        this.languages = languages;
        for (Where where : Where.values()) {
            sets.put(where, new WordSet());
        }
    }

    /** @param languages whose forms of words are told */
    static MessageWords of(Content content, MimeParser.Message message, Languages languages) throws IOException {
        MessageWords words = new MessageWords(content, languages);
        words.fields(message);
        words.header(message.root(), Where.HEADER);
        words.part(message.root(), true);
        return words;
    }

    WordSet in(Where where) {
        return sets.get(where);
    }

    /** What was found in a file. */
    void addAttached(String text) {
        add(Where.ATTACHED, text);
    }

    /** How many files come with it. */
    int files() {
        return files;
    }

    /** Of which kinds they are. */
    Set<FileKind> kinds() {
        return kinds;
    }

    /** Address and name of the sender, with a line end in between; empty where there is none. */
    String who() {
        return who;
    }

    private void add(Where where, String text) {
        String folded = Folding.fold(text);
        sets.get(where).add(folded);
        switch (where) {
            case SUBJECT -> Roots.add(folded, languages, sets.get(Where.ROOTS_OF_SUBJECT));
            case ATTACHED -> Roots.add(folded, languages, sets.get(Where.ROOTS_OF_ATTACHED));
            default -> {
            }
        }
        if (where == Where.BODY || where == Where.ATTACHED) {
            String joined = JoinedWords.of(folded);
            sets.get(Where.PLAIN).add(Folding.withoutMarks(joined));
            Roots.add(joined, languages, sets.get(where == Where.BODY ? Where.ROOTS_OF_BODY : Where.ROOTS_OF_ATTACHED));
        }
        if (where != Where.HEADER && where != Where.BCC && !Folding.isAscii(folded)) {
            Tokens.of(folded, (from, to) -> {
                String word = folded.substring(from, to);
                String plain = Folding.withoutMarks(word);
                if (!plain.equals(word)) {
                    sets.get(Where.PLAIN).add(plain);
                }
                return true;
            });
        }
    }

    private void fields(MimeParser.Message message) {
        for (HeaderField field : message.headers().fields()) {
            Where where = switch (field.name().toLowerCase(Locale.ROOT)) {
                case "subject" -> Where.SUBJECT;
                case "from" -> Where.FROM;
                case "to" -> Where.TO;
                case "cc" -> Where.CC;
                case "bcc" -> Where.BCC;
                default -> Where.VALUE;
            };
            add(where, field.decoded());
            add(where, field.raw());
            if (where != Where.VALUE) {
                add(Where.VALUE, field.decoded());
            }
            if (where != Where.VALUE && where != Where.SUBJECT) {
                for (AddressItem item : AddressParser.list(field.raw())) {
                    if (item instanceof AddressItem.Mailbox mailbox) {
                        add(where, mailbox.name() + " " + mailbox.local() + "@" + mailbox.domain());
                        String address = (mailbox.local() + "@" + mailbox.domain()).toLowerCase(Locale.ROOT);
                        sets.get(where).addWhole(Folding.fold(address));
                        sets.get(where).addWhole("@" + Folding.fold(mailbox.domain()));
                        who = where == Where.FROM && who.isEmpty() ? shorter(address, 300) + "\n" + shorter(mailbox.name(), 200) : who;
                    }
                }
            }
        }
    }

    private static String shorter(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** As it came, and each field as people read it. */
    private void header(MimePart part, Where where) throws IOException {
        long length = part.bodyStart() - part.headerStart();
        if (length > MOST_HEADER) {
            sets.get(where).addAnything();
        }
        byte[] header = content.bytes(part.headerStart(), (int) Math.min(length, MOST_HEADER));
        for (int start = 0; start < header.length;) {
            int end = endOfField(header, start);
            String field = new String(header, start, end - start, StandardCharsets.ISO_8859_1);
            if (Folding.isAscii(header, start, end)) {
                add(where, field);
            }
            add(where, HeaderText.decode(field));
            start = end;
        }
    }

    /** A field goes on in lines that begin with white space (RFC 5322 §2.2.3). */
    private static int endOfField(byte[] header, int start) {
        int end = start;
        do {
            while (end < header.length && header[end++] != '\n') {
                // to behind the line's end
            }
        } while (end < header.length && (header[end] == ' ' || header[end] == '\t'));
        return end;
    }

    /** A page may claim any charset; where it is ASCII all the same its words are those of its bytes, too. */
    private void source(MimePart part) throws IOException {
        try (InputStream in = PartReader.bytes(content, part)) {
            byte[] bytes = in.readNBytes(LONGEST);
            if (Folding.isAscii(bytes, 0, bytes.length)) {
                sets.get(Where.SOURCE).add(Folding.fold(new String(bytes, StandardCharsets.US_ASCII)), sets.get(Where.BODY));
            }
        }
    }

    /** @param file whether it counts as one for people where it has a name */
    private void part(MimePart part, boolean file) throws IOException {
        if (++parts > MOST_PARTS) {
            sets.get(Where.BODY).addAnything();
            sets.get(Where.HEADER).addAnything();
            return;
        }
        part.fileName().ifPresent(name -> {
            files += file ? 1 : 0;
            FileKind.of(part).filter(_ -> file).ifPresent(kinds::add);
            add(Where.FILE, name);
        });
        if (part.message().isPresent()) {
            MimePart inner = part.message().get().root();
            header(inner, Where.BODY);
            part(inner, file);
            return;
        }
        boolean signed = part.type().equals("multipart") && part.subtype().equals("signed");
        for (MimePart child : part.children()) {
            header(child, Where.HEADER);
            part(child, file && !(signed && child != part.children().getFirst()));   // a signature is no file for people (RFC 1847 §2.1)
        }
        if (part.type().equals("text")) {
            String text = PartReader.text(content, part, LONGEST);
            boolean html = part.subtype().equals("html");
            String shown = html ? HtmlToText.text(text) : text;
            add(Where.BODY, shown);
            Roots.add(Folding.fold(shown), languages, sets.get(Where.ROOTS_OF_BODY));
            if (text.length() >= LONGEST - 1) {   // one less where a pair of surrogates stood at the end
                sets.get(Where.BODY).addAnything();
            }
            if (CardText.is(part)) {
                addAttached(CardText.of(content, part, LONGEST));
            }
            if (html) {
                sets.get(Where.SOURCE).add(Folding.fold(text), sets.get(Where.BODY));
                source(part);
            }
        }
    }
}
