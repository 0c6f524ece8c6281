package barua.webmail;

import barua.message.Content;
import barua.message.Flowed;
import barua.message.HtmlToText;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import barua.message.Wrapped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of all bodies of a letter, those inside a signature too. It remembers whether a body was longer than what it reads of one. */
final class ReadableText {

    private final int longest;
    private boolean cut;

    /** @param longest letters of one body, as it was written */
    ReadableText(int longest) {
        this.longest = longest;
    }

    boolean isCut() {
        return cut;
    }

    String of(Parts parts, Content content) throws IOException {
        return of(parts, content, 0);
    }

    private String of(Parts parts, Content content, int wrappings) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Parts.Piece piece : parts.pieces()) {
            if (piece instanceof Parts.Body body) {
                texts.add(body.text().isPresent() ? Flowed.shown(body.text().get(), read(content, body.text().get()))
                        : HtmlToText.text(read(content, body.html().orElseThrow())));
            } else if (piece instanceof Parts.Wrapping wrapping && Wrapped.maySign(wrapping.part()) && wrappings < Located.DEEPEST_WRAPPING) {
                Optional<Content> inner = Wrapped.open(content, wrapping.part());
                texts.add(inner.isEmpty() ? "" : of(Parts.of(MimeParser.parse(inner.get()).root()), inner.get(), wrappings + 1));
            }
        }
        return String.join("\n\n", texts).strip();
    }

    private String read(Content content, MimePart part) throws IOException {
        String text = PartReader.text(content, part, longest + 1);
        boolean over = text.length() > longest;
        cut |= over;
        return over ? text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) : text;
    }
}
