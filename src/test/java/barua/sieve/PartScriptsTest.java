package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts that look into bodies and parts, and change them (RFC 5173, 5293, 5703). */
class PartScriptsTest {

    private static final String REQUIRE = """
            require ["body", "mime", "foreverypart", "replace", "enclose", "extracttext", "editheader", "variables", "fileinto", "relational", "copy", "regex",
              "comparator-i;ascii-numeric", "comparator-i;unicode-casemap"];
            """;

    private static final String MESSAGE = """
            Return-Path: <neema@uni.example>
            From: neema@uni.example
            To: asha@college.example
            Subject: Ombi la KAFÉ
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=outer

            prologue
            --outer
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Mkahawa caf=E9
            --outer
            Content-Type: text/html

            <p>Bei <b>nafuu</b>
            --outer
            Content-Type: application/zip; name="a.zip"
            Content-Disposition: attachment; filename="mbaya.zip"
            Content-Transfer-Encoding: base64

            UEsDBA==
            --outer
            Content-Type: message/rfc822

            From: other@uni.example
            Subject: inside

            the inner words
            --outer--
            epilogue
            """;

    private static Script compile(String script) throws SieveException {
        return Script.compile("mine", (REQUIRE + script).getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
    }

    private static Outcome run(String script) throws Exception {
        return Script.run(List.of(compile(script)), ScriptTest.situation(MESSAGE.replace("\n", "\r\n")));
    }

    private static String kept(String script) throws Exception {
        Outcome outcome = run(script);
        assertEquals(Optional.empty(), outcome.trouble());
        Action.OfLetter letter = (Action.OfLetter) outcome.actions().getLast();
        return new String(letter.edited().orElseThrow().open().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static void holds(String test, boolean wanted) throws Exception {
        Outcome outcome = run("if " + test + " { discard; }");
        assertEquals(Optional.empty(), outcome.trouble(), test);
        assertEquals(wanted, outcome.actions().getFirst() instanceof Action.Discard, test);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "body :contains \"mkahawa café\"",
        "body :text :contains \"Bei nafuu\"",
        "body :text :contains \"inner words\"",
        "body :raw :contains \"caf=E9\"",
        "body :raw :contains \"--outer--\"",
        "body :content \"text/html\" :contains \"<b>\"",
        "body :content \"text\" :count \"eq\" :comparator \"i;ascii-numeric\" \"3\"",
        "body :content \"multipart\" :contains \"prologue\"",
        "body :content \"multipart\" :contains \"epilogue\"",
        "body :content \"message/rfc822\" :contains \"Subject: inside\"",
        "body :content \"application/zip\" :matches \"PK*\"",
        "body :content \"\" :contains \"nafuu\"",
        "header :comparator \"i;unicode-casemap\" :contains \"subject\" \"kafe\u0301\"",
        "header :comparator \"i;unicode-casemap\" :matches \"subject\" \"ombi*kafé\"",
        "header :regex \"subject\" \"^ombi (la|ya) \"",
        "header :mime :anychild :type \"content-type\" \"application\"",
        "header :mime :anychild :subtype \"content-type\" \"html\"",
        "header :mime :anychild :contenttype \"content-type\" \"message/rfc822\"",
        "header :mime :anychild :param \"filename\" :matches \"content-disposition\" \"*.zip\"",
        "header :mime :anychild :is \"subject\" \"inside\"",
        "header :mime :contenttype \"content-type\" \"multipart/mixed\"",
        "exists :mime :anychild \"content-disposition\"",
        "address :mime :anychild :is \"from\" \"other@uni.example\""})
    void holds(String test) throws Exception {
        holds(test, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "body :text :contains \"<b>\"",
        "body :text :contains \"prologue\"",
        "body :content \"/plain\" :contains \"\"",
        "body :content \"text/\" :contains \"\"",
        "body :content \"message\" :contains \"inner words\"",
        "header :comparator \"i;octet\" :contains \"subject\" \"kafé\"",
        "header :mime :is \"subject\" \"inside\"",
        "header :mime :type \"subject\" \"Ombi la KAFÉ\"",
        "exists \"content-disposition\"",
        "address :is \"from\" \"other@uni.example\""})
    void does_not_hold(String test) throws Exception {
        holds(test, false);
    }

    @Test
    void a_body_test_leaves_what_wildcards_stood_for_alone() throws Exception {
        Outcome outcome = run("if allof(header :matches \"subject\" \"* *\", body :raw :matches \"*epi*\") { fileinto \"${1}\"; }");
        assertEquals("Ombi", ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void groups_of_a_regular_expression_are_variables() throws Exception {
        Outcome outcome = run("if header :regex \"subject\" \"(o[a-z]+) (la|ya) (.)\" { fileinto \"${1}/${2}/${3}/${0}\"; }");
        assertEquals("Ombi/la/K/Ombi la K", ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void every_part_is_come_to_in_its_order_and_loops_in_loops_go_on_below() throws Exception {
        Outcome outcome = run("""
                set "all" "";
                foreverypart {
                  if header :mime :contenttype :matches "content-type" "*" { set "all" "${all} ${1}"; } else { set "all" "${all} -"; }
                  foreverypart :name "inner" { set "all" "${all}."; }
                }
                fileinto "${all}";
                """);
        String all = " multipart/mixed..... text/plain text/html application/zip message/rfc822. -";
        assertEquals(all, ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void break_leaves_the_loop_that_it_names() throws Exception {
        Outcome outcome = run("""
                set "n" "";
                foreverypart :name "outer" {
                  set "n" "${n}o";
                  foreverypart { set "n" "${n}i"; if string "${n}" "oii" { break; } }
                  if string "${n}" "oiio" { foreverypart { break; } break :name "outer"; }
                }
                fileinto "${n}";
                """);
        assertEquals("oiio", ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void the_text_of_a_part_becomes_a_variable() throws Exception {
        Outcome outcome = run("""
                foreverypart {
                  if header :mime :subtype "content-type" "html" { extracttext :first 9 :upper "words"; break; }
                }
                fileinto "${words}";
                """);
        assertEquals("BEI NAFUU", ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void an_attachment_is_replaced_and_what_was_kept_before_is_as_it_was() throws Exception {
        Outcome outcome = run("""
                fileinto :copy "Before";
                foreverypart {
                  if header :mime :param "filename" :matches "Content-Disposition" "*.zip" { replace "Kiambatisho kiliondolewa – ${1}"; }
                }
                """);
        assertEquals(Optional.empty(), ((Action.FileInto) outcome.actions().getFirst()).edited());
        String text = new String(((Action.Keep) outcome.actions().get(1)).edited().orElseThrow().open().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("--outer\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                + "Kiambatisho kiliondolewa =E2=80=93 mbaya\r\n\r\n--outer\r\n"), text);
        assertTrue(text.contains("Mkahawa caf=E9\r\n--outer") && !text.contains("zip"), text);
    }

    @Test
    void tests_see_the_letter_as_it_was_made() throws Exception {
        String text = kept("""
                addheader "X-Rule" "one";
                deleteheader "Subject";
                if allof(header "x-rule" "one", not exists "subject", size :under 2000) { addheader :last "X-Seen" "yes"; }
                replace :subject "Mpya" "Maneno mapya";
                if allof(body :contains "maneno mapya", not body :contains "mkahawa", header "subject" "mpya",
                  header :mime :contenttype "content-type" "text/plain") { addheader :last "X-Body" "yes"; }
                """);
        assertTrue(text.contains("X-Seen: yes\r\n") && text.contains("X-Body: yes\r\n") && text.endsWith("\r\n\r\nManeno mapya\r\n"), text);
    }

    @Test
    void an_enclosed_letter_is_looked_at_as_the_new_one_and_redirected_as_the_old() throws Exception {
        Outcome outcome = run("""
                enclose :subject "Onyo" :headers ["To", "Subject"] "Tazama ndani";
                redirect :copy "b@c.example";
                if allof(header "subject" "onyo", header :mime :anychild :contains "subject" "ombi la", body :contains "tazama ndani") { fileinto "Warned"; }
                """);
        assertEquals(Optional.empty(), ((Action.Redirect) outcome.actions().getFirst()).edited());
        Action.FileInto into = (Action.FileInto) outcome.actions().get(1);
        String text = new String(into.edited().orElseThrow().open().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("From: asha@college.example\r\nSubject: Onyo\r\nTo: asha@college.example\r\n"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"break;", "foreverypart :name \"a\" { break :name \"b\"; }", "extracttext \"a\";", "deleteheader :last \"x\";",
        "addheader \"a b\" \"c\";",
        "if header :mime :type :subtype \"content-type\" \"a\" { keep; }", "if header :anychild \"a\" \"b\" { keep; }",
        "if header :type \"content-type\" \"a\" { keep; }",
        "if body :raw :text \"a\" { keep; }", "if header :regex \"a\" \"(\" { keep; }", "replace :from \"nobody\" \"x\";",
        "if header :comparator \"i;ascii-numeric\" :regex \"a\" \"b\" { keep; }"})
    void is_refused(String script) {
        assertThrows(SieveException.class, () -> run(script));
    }

    @Test
    void what_is_wrong_only_now_keeps_the_letter() throws Exception {
        for (String script : List.of("set \"a\" \"(\"; if header :regex \"subject\" \"${a}\" { discard; }",
                "set \"a\" \" \"; addheader \"${a}\" \"b\"; discard;",
                "discard; foreverypart { foreverypart { replace \"a\"; } replace :mime \"b\"; addheader \"X-A\" \"a\"; enclose \"a\"; enclose \"b\"; }"
                        + "replace \"1\";".repeat(30))) {
            Outcome outcome = run(script);
            assertTrue(outcome.trouble().isPresent(), script);
            assertTrue(outcome.actions().getFirst() instanceof Action.Keep, script);
        }
    }

    @Test
    void a_letter_without_an_empty_line_has_no_body() throws Exception {
        Script script = compile("if body :contains \"\" { discard; }");
        assertTrue(Script.run(List.of(script), ScriptTest.situation("Subject: a\r\n")).actions().getFirst() instanceof Action.Keep);
        assertTrue(Script.run(List.of(script), ScriptTest.situation("Subject: a\r\n\r\nb\r\n")).actions().getFirst() instanceof Action.Discard);
    }
}
