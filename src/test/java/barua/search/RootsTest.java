package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootsTest {

    private static List<String> table() {
        try (var in = RootsTest.class.getResourceAsStream("kiswahili-groups.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /** Whether one finds the other, as the index does it: by a root, or by the form that stands for one. */
    private static boolean finds(String sought, String there) {
        Set<String> roots = Roots.sought(sought);
        Set<String> own = Roots.of(there, Language.KISWAHILI);
        return roots.stream().anyMatch(root -> own.contains(root) || Roots.form(root).equals(there));
    }

    private static List<String> pairs(List<String> lines, boolean wanted) {
        List<String> wrong = new ArrayList<>();
        for (String line : lines) {
            String[] forms = line.split("\\s+");
            for (String one : forms) {
                for (String other : forms) {
                    if (!one.equals(other) && finds(one, other) != wanted && !(wanted && other.startsWith(one))) {
                        wrong.add(one + " > " + other);
                    }
                }
            }
        }
        return wrong;
    }

    @Test
    void every_form_of_a_kiswahili_word_finds_every_other() {
        List<String> lines = table().stream().takeWhile(line -> !line.equals("# apart")).filter(line -> !line.startsWith("#")).toList();
        assertEquals(true, lines.stream().mapToInt(line -> line.split("\\s+").length).sum() >= 300);
        assertEquals("", String.join("\n", pairs(lines, true)));
    }

    @Test
    void words_that_only_look_alike_do_not_find_one_another() {
        List<String> lines = table().stream().dropWhile(line -> !line.equals("# apart")).filter(line -> !line.startsWith("#")).toList();
        assertEquals(true, lines.size() >= 30);
        assertEquals("", String.join("\n", pairs(lines, false)));
    }

    @ParameterizedTest
    @CsvSource({"exam, exams", "results, result", "studies, study", "meeting, meetings", "registered, registration", "approve, approved", "running, run"})
    void forms_of_english_words_have_one_root(String one, String other) {
        assertEquals(Roots.of(one, Language.ENGLISH).iterator().next().substring(0, 4), Roots.of(other, Language.ENGLISH).iterator().next().substring(0, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "The meeting of the board is on Tuesday, please bring your papers|ENGLISH",
        "Exam results|ENGLISH", "Kikao cha bodi kitafanyika Jumanne, tafadhali njoo na nyaraka|KISWAHILI", "Vitabu vipya|KISWAHILI",
        "Prüfungsergebnisse für Übungen|OTHER", "会议记录|OTHER", "اجتماع المجلس|OTHER", "2026-03-01 12:30|OTHER"})
    void the_language_of_a_text_is_told(String text, String language) {
        assertEquals(language, Language.of(barua.message.Folding.fold(text)).stream().map(piece -> piece.language().name()).distinct()
                .collect(Collectors.joining(" ")));
    }

    @Test
    void each_sentence_has_its_own_language() {
        assertEquals(List.of(Language.KISWAHILI, Language.ENGLISH), Language.of("wanafunzi wanasoma vitabu. exam results of 1").stream()
                .map(Language.Piece::language).toList());
        String text = "dear all, the meeting is moved to friday.\r\n\r\nndugu wote, kikao kimehamishiwa ijumaa na kitaanza saa tatu.\n\n12:30\n";
        List<Language.Piece> pieces = Language.of(text);
        assertEquals(List.of(Language.ENGLISH, Language.KISWAHILI), pieces.stream().map(Language.Piece::language).distinct().toList());
        assertEquals(text, pieces.stream().map(piece -> text.substring(piece.from(), piece.to())).collect(Collectors.joining()));
    }
}
