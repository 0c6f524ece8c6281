package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.HtmlToText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotingTest {

    @Test
    void reply_marks_do_not_pile_up() {
        assertEquals("Re: Ratiba", Quoting.replySubject("RE: Re: Fwd: Ratiba"));
        assertEquals("Fwd: Ratiba", Quoting.forwardSubject("Re: Ratiba"));
    }

    @Test
    void quotes_keep_their_depth_and_lose_the_signature() {
        assertEquals("> Habari\n>\n>> zamani", Quoting.quoted("Habari\n\n> zamani\n-- \nNeema", false, "").replace(">> ", ">> "));
    }

    @Test
    void references_end_with_the_letter_that_is_answered() {
        Headers original = new Headers(List.of(new HeaderField("References", " <a> <b>"), new HeaderField("Message-ID", " <c>")));
        assertEquals("<a> <b> <c>", Quoting.references(original));
    }

    @Test
    void very_long_references_keep_the_first_and_the_newest() {
        String many = IntStream.range(0, 300).mapToObj(i -> "<m" + i + "@x>").collect(Collectors.joining(" "));
        String kept = Quoting.references(new Headers(List.of(new HeaderField("References", " " + many), new HeaderField("Message-ID", " <own@x>"))));
        assertTrue(kept.startsWith("<m0@x> ") && kept.endsWith(" <own@x>"), kept);
        assertEquals(40, kept.split(" ").length);
    }

    @Test
    void plain_text_becomes_editor_html_and_comes_back_the_same() {
        String text = "Sawa <b>\n\nOn Monday, Neema wrote:\n> moja\n> mbili";
        assertEquals(text, HtmlToText.text(Quoting.html(text)));
    }
}
