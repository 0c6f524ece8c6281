package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import barua.message.HeaderField;
import barua.message.Headers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest {

    private static Headers letter(String id, String references, String subject) {
        List<HeaderField> fields = new ArrayList<>(List.of(new HeaderField("Message-ID", " <" + id + ">"), new HeaderField("Subject", " " + subject)));
        if (!references.isEmpty()) {
            fields.add(new HeaderField("References", " " + references));
        }
        return new Headers(fields);
    }

    @Test
    void replies_belong_to_what_they_name_in_whatever_order_they_are_read() {
        Conversations forth = new Conversations();
        forth.add(1, letter("a", "", "Ratiba"));
        forth.add(2, letter("b", "<a>", "Re: Ratiba"));
        forth.add(3, letter("c", "<a> <b>", "Re: Ratiba"));
        Conversations back = new Conversations();
        back.add(3, letter("c", "<a> <b>", "Re: Ratiba"));
        back.add(2, letter("b", "<a>", "Re: Ratiba"));
        back.add(1, letter("a", "", "Ratiba"));
        for (Conversations conversations : List.of(forth, back)) {
            assertEquals(conversations.of(1), conversations.of(2));
            assertEquals(conversations.of(1), conversations.of(3));
        }
    }

    @Test
    void two_replies_to_a_letter_that_is_not_here_belong_together() {
        Conversations conversations = new Conversations();
        conversations.add(7, letter("x", "<gone>", "Re: Bajeti"));
        conversations.add(9, letter("y", "<gone>", "Sv: Bajeti"));
        assertEquals(conversations.of(7), conversations.of(9));
    }

    @Test
    void a_reply_that_names_nothing_is_found_by_its_subject() {
        Conversations conversations = new Conversations();
        conversations.add(2, letter("b", "", "RE:  Chakula cha mchana?"));
        conversations.add(1, letter("a", "", "Chakula cha mchana?"));
        conversations.add(3, letter("c", "<a>", "Re: Chakula cha mchana?"));
        assertEquals(conversations.of(1), conversations.of(2));
        assertEquals(conversations.of(1), conversations.of(3));
    }

    @Test
    void letters_that_only_happen_to_have_one_subject_stay_apart() {
        Conversations conversations = new Conversations();
        conversations.add(1, letter("a", "", "Tangazo"));
        conversations.add(2, letter("b", "", "Tangazo"));
        conversations.add(3, letter("c", "", ""));
        conversations.add(4, letter("d", "", "Re: "));
        assertNotEquals(conversations.of(1), conversations.of(2));
        assertNotEquals(conversations.of(3), conversations.of(4));
    }

    @Test
    void a_letter_that_was_not_read_stands_alone() {
        Conversations conversations = new Conversations();
        conversations.add(1, letter("a", "", "x"));
        assertNotEquals(conversations.of(1), conversations.of(2));
        assertNotEquals(conversations.of(2), conversations.of(3));
    }

    @Test
    void what_belongs_to_a_letter_elsewhere_is_found() {
        Conversations sent = new Conversations();
        sent.add(5, letter("mine", "<theirs>", "Re: x"));
        sent.add(6, letter("other", "", "y"));
        assertEquals(List.of(5L), sent.relatedTo(letter("theirs", "", "x")));
        assertEquals(List.of(5L), sent.relatedTo(letter("answer", "<theirs> <mine>", "Re: x")));
    }

    @Test
    void a_chain_of_a_hundred_thousand_is_one_conversation() {
        Conversations conversations = new Conversations();
        for (int i = 1; i <= 100_000; i++) {
            conversations.add(i, letter("m" + i, i == 1 ? "" : "<m" + (i - 1) + ">", "Re: s" + i));
        }
        assertEquals(conversations.of(1), conversations.of(100_000));
    }
}
