package barua.imap;

import barua.imap.SearchKey.When;
import barua.mailbox.MailboxException;
import barua.mailbox.Table;
import barua.message.Dates;
import barua.message.HeaderField;
import barua.message.Outline;
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
import java.util.concurrent.Semaphore;

/** Finds the messages that are like a search key: cheap keys first, so that few messages are opened (RFC 9051 §6.4.4). */
final class Matcher {

    /** Searches that open messages hold the processors: so many at once. */
    private static final Semaphore OPENING = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));

    private final Selected selected;
    private final Instant now;
    /** Null until a key asks for what the index says. */
    private Table table;

    Matcher(Selected selected, Instant now) {
        this.selected = selected;
        this.now = now;
    }

    /** What a key needs to know of a message. */
    private enum Cost { NUMBER, INDEX, OUTLINE, CONTENT }

    private interface Check {
        boolean matches(Candidate message) throws IOException;
    }

    private record Test(Cost cost, Check check) {
    }

    /** Ascending sequence numbers. */
    int[] find(SearchKey key) throws IOException, SyntaxException {
        Test test = test(key);
        boolean opens = test.cost.compareTo(Cost.OUTLINE) >= 0;
        if (opens) {
            OPENING.acquireUninterruptibly();
        }
        try {
            return find(test.check);
        } finally {
            if (opens) {
                OPENING.release();
            }
        }
    }

    private int[] find(Check check) throws IOException {
        BitSet found = new BitSet();
        Infos infos = selected.infos();
        for (int sequence = 1; sequence <= selected.view().size(); sequence++) {
            try {
                if (check.matches(new Candidate(selected, sequence, infos)) && (table == null || table.isKnown(sequence))) {
                    found.set(sequence);
                }
            } catch (MailboxException gone) {
                if (gone.reason() != MailboxException.Reason.EXPUNGED) {
                    throw gone;
                }
            }
        }
        return found.stream().toArray();
    }

    private Test test(SearchKey key) throws SyntaxException {
        return switch (key) {
            case SearchKey.All() -> new Test(Cost.NUMBER, _ -> true);
            case SearchKey.None() -> new Test(Cost.NUMBER, _ -> false);
            case SearchKey.Not(var inner) -> {
                Test negated = test(inner);
                yield new Test(negated.cost, message -> !negated.check.matches(message));
            }
            case SearchKey.Or(var one, var other) -> or(test(one), test(other));
            case SearchKey.And(var keys) -> and(keys);
            case SearchKey.In(var messages, var byUid) -> in(messages, byUid);
            case SearchKey.Flag(var flag, var set) -> index((all, sequence) -> all.has(sequence, flag) == set);
            case SearchKey.Keyword(var name, var set) -> index((all, sequence) -> all.has(sequence, all.keyword(name)) == set);
            case SearchKey.Received(var when, var day) -> index((all, sequence) -> falls(all.day(sequence), when, day));
            case SearchKey.Sent(var when, var day) -> new Test(Cost.OUTLINE, message -> falls(sent(message).toEpochDay(), when, day));
            case SearchKey.Age(var seconds, var younger) -> {
                long limit = now.minusSeconds(seconds).toEpochMilli();
                yield index((all, sequence) -> all.received(sequence) > limit == younger);
            }
            case SearchKey.Size(var bytes, var larger) -> index((all, sequence) -> larger ? all.size(sequence) > bytes : all.size(sequence) < bytes);
            case SearchKey.Modseq(var least) -> index((all, sequence) -> all.modseq(sequence) >= least);
            case SearchKey.Header(var name, var value) -> header(name, new Needle(value));
            case SearchKey.Body(var value) -> {
                TextSearch search = new TextSearch(new Needle(value));
                yield new Test(Cost.CONTENT, search::inBody);
            }
            case SearchKey.Text(var value) -> {
                TextSearch search = new TextSearch(new Needle(value));
                yield new Test(Cost.CONTENT, search::inHeaderOrBody);
            }
        };
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

    private Test and(List<SearchKey> keys) throws SyntaxException {
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

    private Test in(MessageSet messages, boolean byUid) throws SyntaxException {
        BitSet numbers = new BitSet();
        for (int sequence : selected.sequences(messages, byUid)) {
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
