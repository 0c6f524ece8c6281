package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.MimeParser;
import barua.message.Origin;
import barua.message.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScriptTest {

    static final String MESSAGE = """
            From: "Neema Mushi" <neema@uni.example>
            To: staff@college.example
            Subject: Exam papers
            X-Spam: no

            Hello
            """.replace("\n", "\r\n");

    static Situation situation(String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        Address account = Address.of("asha@college.example");
        var envelope = new Envelope(ReversePath.of(Address.of("neema@uni.example")), List.of(Envelope.Recipient.of(account)), new Origin.Here());
        var letter = new Letter("q1", envelope, MimeParser.parse(new ByteArrayInputStream(bytes)).headers(), List.of(), Content.of(bytes), 0,
                Instant.parse("2026-11-22T10:00:00Z"), "");
        return new Situation(letter, account, account, List.of(account), List.of(), Instant.parse("2026-11-22T10:00:00Z"), ZoneId.of("Africa/Nairobi"),
                Surroundings.NONE);
    }

    private static Script script(String text) throws SieveException {
        return script("mine", text);
    }

    private static Script script(String name, String text) throws SieveException {
        return Script.compile(name, text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
    }

    private static String run(Script... scripts) throws IOException {
        Outcome outcome = Script.run(List.of(scripts), situation(MESSAGE));
        return outcome.actions().stream().map(ScriptTest::inShort).collect(Collectors.joining(", ")) + outcome.trouble().map(t -> " ! " + t).orElse("");
    }

    private static String inShort(Action action) {
        return switch (action) {
            case Action.Keep keep -> keep.implicit() ? "implicit keep" : "keep";
            case Action.FileInto into -> "fileinto " + into.mailbox();
            case Action.Redirect redirect -> "redirect " + redirect.to();
            case Action.Discard _ -> "discard";
            default -> action.toString();
        };
    }

    @Test
    void an_empty_script_keeps() throws Exception {
        assertEquals("implicit keep", run(script("")));
    }

    @Test
    void the_first_branch_that_holds_is_taken() throws Exception {
        assertEquals("fileinto Exams", run(script("""
                require ["fileinto"];
                # rule:[Exams]
                if header :contains "subject" "exam" { fileinto "Exams"; }
                elsif address :domain "from" "uni.example" { fileinto "Uni"; }
                else { discard; }
                """)));
    }

    @Test
    void all_complaints_come_at_once_with_their_places() {
        var refused = assertThrows(SieveException.class, () -> script("""
                fileinto "a";
                if header :unknown "a" "b" { keep }
                redirect "nobody";
                frobnicate;
                """));
        assertEquals("""
                line 1, column 1: fileinto needs require "fileinto"
                line 2, column 11: header knows no :unknown
                line 2, column 35: a ; or a block is missing behind keep, before "}"
                line 3, column 1: "nobody" is no address
                line 4, column 1: there is no command frobnicate""", refused.getMessage());
    }

    @Test
    void a_next_script_runs_only_where_the_letter_would_be_kept() throws Exception {
        assertEquals("fileinto A", run(script("require \"fileinto\"; fileinto \"A\";"), script("discard;")));
        assertEquals("keep, fileinto B", run(script("keep; stop;"), script("require \"fileinto\"; fileinto \"B\";")));
        assertEquals("implicit keep", run(script("stop;"), script("")));
    }

    @Test
    void an_action_knows_its_rule_and_place() throws Exception {
        Outcome outcome = Script.run(List.of(script("""
                require "fileinto";
                # rule:[Students]
                if true
                {
                  fileinto "S";
                }
                keep;
                """)), situation(MESSAGE));
        assertEquals(List.of(new Place("mine", "Students", 5, 3), new Place("mine", "", 7, 1)), outcome.actions().stream().map(Action::place).toList());
    }

    @Test
    void wildcards_take_polynomial_time() throws Exception {
        Script script = script("if header :matches \"subject\" \"" + "*" + "a".repeat(500) + "b*\" { discard; }");
        Outcome outcome = Script.run(List.of(script), situation("Subject: " + "a".repeat(5000) + "\r\n\r\n"));
        assertEquals(Optional.empty(), outcome.trouble());
        assertTrue(outcome.actions().getFirst() instanceof Action.Keep);
    }
}
