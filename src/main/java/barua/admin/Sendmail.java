package barua.admin;

import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.Bounce;
import barua.message.Content;
import barua.message.Dates;
import barua.message.Domain;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Mail of cron and scripts, as sendmail(1) takes it in: what is missing is added, then it goes the way of all mail. */
public final class Sendmail {

    private static final List<String> TO = List.of("To", "Cc", "Bcc");
    /** Where a letter is sent on these name the readers, the others those of the letter as it was (RFC 5322 §3.6.6). */
    private static final List<String> RESENT = List.of("Resent-To", "Resent-Cc", "Resent-Bcc");
    private static final Status NO_ADDRESS = Status.lasting(1, 3, "not an address");
    private static final Status NOBODY = Status.lasting(1, 1, "nobody has this address");

    private final Directory directory;
    private final Outbox outbox;
    private final Path scratch;
    private final String hostname;
    private final Clock clock;

    /** @param scratch a folder for messages while they are made ready */
    public Sendmail(Directory directory, Outbox outbox, Path scratch, String hostname, Clock clock) {
        this.directory = directory;
        this.outbox = outbox;
        this.scratch = scratch;
        this.hostname = hostname;
        this.clock = clock;
    }

    /** One recipient that was refused. @param written as the caller wrote it */
    record Refused(String written, Address recipient, Status why) {

        @Override
        public String toString() {
            return written + ": " + why;
        }
    }

    /** What became of a message. */
    sealed interface Outcome {

        /** Taken over for all but those. @param remarks what was put right on the way */
        record Taken(ReversePath from, List<Refused> refused, List<String> remarks) implements Outcome {
        }

        record Unusable(String why) implements Outcome {
        }
    }

    /** Hands it in for somebody who waits for the answer; with {@code errorMail} the sender also hears of refusals by mail. */
    Report report(Operation.Sendmail call, Content message) throws IOException {
        Instant arrived = clock.instant();
        return switch (send(call, message)) {
            case Outcome.Unusable(String why) -> Report.unusable(why);
            case Outcome.Taken(_, List<Refused> refused, List<String> remarks) when refused.isEmpty() -> Report.taken(remarks);
            case Outcome.Taken(ReversePath from, List<Refused> refused, List<String> remarks) -> {
                if (call.errorMail()) {
                    bounce(from, refused, message, arrived);
                }
                List<String> troubles = Stream.concat(remarks.stream(), refused.stream().map(Refused::toString)).toList();
                yield new Report(Report.exit(refused.getFirst().why()), List.of(), troubles);
            }
        };
    }

    /**
     * Hands it in. A word that is no address is refused like a recipient that nobody has, and holds up no other.
     *
     * @throws IOException where nothing could be kept for anybody: the caller still has the message
     */
    Outcome send(Operation.Sendmail call, Content message) throws IOException {
        Headers headers = MimeParser.parse(message).headers();
        List<String> remarks = new ArrayList<>();
        Optional<ReversePath> from = sender(call, remarks);
        List<Refused> wrong = new ArrayList<>();
        Set<Address> recipients = new LinkedHashSet<>();
        for (String text : call.recipients().stream().flatMap(Sendmail::words).toList()) {
            address(text).ifPresentOrElse(recipients::add, () -> wrong.add(new Refused(text, new Address(text, home()), NO_ADDRESS)));
        }
        if (call.fromHeader()) {
            boolean resent = RESENT.stream().anyMatch(field -> headers.first(field).isPresent());
            (resent ? RESENT : TO).forEach(field -> headers.addresses(field).forEach(item -> named(item).ifPresent(recipients::add)));
        }
        if (from.isEmpty()) {
            return new Outcome.Unusable("no usable sender: say one with -f");
        }
        if (recipients.isEmpty() && wrong.isEmpty()) {
            return new Outcome.Unusable("no recipients: name them, or say -t and name them in the header");
        }
        List<Refused> refused = new ArrayList<>(wrong);
        if (!recipients.isEmpty()) {
            refused.addAll(send(from.get(), List.copyOf(recipients), message, missing(headers, from.get(), call.fullName())));
        }
        return new Outcome.Taken(from.get(), refused, remarks);
    }

    private List<Refused> send(ReversePath from, List<Address> to, Content message, String front) throws IOException {
        Files.createDirectories(scratch);
        Path ready = Files.createTempFile(scratch, "mail", null);
        try {
            try (InputStream in = message.open(); OutputStream out = Files.newOutputStream(ready)) {
                MailText.copy(in, front, out);
            }
            List<Status> statuses = outbox.send(from, to, Content.of(ready));
            if (statuses.stream().allMatch(Status::isPassing)) {
                throw new IOException("nothing could be kept: " + statuses.getFirst());
            }
            List<Refused> refused = new ArrayList<>();
            for (int i = 0; i < to.size(); i++) {
                if (!statuses.get(i).isDone()) {
                    refused.add(new Refused(to.get(i).toString(), to.get(i), statuses.get(i)));
                }
            }
            return refused;
        } finally {
            Files.deleteIfExists(ready);
        }
    }

