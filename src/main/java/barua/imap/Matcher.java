package barua.imap;

import barua.imap.SearchKey.When;
import barua.mailbox.Table;
import barua.message.Dates;
import barua.message.Outline;
import barua.search.SearchScope;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the messages that are like a search key: cheap keys first, so that few messages are opened (RFC 9051 §6.4.4). */
final class Matcher {

    private static final System.Logger LOG = System.getLogger(Matcher.class.getName());
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** Those that read whole messages, and those for which the outlines do: neither waits for the other. */
    private static final Turns READING = Turns.of(PROCESSORS);
    static final Turns OUTLINING = Turns.of(2 * PROCESSORS);

    /** The score of what matches by keys that are not fuzzy. */
    private static final int ALL_EXACT = 100;

    private final Selected selected;
    private final Instant now;
    private final Narrowing narrowing;
    private final Fuzziness fuzziness;
    private final Turns reading;
    private final Turns outlining;
    /** Null until a key asks for what the index says. */
    private Table table;

    Matcher(Selected selected, Instant now, Narrowing narrowing) {
        this(selected, now, narrowing, new Fuzziness(narrowing.search()));
    }

    /** @param fuzziness may be shared by all folders of one command */
    Matcher(Selected selected, Instant now, Narrowing narrowing, Fuzziness fuzziness) {
        this(selected, now, narrowing, fuzziness, READING, OUTLINING);
    }

    Matcher(Selected selected, Instant now, Narrowing narrowing, Turns reading, Turns outlining) {
        this(selected, now, narrowing, new Fuzziness(narrowing.search()), reading, outlining);
    }

    private Matcher(Selected selected, Instant now, Narrowing narrowing, Fuzziness fuzziness, Turns reading, Turns outlining) {
        this.selected = selected;
        this.now = now;
        this.narrowing = narrowing;
        this.fuzziness = fuzziness;
        this.reading = reading;
        this.outlining = outlining;
    }

    /** What a key needs to know of a message. */
    private enum Cost { NUMBER, INDEX, OUTLINE, CONTENT }

    private interface Check {
        boolean matches(Candidate message) throws IOException;
    }

    /** How relevant a message is that matches: 1 to 100; 0 where a key says nothing of that (RFC 6203 §4). */
    private interface Rating {
        int of(Candidate message) throws IOException;
    }

    private record Test(Cost cost, Check check, Rating rating) {

        Test(Cost cost, Check check) {
            this(cost, check, _ -> 0);
        }
    }

    Selected selected() {
        return selected;
    }

    /** Ascending sequence numbers. */
    int[] find(SearchKey key) throws IOException {
        return find(key, false).found();
    }

    /** @param rates whether each message that is found gets a score */
    SearchResult find(SearchKey key, boolean rates) throws IOException {
        Test test = test(key);
        if (test.cost.compareTo(Cost.OUTLINE) < 0) {
            return find(test, rates, () -> { });
        }
        try (Turns.Turn turn = (test.cost == Cost.CONTENT ? reading : outlining).begin()) {
            return find(test, rates, turn::pass);
        }
    }

    private SearchResult find(Test test, boolean rates, Runnable between) throws IOException {
        int[] found = new int[16];
        int[] scores = new int[16];
        int count = 0;
        Infos infos = selected.infos();
        int unreadable = 0;
        for (int sequence = 1; sequence <= selected.view().size(); sequence++) {
            between.run();
            try {
                Candidate message = new Candidate(selected, sequence, infos);
                if (test.check.matches(message) && (table == null || table.isKnown(sequence))) {
                    int score = rates ? test.rating.of(message) : 0;
                    if (count == found.length) {
                        found = Arrays.copyOf(found, 2 * count);
                        scores = Arrays.copyOf(scores, 2 * count);
                    }
                    scores[count] = score == 0 ? ALL_EXACT : score;
                    found[count++] = sequence;
                }
            } catch (IOException lost) {
                if (!Lost.isGone(lost) && !Lost.isUnreadable(lost)) {
                    throw lost;
                }
                unreadable += Lost.isGone(lost) ? 0 : 1;   // the others can be found all the same
            }
        }
        if (unreadable > 0) {
            LOG.log(System.Logger.Level.WARNING, "a search passed over " + unreadable + " messages of " + selected.folder().mailbox().account() + " in "
                    + selected.folder().name() + " that cannot be read");
        }
        return new SearchResult(selected, Arrays.copyOf(found, count), rates ? Arrays.copyOf(scores, count) : new int[0]);
    }

