package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.imap.SortKey.What;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SORT by random criteria over messages of which the test knows what they are sorted by (RFC 5256 §3). */
class MessageOrderTest {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss xx", Locale.ENGLISH);
    private static final String[] LEADS = {"", "Re: ", "re[2]: ", "[list] ", "[list] Re: ", "Fwd: Re: "};
    private static final String[] WORDS = {"ant", "Bee", "cow", "\u00c9mu", "zebra", ""};

    @TempDir
    private Path data;

    private record Known(long received, long date, int size, String subject, String from, String to, String cc, String showFrom, String showTo) {

        Comparable<?> by(What what) {
            return switch (what) {
                case ARRIVAL -> received;
                case DATE -> date;
                case SIZE -> size;
                case SUBJECT -> subject;
                case FROM -> from;
                case TO -> to;
                case CC -> cc;
                case DISPLAYFROM -> showFrom;
                case DISPLAYTO -> showTo;
                case RELEVANCY -> throw new IllegalArgumentException();
            };
        }
    }

    /** What the header says, and what SORT makes of it. */
    private record Person(String written, String mailbox, String shown) {

        static Person any(Random random) {
            String local = List.of("a", "B", "c.d", "Z").get(random.nextInt(4));
            return switch (random.nextInt(4)) {
                case 0 -> new Person("", "", "");
                case 1 -> new Person(local + "@example.org", local, local + "@example.org");
                case 2 -> new Person("\"Bob " + local + "\" <x@example.org>, y@example.org", "x", "Bob " + local);
                default -> new Person("Team " + local + ": y@example.org;", "Team " + local, "Team " + local);
            };
        }
    }

    private static Known append(MailStore store, Folder folder, Random random) throws IOException {
        long received = 1_700_000_000L + random.nextInt(5);
        boolean dated = random.nextInt(4) > 0;
        long date = dated ? 1_700_000_000L + random.nextInt(5) : received;
        String word = WORDS[random.nextInt(WORDS.length)];
        String lead = LEADS[random.nextInt(LEADS.length)];
        Person from = Person.any(random);
        Person to = Person.any(random);
        Person cc = Person.any(random);
        String text = (dated ? "Date: " + DATE.format(Instant.ofEpochSecond(date).atOffset(ZoneOffset.ofHours(random.nextInt(20) - 10))) + "\r\n" : "")
                + "From: " + from.written + "\r\nTo: " + to.written + "\r\nCc: " + cc.written + "\r\nSubject: " + lead + word + "\r\n\r\n"
                + "x".repeat(random.nextInt(3));
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(message, 0, message.length);
            folder.append(staged, Flags.NONE, Instant.ofEpochSecond(received, random.nextInt(1_000) * 1_000_000L));
        }
        String base = word.isEmpty() && lead.equals("[list] ") ? "[LIST]" : fold(word);
        return new Known(received, date, message.length, base, fold(from.mailbox), fold(to.mailbox), fold(cc.mailbox), fold(from.shown), fold(to.shown));
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).replace("\u00c9", "E\u0301");
    }

    @SuppressWarnings("unchecked")
    private static int[] expected(List<Known> known, List<SortKey> keys) {
        Comparator<Integer> order = Comparator.comparing(_ -> 0);
        for (SortKey key : keys) {
            Comparator<Integer> one = Comparator.comparing(i -> (Comparable<Object>) known.get(i - 1).by(key.what()));
            order = order.thenComparing(key.reverse() ? one.reversed() : one);
        }
        return IntStream.rangeClosed(1, known.size()).boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }

    @Test
    void random_criteria() throws Exception {
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE)) {
            Folder folder = store.open(Address.of("neema@example.org")).folder(FolderName.INBOX);
            Random random = new Random(5957);
            List<Known> known = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                known.add(append(store, folder, random));
            }
            List<What> kinds = Arrays.stream(What.values()).filter(what -> what != What.RELEVANCY).toList();
            try (Selected selected = new Selected(folder.view(), true, false)) {
                SearchResult all = new Matcher(selected, Instant.EPOCH, Narrowing.NONE).find(new SearchKey.All(), false);
                for (int round = 0; round < 300; round++) {
                    List<SortKey> keys = random.ints(0, kinds.size()).distinct().limit(1 + random.nextInt(3))
                            .mapToObj(kind -> new SortKey(kinds.get(kind), random.nextBoolean())).toList();
                    assertEquals(Arrays.toString(expected(known, keys)), Arrays.toString(new MessageOrder(selected, keys).of(all).found()), keys.toString());
                }
            }
        }
    }

    @Test
    void long_texts_are_compared_by_their_beginning() {
        ComparedTexts texts = new ComparedTexts();
        assertEquals(1, texts.number("a".repeat(2_000)));
        assertEquals(1, texts.number("A".repeat(1_000) + "b"));
        assertEquals(2, texts.number("b"));
        assertEquals(0, texts.number(""));
        assertEquals("[0, 1, 2]", Arrays.toString(texts.ranks()));
        for (int i = 0; i < 40_000; i++) {
            texts.number(i + " ".repeat(10) + "c".repeat(1_000));   // 40 million characters
        }
        int full = texts.number("x".repeat(64) + "y");
        assertEquals(full, texts.number("x".repeat(64) + "z"), "of many long texts less");
    }
}
