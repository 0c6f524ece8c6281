package barua.webmail;

import barua.delivery.Delivery;
import barua.delivery.DeliveryOptions;
import barua.delivery.DryRun;
import barua.delivery.RedirectPolicy;
import barua.delivery.Srs;
import barua.directory.Account;
import barua.directory.Directory;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Domain;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A desk over a real store on a real disk, with two people. */
final class Office implements AutoCloseable {

    static final Account NEEMA = new Account(1, Address.of("neema@mfano.example"), "Neema Mushi", true, false, Long.MAX_VALUE, "en");
    static final Account BARAKA = new Account(2, Address.of("baraka@mfano.example"), "Baraka Kimaro", true, false, Long.MAX_VALUE, "sw");

    static final SecretKey SEAL_KEY = new SecretKeySpec("a key for tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

    final MailStore store;
    final Desk desk;
    final DryRun dryRun;
    private final Trace trace;
    private Instant now = Instant.parse("2026-03-01T10:00:00Z");

    Office(Path data) throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.create(NEEMA.address());
        store.create(BARAKA.address());
        Directory directory = Directory.of(List.of(Domain.of("mfano.example")), List.of(NEEMA, BARAKA), List.of());
        desk = new Desk(store, directory);
        trace = Trace.open(data.resolve("trace"), Clock.systemUTC());
        dryRun = new Delivery(store, directory, trace, new DeliveryOptions(Delivery.WhenFull.TRY_AGAIN, "mail.mfano.example", ZoneOffset.UTC, REDIRECTS,
                Srs.open(data.resolve("srs"), Clock.systemUTC()), data.resolve("snoozed")), Clock.systemUTC()).dryRun();
    }

    /** What rules may send on: to our own, and to one beside. */
    private static final RedirectPolicy REDIRECTS = new RedirectPolicy(RedirectPolicy.Where.APPROVED, Set.of(),
            Set.of(Address.of("rafiki@mbali.example")), 100);

    /** Where mail may be sent on to anybody but {@code hakuna@mfano.example}, whom nobody knows. */
    static final ForwardingPolicy FORWARDING = new ForwardingPolicy(true, List.of(), _ -> true, Address.of("hakuna@mfano.example")::equals);

    static Site site(int messageSizeLimit) {
        return new Site("mail.mfano.example", "Mfano", messageSizeLimit, Duration.ofSeconds(10), FORWARDING, Map.of(), SEAL_KEY);
    }

    /** Each letter a minute after the one before. */
    long file(Folder folder, String head, Flags flags) throws IOException {
        now = now.plusSeconds(60);
        try (Staged staged = store.stage()) {
            byte[] bytes = (head.strip().replace("\n", "\r\n") + "\r\n\r\nHabari za leo?\r\n").getBytes(StandardCharsets.UTF_8);
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, flags, now);
        }
    }

    long file(Folder folder, String subject) throws IOException {
        return file(folder, "From: Juma <juma@mbali.example>\nSubject: " + subject + "\nMessage-ID: <" + subject.replace(' ', '.') + "@mbali.example>",
                Flags.NONE);
    }

    Folder inbox() throws IOException {
        return store.open(NEEMA.address()).folder(FolderName.INBOX);
    }

    Folder folder(SpecialUse use) throws IOException {
        return store.open(NEEMA.address()).folder(use);
    }

    @Override
    public void close() throws IOException {
        trace.close();
        store.close();
    }
}
