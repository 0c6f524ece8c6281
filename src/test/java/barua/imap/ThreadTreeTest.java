package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.imap.ThreadModel.Letter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both kinds of THREAD (RFC 5256 §3), held against {@link ThreadModel}. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThreadTreeTest {

    private static final long SEED = Long.getLong("barua.thread.seed", 5256);

    private static String references(List<Letter> letters) {
        ReferenceGraph graph = new ReferenceGraph();
        ComparedTexts texts = new ComparedTexts();
        long[] dates = new long[letters.size()];
        int[] subjects = new int[dates.length];
        BitSet answers = new BitSet();
        for (int i = 0; i < dates.length; i++) {
            Letter letter = letters.get(i);
            graph.add(i, letter.id(), letter.references());
            dates[i] = letter.date();
            subjects[i] = texts.number(letter.subject());
            answers.set(i, letter.answer());
        }
        return new ThreadGathering(graph, dates, subjects, answers).tree().text(LongStream.rangeClosed(1, dates.length).toArray());
    }

    private static Letter letter(int number, String references) {
        List<String> ids = references.isEmpty() ? List.of() : List.of(references.split(" "));
        return new Letter(number, "m" + number, ids, number, "subject " + number, false);
    }

    private static List<Letter> letters(String... references) {
        return IntStream.range(0, references.length).mapToObj(i -> letter(i + 1, references[i])).toList();
    }

    @Test
    void examples_of_the_response() {
        // RFC 5256 §4
        int[] parent = new int[97];
        Arrays.fill(parent, -2);
        parent[2] = -1;
        parent[3] = -1;
        parent[6] = 3;
        parent[4] = 6;
        parent[23] = 4;
        parent[44] = 6;
        parent[7] = 44;
        parent[96] = 7;
        int[] there = IntStream.range(0, 97).filter(i -> parent[i] != -2).toArray();
        int[] above = Arrays.stream(there).map(i -> parent[i] == -1 ? -1 : Arrays.binarySearch(there, parent[i])).toArray();
        long[] numbers = Arrays.stream(there).asLongStream().toArray();
        assertEquals("(2)(3 6 (4 23)(44 7 96))", new ThreadTree(numbers, above, there.length).text(numbers));
        assertEquals("((3)(5))", new ThreadTree(new long[] {1, 2}, new int[] {2, 2}, 3).text(new long[] {3, 5}));
        assertEquals("", new ThreadTree(new long[0], new int[0], 0).text(new long[0]));
    }

    @Test
    void who_answers_whom() {
        assertEquals("(1 (2)(3 4))", references(letters("", "m1", "m1", "m1 m3")));
        assertEquals("(1 2 3)", references(letters("", "m1", "gone1 m1 m2")), "what it says of others counts where they have no parent");
        assertEquals("(1 3 2)", references(letters("", "m1 m3", "m1")));
        assertEquals("(1 2 3)", references(letters("", "", "m1 m2")), "later ones may say it, too");
        assertEquals("(1)(3 2)", references(List.of(letter(1, ""), new Letter(2, "m3", List.of("m1", "m2"), 2, "s", false),
                new Letter(3, "m2", List.of(), 3, "t", false))), "one that says that it answers nobody counts more than what others said before");
        assertEquals("(1)(2)", references(letters("m1", "gone1 gone2")));
        assertEquals("((1)(2))", references(letters("gone1", "gone1 gone2")));
        assertEquals("(1 2)", references(letters("gone1", "gone2 m1")));
        assertEquals("(2 1)", references(letters("m2", "m1")), "no rings");
    }

    @Test
    void of_one_id_the_first_message_has_it() {
        List<Letter> letters = List.of(new Letter(1, "x", List.of(), 1, "a", false), new Letter(2, "x", List.of(), 2, "b", false),
                new Letter(3, "", List.of("x"), 3, "c", false));
        assertEquals("(1 3)(2)", references(letters));
    }

    @Test
    void threads_of_one_subject() {
        record Said(String id, String references, String subject, boolean answer) {
        }
        var tests = new java.util.LinkedHashMap<List<Said>, String>();
        Said first = new Said("1", "", "s", false);
        Said answer = new Said("2", "", "s", true);
        tests.put(List.of(first, answer), "(1 2)");
        tests.put(List.of(answer, first), "(2 1)");
        tests.put(List.of(first, new Said("2", "", "s", false)), "((1)(2))");
        tests.put(List.of(answer, new Said("3", "", "s", true)), "((1)(2))");
        tests.put(List.of(first, answer, new Said("3", "", "s", false), new Said("4", "", "s", true)), "((1 2)(3)(4))");
        tests.put(List.of(new Said("1", "g", "s", true), new Said("2", "g", "t", true), new Said("3", "", "s", false)), "((1)(2)(3))");
        tests.put(List.of(new Said("1", "g", "s", true), new Said("2", "g", "s", true), new Said("3", "h", "s", true), new Said("4", "h", "s", true)),
                "((1)(2)(3)(4))");
        tests.put(List.of(new Said("1", "", "", true), new Said("2", "", "", false)), "(1)(2)");
        tests.forEach((said, threads) -> {
            List<Letter> letters = IntStream.range(0, said.size()).mapToObj(i -> new Letter(i + 1, said.get(i).id(),
                    said.get(i).references().isEmpty() ? List.of() : List.of(said.get(i).references()), i, said.get(i).subject(),
                    said.get(i).answer())).toList();
            assertEquals(threads, references(letters), said.toString());
            assertEquals(threads, ThreadModel.references(letters), said.toString());
        });
    }

    @Test
    void random_messages_give_what_the_model_gives() {
        for (int round = 0; round < 20_000; round++) {
            Random random = new Random(SEED + round);
            int count = random.nextInt(14);
            int ids = 1 + random.nextInt(12);
            int subjects = 1 + random.nextInt(8);
            List<Letter> letters = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                List<String> references = random.ints(random.nextInt(5), 0, ids).mapToObj(n -> "i" + n).toList();
                String id = random.nextInt(10) == 0 ? "" : "i" + random.nextInt(ids);
                int subject = random.nextInt(subjects + 1);
                letters.add(new Letter(i, id, references, random.nextInt(6), subject == 0 ? "" : "s" + subject, random.nextBoolean()));
            }
            int seed = round;
            assertEquals(ThreadModel.references(letters), references(letters), () -> "seed " + (SEED + seed) + ": " + letters);
        }
    }

    @Test
    void a_hundred_thousand_messages_in_any_shape_and_order() {
        int many = 100_000;
        Random random = new Random(SEED);
        List<Integer> order = new ArrayList<>(IntStream.range(0, many).boxed().toList());
        for (boolean shuffled : new boolean[] {false, true}) {
            if (shuffled) {
                Collections.shuffle(order, random);
            }
            List<Letter> chain = new ArrayList<>();
            List<Letter> star = new ArrayList<>();
            List<Letter> comb = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                int n = order.get(i);
                chain.add(new Letter(i + 1, "m" + n, n == 0 ? List.of() : List.of("m" + (n - 1)), n, "s", n > 0));
                star.add(new Letter(i + 1, "m" + n, List.of("gone"), n, "s" + n, false));
                comb.add(new Letter(i + 1, "m" + n, n < 2 ? List.of() : List.of("m" + (n % 2 == 0 ? n - 2 : n - 1)), n, "s", n > 0));
            }
            String deep = references(chain);
            assertEquals(many, deep.split(" ").length);
            assertEquals(0, deep.indexOf('('));
            assertEquals(0, deep.lastIndexOf('('), "one line of descent");
            assertTrue(references(star).startsWith("((") && references(star).endsWith("))"));
            assertEquals(many, references(comb).replaceAll("[^0-9]+", " ").strip().split(" ").length);
        }
    }

    @Test
    void ids_of_messages_that_are_not_there_are_bounded() {
        List<Letter> letters = new ArrayList<>();
        for (int i = 1; i <= 3_000; i++) {
            int message = i;
            letters.add(new Letter(i, "m" + i, IntStream.range(0, 1_000).mapToObj(n -> "gone" + message + "." + n).toList(), i, "", false));
        }
        assertEquals(3_000, references(letters).replaceAll("[^(]", "").length());
    }
}
