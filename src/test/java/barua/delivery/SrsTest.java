package barua.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Return paths of our own for what is sent on, and back. */
class SrsTest {

    private static final Domain OURS = Domain.of("chuo.example");
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Srs srs = srs("a key for tests that is long enough");

    private Srs srs(String key) {
        InstantSource source = () -> now;
        return new Srs(key.getBytes(StandardCharsets.UTF_8), source.withZone(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "rafiki+x=y@mbali.example", "Rafiki.Mkuu@mbali.example", "o'neil@b.example", "a@xn--bcher-kva.example",
            "srs0@b.example", "SRS0@b.example"})
    void there_and_back(String sender) {
        Address from = Address.of(sender);
        Address rewritten = srs.rewritten(from, OURS).orElseThrow();
        assertEquals(OURS, rewritten.domain());
        assertTrue(rewritten.local().length() <= 64);
        assertEquals(Optional.of(from), srs.original(rewritten));
        // Servers on the way fold local parts.
        assertEquals(Optional.of(from.toString().toLowerCase(Locale.ROOT)),
                srs.original(new Address(rewritten.local().toLowerCase(Locale.ROOT), OURS)).map(one -> one.toString().toLowerCase(Locale.ROOT)));
        assertEquals(Optional.empty(), srs("another key that is long enough too").original(rewritten), "made elsewhere");
    }

    @Test
    void a_changed_one_leads_nowhere() {
        String local = srs.rewritten(Address.of("a@b.example"), OURS).orElseThrow().local();
        for (String wrong : new String[] {local.replace("=a", "=c"), local.replace("b.example", "c.example"), local.replaceFirst("=[a-z2-7]{8}=", "=aaaaaaaa="),
                "SRS0=", "SRS0=x=y=z", "SRS1=aaaaaaaa=b.example=",
            local.substring(0, local.length() - 1)}) {
            assertEquals(Optional.empty(), srs.original(new Address(wrong, OURS)), wrong);
        }
    }

    @Test
    void it_ends_after_three_weeks_also_when_the_days_begin_anew() {
        Address rewritten = srs.rewritten(Address.of("a@b.example"), OURS).orElseThrow();
        now = now.plus(Duration.ofDays(21));
        assertTrue(srs.original(rewritten).isPresent());
        now = now.plus(Duration.ofDays(1));
        assertEquals(Optional.empty(), srs.original(rewritten));
        now = Instant.EPOCH.plus(Duration.ofDays(1024 * 21 - 1));
        Address last = srs.rewritten(Address.of("a@b.example"), OURS).orElseThrow();
        now = now.plus(Duration.ofDays(20));
        assertTrue(srs.original(last).isPresent(), "over the end of the count of days");
    }

    @Test
    void what_another_server_rewrote_goes_back_to_that_server() {
        Address theirs = Address.of("SRS0=HHH=TT=far.example=user@forwarder.example");
        Address ours = srs.rewritten(theirs, OURS).orElseThrow();
        assertTrue(ours.local().startsWith("SRS1=") && ours.local().endsWith("=forwarder.example==HHH=TT=far.example=user"), ours.local());
        assertEquals(Optional.of(theirs), srs.original(ours));
        Address third = srs.rewritten(Address.of("SRS1=XXXX=forwarder.example==HHH=TT=far.example=user@second.example"), OURS).orElseThrow();
        assertEquals(Optional.of(theirs), srs.original(third), "straight to the first");
    }

    @Test
    void none_for_what_is_too_long_or_cannot_stand_there() {
        assertEquals(Optional.empty(), srs.rewritten(Address.of("a".repeat(50) + "@b.example"), OURS));
        assertEquals(Optional.empty(), srs.rewritten(Address.of("\"a b\"@b.example"), OURS));
        assertEquals(Optional.empty(), srs.rewritten(Address.parse("a@[192.0.2.1]").orElseThrow(), OURS));
    }

    @Test
    void the_key_is_made_once_and_is_the_owners_alone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("srs-key");
        Address rewritten = Srs.open(file, Clock.systemUTC()).rewritten(Address.of("a@b.example"), OURS).orElseThrow();
        byte[] key = Files.readAllBytes(file);
        assertTrue(Srs.open(file, Clock.systemUTC()).original(rewritten).isPresent());
        assertArrayEquals(key, Files.readAllBytes(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
