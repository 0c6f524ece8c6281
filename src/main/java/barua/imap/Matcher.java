package barua.imap;

import barua.imap.SearchKey.When;
import barua.mailbox.Table;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.Dates;
import barua.message.HeaderField;
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
    private static final Turns OUTLINING = Turns.of(2 * PROCESSORS);

    private final Selected selected;
    private final Instant now;
    private final Narrowing narrowing;
    private final Turns reading;
    private final Turns outlining;
    /** Null until a key asks for what the index says. */
    private Table table;

    Matcher(Selected selected, Instant now, Narrowing narrowing) {
        this(selected, now, narrowing, READING, OUTLINING);
    }

    Matcher(Selected selected, Instant now, Narrowing narrowing, Turns reading, Turns outlining) {
        this.selected = selected;
        this.now = now;
        this.narrowing = narrowing;
        this.reading = reading;
        this.outlining = outlining;
    }

    /** What a key needs to know of a message. */
    private enum Cost { NUMBER, INDEX, OUTLINE, CONTENT }

    private interface Check {
        boolean matches(Candidate message) throws IOException;
    }

    private record Test(Cost cost, Check check) {
    }

    /** Ascending sequence numbers. */
    int[] find(SearchKey key) throws IOException {
        Test test = test(key);
        if (test.cost.compareTo(Cost.OUTLINE) < 0) {
            return find(test.check, () -> { });
        }
        try (Turns.Turn turn = (test.cost == Cost.CONTENT ? reading : outlining).begin()) {
            return find(test.check, turn::pass);
        }
    }

    private int[] find(Check check, Runnable between) throws IOException {
        BitSet found = new BitSet();
        Infos infos = selected.infos();
        int unreadable = 0;
        for (int sequence = 1; sequence <= selected.view().size(); sequence++) {
            between.run();
            try {
                if (check.matches(new Candidate(selected, sequence, infos)) && (table == null || table.isKnown(sequence))) {
                    found.set(sequence);
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
        return found.stream().toArray();
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
            case SearchKey.Header(var name, var value) -> narrowed(header(name, new Needle(value)), Narrowing.scope(name), value);
            case SearchKey.Person(var field, var value) -> narrowed(person(field, new Needle(value)), Narrowing.scope(field), value);
            case SearchKey.Body(var value) -> {
                TextSearch text = new TextSearch(new Needle(value));
                yield narrowed(new Test(Cost.CONTENT, text::inBody), SearchScope.BODY, value);
            }
            case SearchKey.Text(var value) -> {
                TextSearch text = new TextSearch(new Needle(value));
                yield narrowed(new Test(Cost.CONTENT, text::inHeaderOrBody), SearchScope.TEXT, value);
            }
        };
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
        return new Test(second.cost, message -> first.check.matches(message) || second.check.matches(message));
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
        });
    }

    private Test in(MessageSet messages, boolean byUid) {
        BitSet numbers = new BitSet();
        for (int sequence : selected.sequencesWithin(messages, byUid)) {
            numbers.set(sequence);
        }
        return new Test(Cost.NUMBER, message -> numbers.get(message.sequence()));
    }

    private static Test header(String name, Needle needle) {
        Cost cost = Outline.FIELDS.contains(name) ? Cost.OUTLINE : Cost.CONTENT;
        return new Test(cost, message -> {
            for (HeaderField field : message.headers(name).fields()) {
                if (field.is(name) && (needle.length() == 0 || needle.in(forPeople(field)))) {
                    return true;
                }
            }
            return false;
        });
    }

    /** RFC 9051 §6.4.4 FROM, TO, CC, BCC: in the field as people read it, or in an address as the envelope has it. */
    private static Test person(String name, Needle needle) {
        return new Test(Cost.OUTLINE, message -> {
            for (HeaderField field : message.headers(name).fields()) {
                if (field.is(name) && (needle.in(forPeople(field)) || !PlainList.is(field.raw()) && inAddresses(needle, field))) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean inAddresses(Needle needle, HeaderField field) {
        for (AddressItem item : AddressParser.list(field.raw())) {
            if (item instanceof AddressItem.Mailbox mailbox && (needle.in(mailbox.local() + "@" + mailbox.domain()) || needle.in(mailbox.name()))) {
                return true;
            }
        }
        return false;
    }

    /** Most fields stand in the message as people read them: then nothing need be decoded. */
    private static String forPeople(HeaderField field) {
        String raw = field.raw();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < ' ' || c > 126 || c == '=' && i + 1 < raw.length() && raw.charAt(i + 1) == '?') {
                return field.decoded();
            }
        }
        return raw;
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
