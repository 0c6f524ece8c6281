package barua.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Roots of Kiswahili words. Nouns lose the prefix of their class, singular and plural alike ({@code mtoto, watoto}); those whose plural no rule gives stand
 * in {@code kiswahili-nouns.txt}. Verbs are taken apart from the front: subject, tense, relative, object, stem, and the end that person and mood ask for
 * ({@code a-na-ye-ki-som-a}). Where it could be taken apart in several ways, the stem that stands in {@code kiswahili-verbs.txt} is taken.
 */
final class Kiswahili {

    private static final Set<String> VERBS = new HashSet<>(lines("kiswahili-verbs.txt"));
    private static final Map<String, Set<String>> NOUNS = nouns();
    private static final List<String> SUBJECTS = List.of("ni", "u", "a", "tu", "m", "mw", "wa", "i", "li", "ya", "ki", "vi", "zi", "ku", "pa", "mu");
    private static final List<String> NEGATED = List.of("si", "hu", "ha", "hatu", "ham", "hamu", "hawa", "hai", "hali", "haya", "haki", "havi", "hazi", "hau",
            "hapa", "haku", "hamw");
    /** Subjects that have become one with the tense -a-. */
    private static final List<String> NOW = List.of("na", "twa", "mwa", "ya", "za", "cha", "vya", "la");
    /** The longer first. */
    private static final List<String> TENSES = List.of("ngali", "ngeli", "mesha", "lisha", "takapo", "sipo", "nge", "taka", "na", "li", "ta", "me", "ki", "ka",
            "si");
    private static final List<String> RELATIVES = List.of("ye", "cho", "vyo", "lo", "yo", "zo", "po", "ko", "mo", "wo", "o");
    private static final List<String> OBJECTS = List.of("ni", "ku", "mw", "mu", "m", "tu", "wa", "ki", "vi", "li", "ya", "i", "zi", "u", "ji", "pa");
    /** Verbs of one syllable, which keep ku- behind most tenses. */
    private static final Set<String> SHORT = Set.of("la", "ja", "fa", "nywa", "wa", "pa", "cha", "nya");
    private static final int SHORTEST_UNKNOWN = 4;
    /** Forms that no rule gives. */
    private static final Map<String, String> IRREGULAR = Map.of("nenda", "enda", "nendeni", "enda", "twende", "enda", "njoo", "ja", "njooni", "ja", "kuleni",
            "la", "kunyweni", "nywa");
    private static final Map<String, String> SHORT_PASSIVES = Map.of("liwa", "la", "nywewa", "nywa", "pewa", "pa", "chewa", "cha");

    private Kiswahili() {
    }

