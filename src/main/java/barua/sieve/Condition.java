package barua.sieve;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** What a rule asks of a letter: the tests that a form can show. */
public sealed interface Condition {

    /** Whether the opposite is asked. */
    boolean not();

    /** The same, asked as it is or as its opposite. */
    Condition not(boolean not);

    /** What one of these header fields says, as people read it (RFC 5228 §5.7): a name in From as well as the address. */
    record Field(List<String> names, Keys keys, boolean not) implements Condition {
        public Field {
            names = checked(names);
        }

        @Override
        public Field not(boolean changed) {
            return new Field(names, keys, changed);
        }
    }

    /** An address in one of these header fields, or a part of it (RFC 5228 §5.1). */
    record Party(List<String> names, AddressPart part, Keys keys, boolean not) implements Condition {
        public Party {
            names = checked(names);
            if (!names.stream().allMatch(AddressTests::holdsAddresses)) {
                throw new IllegalArgumentException("no fields with addresses: " + names);
            }
        }

        @Override
        public Party not(boolean changed) {
            return new Party(names, part, keys, changed);
        }
    }

    /** Whom it came from or was sent to on its way (RFC 5228 §5.4). @param sender else the recipient */
    record Envelope(boolean sender, AddressPart part, Keys keys, boolean not) implements Condition {
        @Override
        public Envelope not(boolean changed) {
            return new Envelope(sender, part, keys, changed);
        }
    }

    /** That all these header fields are there (RFC 5228 §5.5). */
    record Exists(List<String> names, boolean not) implements Condition {
        public Exists {
            names = checked(names);
        }

        @Override
        public Exists not(boolean changed) {
            return new Exists(names, changed);
        }
    }

    /** More or less than so many bytes (RFC 5228 §5.9). */
    record Size(boolean over, long bytes, boolean not) implements Condition {
        public Size {
            if (bytes < 0) {
                throw new IllegalArgumentException("a size below nothing");
            }
        }

        @Override
        public Size not(boolean changed) {
            return new Size(over, bytes, changed);
        }
    }

    /** What it says below its header. @param raw as it was sent, with its codes; else the texts in it as people read them */
    record Body(boolean raw, Keys keys, boolean not) implements Condition {
        @Override
        public Body not(boolean changed) {
            return new Body(raw, keys, changed);
        }
    }

    /** That a file comes with it (RFC 5703 §4.1). */
    record Attachment(boolean not) implements Condition {
        @Override
        public Attachment not(boolean changed) {
            return new Attachment(changed);
        }
    }

    /** What a file is called that comes with it. */
    record AttachmentName(Keys keys, boolean not) implements Condition {
        @Override
        public AttachmentName not(boolean changed) {
            return new AttachmentName(keys, changed);
        }
    }

    /** When it arrives, in the account's zone (RFC 5260 §5). @param values written as {@link DatePart} says; more than one only with {@link Relation#IS} */
    record Arrival(DatePart part, Relation relation, List<String> values, boolean not) implements Condition {
        public Arrival {
            values = List.copyOf(values);
            if (values.isEmpty() || relation != Relation.IS && values.size() > 1 || !values.stream().allMatch(part::holds)) {
                throw new IllegalArgumentException("no such date: " + values);
            }
        }

        @Override
        public Arrival not(boolean changed) {
            return new Arrival(part, relation, values, changed);
        }

        public static Arrival from(LocalDate first) {
            return new Arrival(DatePart.DATE, Relation.FROM, List.of(first.toString()), false);
        }

        public static Arrival until(LocalDate last) {
            return new Arrival(DatePart.DATE, Relation.UNTIL, List.of(last.toString()), false);
        }

        public static Arrival on(Collection<DayOfWeek> days) {
            return new Arrival(DatePart.WEEKDAY, Relation.IS, days.stream().map(day -> String.valueOf(day.getValue() % 7)).sorted().toList(), false);
        }
    }

    /** RFC 5260 §4.2. */
    enum DatePart {
        /** {@code 2026-11-30}. */
        DATE("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
        /** {@code 0} for Sunday to {@code 6}. */
        WEEKDAY("[0-6]"),
        /** {@code 00} to {@code 23}. */
        HOUR("[01][0-9]|2[0-3]"),
        /** {@code 07:30:00}. */
        TIME("([01][0-9]|2[0-3])(:[0-5][0-9]){2}"),
        /** {@code 01} to {@code 12}. */
        MONTH("0[1-9]|1[0-2]"),
        /** {@code 01} to {@code 31}. */
        DAY("0[1-9]|[12][0-9]|3[01]");

        private final Pattern shape;

        DatePart(String shape) {
            this.shape = Pattern.compile(shape);
        }

        public boolean holds(String value) {
            return shape.matcher(value).matches();
        }
    }

    enum Relation {
        IS(""), FROM("ge"), UNTIL("le"), AFTER("gt"), BEFORE("lt");

        /** As RFC 5231 writes it. */
        final String word;

        Relation(String word) {
            this.word = word;
        }
    }

    /** Whether a header field can have that name (RFC 5322 §2.2). */
    static boolean fieldName(String name) {
        return !name.isEmpty() && name.length() <= 200 && name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':');
    }

    private static List<String> checked(List<String> names) {
        if (names.isEmpty() || !names.stream().allMatch(Condition::fieldName)) {
            throw new IllegalArgumentException("no names of header fields: " + names);
        }
        return List.copyOf(names);
    }

    static Condition subject(Keys.How how, String... values) {
        return new Field(List.of("subject"), Keys.of(how, values), false);
    }

    /** Name or address of the sender. */
    static Condition from(Keys.How how, String... values) {
        return new Field(List.of("from"), Keys.of(how, values), false);
    }

    /** The sender's address, exactly. */
    static Condition sender(String... addresses) {
        return new Party(List.of("from"), AddressPart.ALL, Keys.of(Keys.How.IS, addresses), false);
    }

    static Condition senderDomain(String... domains) {
        return new Party(List.of("from"), AddressPart.DOMAIN, Keys.of(Keys.How.IS, domains), false);
    }

    /** A mailing list by its List-Id, such as {@code staff.lists.college.example}. */
    static Condition list(String... ids) {
        return new Field(List.of("list-id"), Keys.of(Keys.How.CONTAINS, ids), false);
    }
}
