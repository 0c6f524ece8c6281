package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundlesTest {

    private static final Pattern IN_PAGES = Pattern.compile("(?:w\\[|say\\()'([a-z.-]+[a-z])'");
    private static final Pattern IN_CODE = Pattern.compile("(?:say|Refused|Optional\\.of)\\(\"([a-z]+\\.[a-z.-]*[a-z])\"");

    @Test
    void both_languages_have_the_same_keys() {
        assertEquals(new TreeSet<>(Words.of("en").all().keySet()), new TreeSet<>(Words.of("sw").all().keySet()));
    }

    @Test
    void no_text_is_empty_and_all_patterns_can_be_filled() {
        for (String language : Words.LANGUAGES) {
            Words.of(language).all().forEach((key, text) -> {
                assertTrue(!text.isBlank(), language + " " + key);
                assertEquals(names(text), names(Words.of("en").say(key)), key + " uses the same values in both languages");
                for (long n : List.of(1L, 2L, 4318L)) {
                    Plural.fill(text, names(text).stream().collect(Collectors.toMap(name -> name, name -> n)));
                }
            });
        }
    }

    @Test
    void every_key_that_a_page_or_class_names_is_there() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path file : files()) {
            Matcher key = (file.toString().endsWith(".java") ? IN_CODE : IN_PAGES).matcher(Files.readString(file));
            while (key.find()) {
                if (!Words.of("en").all().containsKey(key.group(1))) {
                    missing.add(file.getFileName() + ": " + key.group(1));
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void swahili_weekdays_are_brief() {
        assertEquals(7, Words.of("sw").say("date.days").split(" ").length);
        assertEquals(12, Words.of("sw").say("date.months").split(" ").length);
    }

    /** Buttons, links that look like buttons, and entries of menus, with what they say. */
    private static final Pattern ACT = Pattern.compile("<(button|summary|b:act|b:choice|a)\\b(?=[^>]*(?:button|verb|name=))[^>]*?(?:/>|>.*?</\\1>)",
            Pattern.DOTALL);

    @Test
    void one_kiswahili_text_never_stands_for_two_acts() throws IOException {
        TreeMap<String, Set<String>> english = new TreeMap<>();
        for (Path page : files().stream().filter(file -> file.toString().endsWith(".xhtml")).toList()) {
            Matcher act = ACT.matcher(Files.readString(page));
            while (act.find()) {
                Matcher key = IN_PAGES.matcher(act.group());
                while (key.find()) {
                    english.computeIfAbsent(Words.of("sw").say(key.group(1)), sw -> new TreeSet<>()).add(Words.of("en").say(key.group(1)));
                }
            }
        }
        assertTrue(english.size() > 40, "the acts of the pages are found: " + english.keySet());
        english.values().removeIf(texts -> texts.size() == 1);
        assertEquals(Map.of(), english, "one word, one meaning");
    }

    @Test
    void english_names_acts_by_verbs_that_cannot_be_misread() {
        assertEquals("Mark read", Words.of("en").say("read"), "'Read' alone may be the act of reading");
    }

    private static Set<String> names(String text) {
        Matcher name = Pattern.compile("\\{([a-z]+)[,}]").matcher(text);
        Set<String> names = new TreeSet<>();
        while (name.find()) {
            names.add(name.group(1));
        }
        return names;
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("webapp")); Stream<Path> code = Files.walk(Path.of("src/main/java/barua/webmail"))) {
            List<Path> files = Stream.concat(pages, code).filter(file -> file.toString().matches(".*\\.(xhtml|java)")).toList();
            assertTrue(files.size() > 30, "the sources are where they were");
            return files;
        }
    }
}
