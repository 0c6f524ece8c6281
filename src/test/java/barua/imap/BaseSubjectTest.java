package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5256 §2.1 and §5, rule by rule. */
class BaseSubjectTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "harvest|harvest|false",
        " harvest \t of  beans |harvest of beans|false",
        "Re: harvest|harvest|true",
        "RE:harvest|harvest|true",
        "re  : harvest|harvest|true",
        "re[2]: harvest|harvest|true",
        "re [2] : harvest|harvest|true",
        "re(2): harvest|re(2): harvest|false",
        "Fw: harvest|harvest|true",
        "FWD: harvest|harvest|true",
        "fwdd: harvest|fwdd: harvest|false",
        "Aw: harvest|Aw: harvest|false",
        "Re harvest|Re harvest|false",
        "report: harvest|report: harvest|false",
        "Re: Fwd: re: harvest|harvest|true",
        "[list] harvest|harvest|false",
        "[list] Re: harvest|harvest|true",
        "[a] [b]Re: harvest|harvest|true",
        "[a] [b] harvest|harvest|false",
        "Re: [list] harvest|harvest|true",
        "Re: [list] Re: [x] harvest|harvest|true",
        "[list]|[list]|false",
        "[a] [b]|[b]|false",
        "Re: [list]|[list]|true",
        "[li[st] harvest|[li[st] harvest|false",
        "harvest [x]|harvest [x]|false",
        "harvest (fwd)|harvest|true",
        "harvest (FWD) (fwd) |harvest|true",
        "harvest(fwd)|harvest|true",
        "(fwd)||true",
        "Re:||true",
        "re: (fwd)||true",
        "[list] (fwd)|[list]|true",
        "[Fwd: harvest]|harvest|true",
        "[fwd: Re: harvest (fwd)]|harvest|true",
        "[fwd: [fwd: harvest]]|harvest|true",
        "[list] [fwd: harvest]|harvest|true",
        "[fwd: harvest|[fwd: harvest|false",
        "[fwd:]||true",
        "Re: [fwd: [x] harvest] (fwd)|harvest|true",
        "=?utf-8?q?Re=3A_=C3=9Cber?=|Über|true",
        "=?utf-8?q?a=09b?= c|a b c|false",
    })
    void base(String subject, String base, boolean answer) {
        assertEquals(new BaseSubject(base == null ? "" : base, answer), BaseSubject.of(subject));
    }

    @Test
    void a_folded_line_is_a_space() {
        assertEquals(new BaseSubject("a long subject", true), BaseSubject.of(" Re: a\r\n long\r\n\t subject"));
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void no_subject_takes_long() {
        int many = 300_000;
        assertEquals("[a]", BaseSubject.of("[a]".repeat(many)).text());
        assertEquals("x", BaseSubject.of("[a] Re: ".repeat(many) + "x").text());
        assertEquals("x", BaseSubject.of("[fwd:".repeat(many) + "x" + "]".repeat(many)).text());
        assertEquals("[fwd:".repeat(many), BaseSubject.of("[fwd:".repeat(many)).text());
        assertEquals("re[".repeat(many), BaseSubject.of("re[".repeat(many)).text());
        assertEquals("", BaseSubject.of("(fwd) ".repeat(many)).text());
    }
}
