package barua.admin;

import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Content;
import barua.message.Dates;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Mail of cron and scripts, as sendmail(1) takes it in: what is missing is added, then it goes the way of all mail. */
public final class Sendmail {

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

    /** One recipient that was refused. */
    record Refused(Address recipient, Status why) {
    }

    /** What became of a message. */
    sealed interface Outcome {

        /** Taken over for all but those. */
        record Taken(ReversePath from, List<Refused> refused) implements Outcome {
        }

        record Unusable(String why) implements Outcome {
        }
    }

    Answer answer(ShellCall.Sendmail call, Content message) throws IOException {
        return switch (send(call, message)) {
            case Outcome.Unusable(String why) -> Answer.refused(why);
            case Outcome.Taken(_, List<Refused> refused) when !refused.isEmpty() ->
                    Answer.refused(String.join("; ", refused.stream().map(each -> each.recipient() + ": " + each.why()).toList()));
            case Outcome.Taken _ -> Answer.done("");
        };
    }

    /** @throws IOException where nothing could be kept: the caller still has the message */
    Outcome send(ShellCall.Sendmail call, Content message) throws IOException {
        Headers headers = MimeParser.parse(message).headers();
        Optional<ReversePath> from = sender(call);
        Set<Address> recipients = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        for (String text : call.recipients()) {
            address(text).ifPresentOrElse(recipients::add, () -> wrong.add(text));
        }
        if (call.fromHeader()) {
            List.of("To", "Cc", "Bcc").forEach(field -> headers.addresses(field).stream()
                    .filter(AddressItem.Mailbox.class::isInstance).map(item -> ((AddressItem.Mailbox) item).address()).flatMap(Optional::stream).forEach(recipients::add));
        }
        if (from.isEmpty()) {
            return new Outcome.Unusable("no usable sender: say one with -f");
        }
        if (!wrong.isEmpty()) {
            return new Outcome.Unusable(wrong + ": not an address");
        }
        if (recipients.isEmpty()) {
            return new Outcome.Unusable("no recipients: name them, or say -t and name them in the header");
        }
        return send(from.get(), List.copyOf(recipients), message, missing(headers, from.get(), call.fullName()));
    }

    private Outcome send(ReversePath from, List<Address> to, Content message, String front) throws IOException {
        Files.createDirectories(scratch);
        Path ready = Files.createTempFile(scratch, "mail", null);
        try {
            try (InputStream in = message.open(); OutputStream out = Files.newOutputStream(ready)) {
                MailText.copy(in, front, out);
            }
            List<Status> statuses = outbox.send(from, to, Content.of(ready));
            List<Refused> refused = new ArrayList<>();
            for (int i = 0; i < to.size(); i++) {
                if (!statuses.get(i).isDone()) {
                    refused.add(new Refused(to.get(i), statuses.get(i)));
                }
            }
            return new Outcome.Taken(from, refused);
        } finally {
            Files.deleteIfExists(ready);
        }
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

    private Optional<ReversePath> sender(ShellCall.Sendmail call) {
        if (call.from().isPresent() && call.from().get().matches("|<>")) {
            return Optional.of(ReversePath.NOBODY);
        }
        return address(call.from().orElse(call.user())).map(ReversePath::of);
    }

    /** A bare name is one of the main domain; where nobody has it there (root, say), postmaster reads it. */
    private Optional<Address> address(String text) {
        String plain = text.strip().replaceFirst("^<(.*)>$", "$1");
        if (plain.indexOf('@') >= 0 || directory.domains().isEmpty()) {
            return Address.parse(plain);
        }
        return Address.parse(plain + "@" + directory.domains().getFirst()).map(address -> switch (directory.lookUp(address)) {
            case Entry.Nobody _ -> new Address("postmaster", address.domain());
            case Entry.Person _, Entry.Alias _, Entry.Foreign _ -> address;
        });
    }
}
