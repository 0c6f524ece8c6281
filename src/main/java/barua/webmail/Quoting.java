package barua.webmail;

import barua.message.Headers;
import barua.message.HeaderField;
import barua.message.MessageIds;
import barua.message.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reply and a forwarded letter begin with (RFC 5322 §3.6.4 for whom and what they name). */
final class Quoting {

    private static final int LONGEST = 60_000;
    private static final int MOST_REFERENCES = 40;

    private Quoting() {
    }

    static String replySubject(String subject) {
        String base = Subjects.base(subject);
        return "Re: " + (base.isEmpty() ? subject.strip() : base);
    }

    static String forwardSubject(String subject) {
        String base = Subjects.base(subject);
        return "Fwd: " + (base.isEmpty() ? subject.strip() : base);
    }

    /** Of the original: its References and its own id, the oldest left out where there are very many; the first one always stays. */
    static String references(Headers original) {
        List<String> ids = new ArrayList<>();
        HeaderField known = original.first("references").or(() -> original.first("in-reply-to")).orElse(new HeaderField("", ""));
        MessageIds.parse(known.raw()).stream().filter(id -> !ids.contains(id)).forEach(ids::add);
        String own = id(original);
        if (!own.isEmpty() && !ids.contains(own)) {
            ids.add(own);
        }
        if (ids.size() > MOST_REFERENCES) {
            ids.subList(1, ids.size() - MOST_REFERENCES + 1).clear();
        }
        return String.join(" ", ids);
    }

    static String id(Headers headers) {
        return headers.first("message-id").map(field -> MessageIds.parse(field.raw())).filter(ids -> !ids.isEmpty()).map(List::getFirst).orElse("");
    }

    /**
     * {@code > } before each line; what was quoted before keeps its depth; the signature is left out.
     *
     * @param cut  whether the letter is longer than its text here
     * @param rest what is said where something is left out
     */
    static String quoted(String text, boolean cut, String rest) {
        boolean tooLong = text.length() > LONGEST;
        String body = withoutSignature((tooLong ? text.substring(0, LONGEST) : text).replace("\r\n", "\n").replace('\r', '\n')).strip();
        String quoted = body.lines().map(line -> line.startsWith(">") ? ">" + line : line.isEmpty() ? ">" : "> " + line).collect(Collectors.joining("\n"));
        return tooLong || cut ? quoted + "\n\n" + rest : quoted;
    }

    /** The plain text of our editor as the editor's own HTML: paragraphs, and quoted lines inside a block of their own. */
    static String html(String text) {
        StringBuilder out = new StringBuilder();
        boolean quoting = false;
        for (String line : text.split("\n", -1)) {
            boolean quote = line.startsWith(">");
            if (quote != quoting) {
                out.append(quote ? "<blockquote>" : "</blockquote>");
                quoting = quote;
            }
            String plain = quote ? line.substring(line.startsWith("> ") ? 2 : 1) : line;
            out.append("<div>").append(plain.isEmpty() ? "<br>" : Html.escape(plain)).append("</div>");
        }
        return out.append(quoting ? "</blockquote>" : "").toString();
    }

    private static String withoutSignature(String text) {
        int at = text.startsWith("-- \n") ? 0 : text.indexOf("\n-- \n");
        return at < 0 ? text : text.substring(0, at);
    }
}
