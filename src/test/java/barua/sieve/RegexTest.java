package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexTest {

    private static Optional<List<String>> find(String pattern, String text) throws RegexException {
        return Regex.compile(pattern, false).find(text);
    }

    /** What glibc's {@code regexec} gives for the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            a+? ! baab ! ``
            (a|ab)(c|bcd) ! abcd ! abcd
            a|ab|abc ! xabcx ! abc
            ^b ! abc ! -
            c$ ! abc ! c
            ^$ ! `` ! ``
            a.c ! `a\nc` ! `a\nc`
            ^c ! `a\nc` ! -
            x{2} ! axxxb ! xx
            x{2,} ! axxxb ! xxx
            x{1,2} ! axxxb ! xx
            [a-c]+ ! xxabcd ! abc
            []x]+ ! a]x]b ! ]x]
            [^]x]+ ! ]xab] ! ab
            [\\d]+ ! a\\\\d ! \\\\d
            [a-]+ ! x-a- ! -a-
            [[:digit:]]+ ! ab12c ! 12
            [[:alpha:]_]+ ! 12Ñandú_3 ! Ñandú_
            [[.-.]a]+ ! x-a ! -a
            [[=e=]] ! bed ! e
            a) ! xa) ! a)
            \\$[0-9]+ ! `pay $20` ! $20
            \\.\\* ! a.* ! .*
            a** ! baa ! ``
            (a*)+ ! baa ! ``
            (a|)b ! b ! b
            \\<mail\\> ! `e mail x` ! mail
            \\<mail\\> ! emailx ! -
            \\w+ ! `-ab_1 c` ! ab_1
            \\S+ ! `  ab c` ! ab
            a\\? ! `a?` ! a?
            Ø ! Bøø ! -
            """)
    void finds_what_POSIX_finds(String pattern, String text, String found) throws RegexException {
        String real = text.replace("\\n", "\n").replace("\\\\", "\\");
        String wanted = found.replace("\\n", "\n").replace("\\\\", "\\");
        Optional<List<String>> groups = find(pattern.replace("\\\\", "\\"), real);
        assertEquals(wanted.equals("-") ? Optional.empty() : Optional.of(wanted), groups.map(List::getFirst));
    }

    @Test
    void groups_are_given_in_their_order_and_one_that_took_no_part_is_empty() throws RegexException {
        assertEquals(Optional.of(List.of("[list] hi", "list", "", "hi")), find("\\[([a-z]+)(x)?] (.*)", "[list] hi"));
    }

    @Test
    void a_repeated_group_has_its_last_round() throws RegexException {
        assertEquals(Optional.of(List.of("a1b2", "b2")), find("([a-z][0-9])+", "-a1b2-"));
    }

    @Test
    void letters_of_all_languages_lose_their_case() throws RegexException {
        assertTrue(Regex.compile("[a-z]+ straße Ø", true).find("Die STRAßE ø").isPresent());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
            (a)\\1     ! refers back to a group
            \\d+       ! write [0-9]
            (a         ! without its ")"
            [a         ! without its "]"
            [z-a]      ! which is empty
            [[:letter:]] ! does not exist
            [[.space.]]  ! does not exist
            *a         ! nothing before its "*"
            a|*b       ! nothing before its "*"
            (?i)a      ! nothing before its "?"
            a{x}       ! begins no
            a{3,2}     ! none of 0 to 255 times
            a{256}     ! none of 0 to 255 times
            a\\        ! ends with a backslash
            ((((a{200}){200}){200}){200}) ! is
            """)
    void what_cannot_be_had_is_refused_in_words(String pattern, String why) {
        RegexException refusal = assertThrows(RegexException.class, () -> Regex.compile(pattern.replace("\\\\", "\\"), false));
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    @Test
    void patterns_have_a_bound() {
        assertThrows(RegexException.class, () -> Regex.compile("a".repeat(PosixPattern.LONGEST + 1), false));
        assertThrows(RegexException.class, () -> Regex.compile("(".repeat(101) + ")".repeat(101), false));
        assertThrows(RegexException.class, () -> Regex.compile("(abc){200}(xyz){255}(q{255}){40}", false));
    }

    @Test
    void what_explodes_elsewhere_ends_at_once() throws RegexException {
        String text = "a".repeat(50_000) + "!";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertTrue(find("^(a+)+$", text).isEmpty());
            assertTrue(find("^(a|aa)+$", text).isEmpty());
            assertTrue(find("(.*)(.*)(.*)(.*)(.*)[^!]$", text).isEmpty());
        });
    }

    @Test
    void a_large_pattern_on_a_large_text_is_refused_before_it_begins() throws RegexException {
        Regex regex = Regex.compile("(abc|abd){255}", false);
        assertThrows(RegexException.class, () -> regex.find("x".repeat(1_000_000)));
    }
}