    /** Tells the sender by mail what was refused; nobody is told about a bounce. */
    void bounce(ReversePath from, List<Refused> refused, Content message, Instant arrived) throws IOException {
        if (from instanceof ReversePath.From(Address sender) && !refused.isEmpty()) {
            List<Bounce.Failure> failures = refused.stream().map(each -> new Bounce.Failure(each.recipient(), each.why(), "", "")).toList();
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            new Bounce(hostname, new Address("MAILER-DAEMON", sender.domain()), sender, "", arrived, failures, message).write(clock.instant(), text);
            outbox.send(ReversePath.NOBODY, List.of(sender), Content.of(text.toByteArray()));
        }
    }

    /** What would become of mail for them, without sending any. */
    Report verify(List<String> recipients) {
        List<String> said = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        int exit = Report.OK;
        for (String text : recipients.stream().flatMap(Sendmail::words).toList()) {
            Optional<Address> address = address(text);
            Optional<String> way = address.flatMap(this::way);
            way.ifPresentOrElse(found -> said.add(text + "... deliverable: " + found),
                    () -> troubles.add(text + "... " + (address.isEmpty() ? NO_ADDRESS : NOBODY)));
            exit = way.isPresent() ? exit : Report.exit(NOBODY);
        }
        return new Report(exit, said, troubles);
    }

    private Optional<String> way(Address address) {
        return switch (directory.lookUp(address)) {
            case Entry.Person person -> Optional.of("mailbox " + person.account().address());
            case Entry.Alias alias -> Optional.of("alias for " + String.join(", ", alias.targets().stream().map(Address::toString).toList()));
            case Entry.Members list -> Optional.of("list of " + list.members().size());
            case Entry.Foreign _ -> Optional.of("host of " + address.domain());
            case Entry.Nobody _ -> Optional.empty();
        };
    }

    /** The fields that RFC 5322 §3.6 demands and a script forgets. */
    private String missing(Headers headers, ReversePath from, String fullName) {
        StringBuilder front = new StringBuilder();
        if (headers.first("From").isEmpty()) {
            String address = from.address().map(Address::toString).orElse("MAILER-DAEMON@" + hostname);
            String name = fullName.replaceAll("[\\p{Cntrl}\"\\\\]", "").strip();
            front.append("From: ").append(name.isEmpty() ? address : "\"" + name + "\" <" + address + ">").append("\r\n");
        }
        if (headers.first("Date").isEmpty()) {
            front.append("Date: ").append(Dates.format(clock.instant(), ZoneId.systemDefault())).append("\r\n");
        }
        if (headers.first("Message-ID").isEmpty()) {
            front.append("Message-ID: <").append(UUID.randomUUID()).append('@').append(hostname).append(">\r\n");
        }
        if (headers.fields().isEmpty()) {
            front.append("\r\n");   // no header at all: what was written is the body
        }
        return front.toString();
    }

    /** What was said with -f; where that is no address, whoever calls: the letter is worth more than its return path. */
    private Optional<ReversePath> sender(Operation.Sendmail call, List<String> remarks) {
        String said = call.from().map(String::strip).orElse(call.user());
        if (said.matches("|<>")) {
            return Optional.of(ReversePath.NOBODY);
        }
        Optional<Address> sender = words(said).limit(1).map(this::address).flatMap(Optional::stream).findFirst();
        if (sender.isEmpty() && call.from().isPresent()) {
            remarks.add("the sender " + said + " is no address: " + call.user() + " is taken");
            sender = address(call.user());
        }
        return sender.map(ReversePath::of);
    }

    /** One argument may name several, with names and commas: {@code "Neema <neema@a.example>, root"}. */
    private static Stream<String> words(String argument) {
        String plain = argument.strip();
        if (Address.parsePath(plain).isPresent() || !plain.matches("(?s).*[,<>\"(\\s].*")) {
            return Stream.of(plain);
        }
        // The parser reads bytes of a header as ISO 8859-1 chars.
        String raw = new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        List<String> each = AddressParser.list(raw).stream().filter(AddressItem.Mailbox.class::isInstance).map(AddressItem.Mailbox.class::cast)
                .map(one -> one.domain().isEmpty() ? one.local() : one.local() + "@" + one.domain()).toList();
        return each.isEmpty() || each.contains("") ? Stream.of(plain) : each.stream();
    }

    /** An address of the header; a bare name is one of ours as everywhere. */
    private Optional<Address> named(AddressItem item) {
        return item instanceof AddressItem.Mailbox one ? one.domain().isEmpty() && !one.local().isEmpty() ? address(one.local()) : one.address()
                : Optional.empty();
    }

    private Domain home() {
        return directory.domains().stream().findFirst().or(() -> Domain.parse(hostname)).orElse(Domain.of("localhost"));
    }

    /** A bare name is one of the main domain; where nobody has it there (root, say), postmaster reads it. */
    private Optional<Address> address(String text) {
        if (text.indexOf('@') >= 0 || directory.domains().isEmpty()) {
            return Address.parsePath(text);
        }
        return Address.parse(text + "@" + home()).map(address -> switch (directory.lookUp(address)) {
            case Entry.Nobody _ -> new Address("postmaster", address.domain());
            case Entry.Person _, Entry.Alias _, Entry.Members _, Entry.Foreign _ -> address;
        });
    }
}