    private Test test(SearchKey key) {
        return switch (key) {
            case SearchKey.All() -> new Test(Cost.NUMBER, _ -> true);
            case SearchKey.Recent() -> new Test(Cost.NUMBER, message -> selected.recent().has(selected.view().uid(message.sequence())));
            case SearchKey.Not(var inner) -> {
                Test negated = test(inner);
                yield new Test(negated.cost, message -> !negated.check.matches(message));
            }
            case SearchKey.Or(var one, var other) -> or(test(one), test(other));
            case SearchKey.And(var keys) -> and(keys);
            case SearchKey.In(var messages, var byUid) -> in(messages, byUid);
            case SearchKey.Flag(var flag, var set) -> index((all, sequence) -> all.has(sequence, flag) == set);
            case SearchKey.Keyword(var name, var set) -> index((all, sequence) -> all.has(sequence, name) == set);
            case SearchKey.Received(var when, var day) -> index((all, sequence) -> falls(all.day(sequence), when, day));
            case SearchKey.Sent(var when, var day) -> new Test(Cost.OUTLINE, message -> falls(sent(message).toEpochDay(), when, day));
            case SearchKey.Age(var seconds, var younger) -> {
                long limit = now.minusSeconds(seconds).toEpochMilli();
                yield index((all, sequence) -> all.received(sequence) > limit == younger);
            }
            case SearchKey.Size(var bytes, var larger) -> index((all, sequence) -> larger ? all.size(sequence) > bytes : all.size(sequence) < bytes);
            case SearchKey.Modseq(var least) -> index((all, sequence) -> all.modseq(sequence) >= least);
            case SearchKey.Header(var name, var value) -> {
                FieldSearch field = new FieldSearch(name, new Needle(value));
                yield narrowed(new Test(Outline.FIELDS.contains(name) ? Cost.OUTLINE : Cost.CONTENT, field::inField), Narrowing.scope(name), value);
            }
            case SearchKey.Person(var field, var value) -> {
                FieldSearch person = new FieldSearch(field, new Needle(value));
                yield narrowed(new Test(Cost.OUTLINE, person::inFieldOrAddress), Narrowing.scope(field), value);
            }
            case SearchKey.Body(var value) -> {
                TextSearch text = new TextSearch(new Needle(value));
                yield narrowed(new Test(Cost.CONTENT, text::inBody), SearchScope.BODY, value);
            }
            case SearchKey.Text(var value) -> {
                TextSearch text = new TextSearch(new Needle(value));
                yield narrowed(new Test(Cost.CONTENT, text::inHeaderOrBody), SearchScope.TEXT, value);
            }
            case SearchKey.Fuzzy(var inner) -> fuzzy(inner, test(inner));
        };
    }

    /** RFC 6203 §5: keys that are no text stay exact. */
    private Test fuzzy(SearchKey.Leaf key, Test exact) {
        return switch (key) {
            case SearchKey.Header(var name, var value) when !value.isEmpty() ->
                    scored(exact, fuzziness.field(selected.folder(), name, value, exact.check::matches));
            case SearchKey.Person(var field, var value) -> scored(exact, fuzziness.field(selected.folder(), field, value, exact.check::matches));
            case SearchKey.Body(var value) -> scored(exact, fuzziness.text(selected.folder(), SearchScope.BODY, value, exact.check::matches));
            case SearchKey.Text(var value) -> scored(exact, fuzziness.text(selected.folder(), SearchScope.TEXT, value, exact.check::matches));
            case SearchKey.Leaf _ -> exact;
        };
    }

    private static Test scored(Test exact, Fuzziness.Scored scored) {
        return new Test(exact.cost, message -> scored.of(message) > 0, scored::of);
    }

    /** Looks only at messages that the index does not rule out; it is asked when so many were looked at that asking costs less. */
    private Test narrowed(Test exact, SearchScope scope, String value) {
        Narrowing.Asked asked = narrowing.about(selected.folder(), scope, value, exact.cost == Cost.CONTENT);
        return new Test(exact.cost, message -> switch (asked.of(selected.view().uid(message.sequence()))) {
            case NO -> false;
            case YES -> true;
            case MAYBE -> exact.check.matches(message);
        });
    }

    private interface IndexCheck {
        boolean matches(Table all, int sequence);
    }

    /** Looks only at what the index says, which is fetched once for all messages. */
    private Test index(IndexCheck check) {
        return new Test(Cost.INDEX, message -> {
            if (table == null) {
                table = selected.view().table();
            }
            return check.matches(table, message.sequence());
        });
    }

    private static Test or(Test one, Test other) {
        Test first = one.cost.compareTo(other.cost) <= 0 ? one : other;
        Test second = first == one ? other : one;
        return new Test(second.cost, message -> first.check.matches(message) || second.check.matches(message),
                message -> Math.max(first.rating.of(message), second.rating.of(message)));
    }

    private Test and(List<SearchKey> keys) {
        Test[] tests = new Test[keys.size()];
        for (int i = 0; i < tests.length; i++) {
            tests[i] = test(keys.get(i));
        }
        Arrays.sort(tests, Comparator.comparing(Test::cost));
        return new Test(tests[tests.length - 1].cost, message -> {
            for (Test test : tests) {
                if (!test.check.matches(message)) {
                    return false;
                }
            }
            return true;
        }, message -> mean(tests, message));
    }

    /** Of those that say something. */
    private static int mean(Test[] tests, Candidate message) throws IOException {
        int sum = 0;
        int count = 0;
        for (Test test : tests) {
            int score = test.rating.of(message);
            sum += score;
            count += score > 0 ? 1 : 0;
        }
        return count == 0 ? 0 : Math.max(1, sum / count);
    }

    private Test in(MessageSet messages, boolean byUid) {
        BitSet numbers = new BitSet();
        for (int sequence : selected.sequencesWithin(messages, byUid)) {
            numbers.set(sequence);
        }
        return new Test(Cost.NUMBER, message -> numbers.get(message.sequence()));
    }

    /** RFC 9051 §6.4.4: the day as the sender wrote it; without a Date, the day of arrival. */
    private static LocalDate sent(Candidate message) throws IOException {
        Optional<OffsetDateTime> date = message.outline().headers().first("date").flatMap(field -> Dates.parseWithOffset(field.unfolded()));
        return date.isPresent() ? date.get().toLocalDate() : message.info().received().atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** @param date days since 1970-01-01 */
    private static boolean falls(long date, When when, LocalDate day) {
        return switch (when) {
            case BEFORE -> date < day.toEpochDay();
            case ON -> date == day.toEpochDay();
            case SINCE -> date >= day.toEpochDay();
        };
    }
}