    private static List<String> lines(String file) {
        try (InputStream in = Kiswahili.class.getResourceAsStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (IOException torn) {
            throw new UncheckedIOException(torn);
        }
    }

    /** By each form, the first forms of its lines. */
    private static Map<String, Set<String>> nouns() {
        Map<String, Set<String>> nouns = new HashMap<>();
        for (String line : lines("kiswahili-nouns.txt")) {
            String[] forms = line.split("\\s+");
            for (String form : forms) {
                nouns.computeIfAbsent(form, _ -> new LinkedHashSet<>()).add(Roots.NOUN + forms[0]);
            }
        }
        return nouns;
    }

    /** @param word folded, of the letters a to z, at least three */
    static Set<String> roots(String word) {
        Set<String> roots = new LinkedHashSet<>(NOUNS.getOrDefault(word, Set.of()));
        if (VERBS.contains(word) || IRREGULAR.containsKey(word)) {
            roots.add(Roots.VERB + IRREGULAR.getOrDefault(word, word));
        }
        if (!roots.isEmpty()) {
            return roots;
        }
        Optional<String> verb = verb(word);
        verb.ifPresent(stem -> roots.add(Roots.VERB + stem));
        noun(word).ifPresent(roots::add);
        place(word).ifPresent(plain -> roots.addAll(NOUNS.getOrDefault(plain, Set.of(noun(plain).orElse(Roots.NOUN + plain)))));
        if (verb.isEmpty() && word.endsWith("a")) {
            roots.add(Roots.VERB + word);   // it may be a stem that the list does not have
        }
        return roots;
    }

    /** A noun without the ending -ni, by which it becomes a place. */
    private static Optional<String> place(String word) {
        return word.length() >= 5 && word.endsWith("ni") && isVowel(word.charAt(word.length() - 3)) ? Optional.of(word.substring(0, word.length() - 2))
                : Optional.empty();
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }

    private static Optional<String> noun(String word) {
        for (String prefix : List.of("mwa", "waa", "wa", "mia", "mw", "mi", "mu", "m", "w")) {
            String rest = word.substring(word.startsWith(prefix) ? prefix.length() : 0);
            boolean vowel = !rest.isEmpty() && isVowel(rest.charAt(0));
            boolean fits = switch (prefix) {
                case "mwa", "waa", "mia", "mu" -> !vowel;
                case "wa" -> !vowel || rest.charAt(0) != 'a';
                case "mw" -> vowel && rest.charAt(0) != 'a';
                case "mi" -> !vowel || rest.charAt(0) != 'a';
                case "m" -> !vowel || rest.charAt(0) == 'o' || rest.charAt(0) == 'u';
                default -> vowel && rest.charAt(0) == 'e';
            };
            if (rest.length() >= 2 && rest.length() < word.length() && fits) {
                return Optional.of(Roots.PERSON + rest);
            }
        }
        for (String prefix : List.of("ki", "vi", "ch", "vy")) {
            String rest = word.substring(word.startsWith(prefix) ? 2 : 0);
            boolean before = prefix.endsWith("i") || !rest.isEmpty() && isVowel(rest.charAt(0));
            if (rest.length() >= 2 && rest.length() < word.length() && before) {
                return Optional.of(Roots.THING + rest);
            }
        }
        if (word.startsWith("ma") && word.length() >= 5) {
            String rest = word.substring(2);
            return Optional.of(NOUNS.containsKey(rest) ? NOUNS.get(rest).iterator().next() : noun(rest).orElse(Roots.NOUN + rest));
        }
        return Optional.empty();
    }

    /** The stem, with the vowel that it has in a dictionary. */
    private static Optional<String> verb(String word) {
        List<String> unknown = new ArrayList<>();
        for (String rest : infinitive(word)) {
            Optional<String> stem = known(rest, Mood.PLAIN).or(() -> plain(rest, unknown));
            if (stem.isPresent()) {
                return stem;
            }
        }
        for (String rest : after(word, NEGATED)) {
            for (String tense : List.of("ku", "kw", "ja", "ta", "nge", "")) {
                Optional<String> stem = rest.startsWith(tense) ? known(rest.substring(tense.length()), tense.isEmpty() ? Mood.NEGATED : Mood.PLAIN)
                        : Optional.empty();
                if (stem.isPresent()) {
                    return stem;
                }
            }
        }
        for (String rest : after(word, SUBJECTS)) {
            Optional<String> stem = known(rest, Mood.WISH).or(() -> tensed(rest, unknown)).or(() -> relative(rest));
            if (stem.isPresent()) {
                return stem;
            }
        }
        for (String rest : after(word, NOW)) {
            Optional<String> stem = VERBS.contains(rest) ? Optional.of(rest) : Optional.empty();
            if (stem.isPresent()) {
                return stem;
            }
        }
        if (word.startsWith("hu") && word.length() >= 5) {
            Optional<String> stem = known(word.substring(2), Mood.PLAIN);
            if (stem.isPresent()) {
                return stem;
            }
        }
        Optional<String> imperative = known(word, Mood.COMMAND);
        return imperative.isPresent() ? imperative : unknown.stream().findFirst();
    }

    private static List<String> infinitive(String word) {
        List<String> rests = new ArrayList<>();
        for (String prefix : List.of("kuto", "ku", "kw")) {
            if (word.startsWith(prefix)) {
                rests.add(word.substring(prefix.length()));
            }
        }
        return rests;
    }

    private static List<String> after(String word, List<String> prefixes) {
        return prefixes.stream().filter(word::startsWith).map(prefix -> word.substring(prefix.length())).filter(rest -> rest.length() >= 2).toList();
    }

    /** Behind the subject. */
    private static Optional<String> tensed(String rest, List<String> unknown) {
        for (String tense : TENSES) {
            if (!rest.startsWith(tense)) {
                continue;
            }
            String behind = rest.substring(tense.length());
            Optional<String> stem = behind(behind, tense, unknown);
            for (String relative : RELATIVES) {
                if (stem.isEmpty() && behind.startsWith(relative)) {
                    stem = behind(behind.substring(relative.length()), "", unknown);
                }
            }
            if (stem.isPresent()) {
                return stem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> behind(String rest, String tense, List<String> unknown) {
        Optional<String> stem = known(rest, tense.equals("si") ? Mood.WISH : Mood.PLAIN);
        for (String infinitive : List.of("ku", "kw")) {
            if (stem.isEmpty() && rest.startsWith(infinitive)) {
                String shorter = rest.substring(2);
                stem = SHORT.contains(shorter) || infinitive.equals("kw") ? known(shorter, Mood.PLAIN) : Optional.empty();
            }
        }
        if (stem.isEmpty() && !tense.equals("si")) {
            plain(rest, unknown);
        }
        return stem;
    }

    /** {@code a-som-aye}: a relative at the end. */
    private static Optional<String> relative(String rest) {
        for (String relative : RELATIVES) {
            if (rest.endsWith(relative) && rest.length() > relative.length() + 2) {
                String stem = rest.substring(0, rest.length() - relative.length());
                if (VERBS.contains(stem)) {
                    return Optional.of(stem);
                }
            }
        }
        return Optional.empty();
    }

    /** Remembers a rest that may be a stem which the list does not have. */
    private static Optional<String> plain(String rest, List<String> unknown) {
        if (rest.length() >= SHORTEST_UNKNOWN && rest.endsWith("a")) {
            unknown.add(active(rest).orElse(rest));
        }
        return Optional.empty();
    }

    /** What may stand at the end. */
    private enum Mood { PLAIN, NEGATED, WISH, COMMAND }

    /** A stem of the list, with or without an object before it. */
    private static Optional<String> known(String rest, Mood mood) {
        Optional<String> bare = ended(rest, mood);
        if (bare.isPresent() || mood == Mood.COMMAND) {
            return bare;
        }
        for (String object : OBJECTS) {
            if (rest.startsWith(object)) {
                Optional<String> stem = ended(rest.substring(object.length()), mood);
                if (stem.isPresent()) {
                    return stem;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ended(String rest, Mood mood) {
        if (rest.length() < 2) {
            return Optional.empty();
        }
        String less = rest.substring(0, rest.length() - 1);
        char end = rest.charAt(rest.length() - 1);
        boolean loan = end != 'a' && VERBS.contains(rest);
        Optional<String> stem = switch (mood) {
            case PLAIN -> end == 'a' ? listed(rest) : Optional.empty();
            case NEGATED -> end == 'i' ? listed(less + 'a') : end == 'a' && rest.endsWith("wa") ? active(rest).filter(VERBS::contains) : Optional.empty();
            case WISH -> end == 'e' ? listed(less + 'a') : Optional.empty();
            case COMMAND -> rest.endsWith("eni") ? listed(rest.substring(0, rest.length() - 3) + 'a') : rest.endsWith("ni") && VERBS.contains(
                    rest.substring(0, rest.length() - 2)) ? Optional.of(rest.substring(0, rest.length() - 2)) : Optional.empty();
        };
        return loan && mood != Mood.COMMAND ? Optional.of(rest) : stem;
    }

    private static Optional<String> listed(String stem) {
        return VERBS.contains(stem) || SHORT.contains(stem) ? Optional.of(stem) : Optional.ofNullable(SHORT_PASSIVES.get(stem))
                .or(() -> active(stem).filter(VERBS::contains));
    }

    /** Of a passive the stem that it is made of, as the list has it, else as the rule has it; empty where it is none. */
    private static Optional<String> active(String stem) {
        if (!stem.endsWith("wa") || stem.length() < 4) {
            return Optional.empty();
        }
        String before = stem.substring(0, stem.length() - 2);
        List<String> candidates = new ArrayList<>();
        if (before.endsWith("li") || before.endsWith("le")) {
            candidates.add(before.substring(0, before.length() - 2) + "a");        // nunuliwa, pokelewa
        }
        candidates.add(before + "a");                                              // tumwa, tumiwa
        if (before.endsWith("i") || before.endsWith("e")) {
            String shorter = before.substring(0, before.length() - 1);
            for (String vowel : List.of("i", "u", "e", "a")) {
                candidates.add(shorter + vowel);                                   // jibiwa, fikiriwa, samehewa
            }
        }
        Optional<String> listed = candidates.stream().filter(VERBS::contains).findFirst();
        boolean consonant = !isVowel(before.charAt(before.length() - 1));
        return listed.isPresent() ? listed : consonant && before.length() >= 3 ? Optional.of(before + "a") : Optional.empty();
    }
}
