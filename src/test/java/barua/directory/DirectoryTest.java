package barua.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {

    private static final Domain CHUO = new Domain("chuo.example");
    private static final Domain KIJIJI = new Domain("kijiji.example");

    @TempDir
    Path folder;

    private static Account account(long id, String address, boolean administrator) {
        return new Account(id, Address.of(address), "Name\twith\\tab", true, administrator, 10, "sw");
    }

    private static Entry.Alias alias(String address, String... targets) {
        return new Entry.Alias(Address.of(address), java.util.Arrays.stream(targets).map(Address::of).toList());
    }

    @Test
    void postmaster_and_abuse_lead_to_the_administrators_of_the_domain_first() {
        Account neema = account(1, "neema@chuo.example", false);
        Account juma = account(2, "juma@chuo.example", true);
        Account asha = account(3, "asha@kijiji.example", true);
        Directory directory = Directory.of(List.of(CHUO, KIJIJI), List.of(neema, juma, asha), List.of());
        assertEquals(alias("postmaster@chuo.example", "juma@chuo.example"), directory.lookUp(Address.of("Postmaster@chuo.example")));
        assertEquals(alias("abuse@kijiji.example", "asha@kijiji.example"), directory.lookUp(Address.of("abuse@kijiji.example")));
        Directory one = Directory.of(List.of(CHUO, KIJIJI), List.of(neema, juma), List.of());
        assertEquals(alias("abuse@kijiji.example", "juma@chuo.example"), one.lookUp(Address.of("abuse@kijiji.example")));
        Directory none = Directory.of(List.of(CHUO), List.of(neema), List.of());
        assertEquals(alias("postmaster@chuo.example", "neema@chuo.example"), none.lookUp(Address.of("postmaster@chuo.example")));
        Directory made = Directory.of(List.of(CHUO), List.of(neema, juma), List.of(alias("postmaster@chuo.example", "out@other.example")));
        assertEquals(alias("postmaster@chuo.example", "out@other.example"), made.lookUp(Address.of("postmaster@chuo.example")));
    }

    @Test
    void somebody_may_write_from_aliases_that_lead_to_them_alone() {
        Account neema = account(1, "neema@chuo.example", false);
        Account juma = account(2, "juma@chuo.example", true);
        Directory directory = Directory.of(List.of(CHUO), List.of(neema, juma), List.of(alias("office@chuo.example", "Neema@chuo.example"),
                alias("first@chuo.example", "office@chuo.example"), alias("both@chuo.example", "neema@chuo.example", "juma@chuo.example"),
                alias("a@chuo.example", "b@chuo.example"), alias("b@chuo.example", "a@chuo.example"), alias("out@chuo.example", "x@other.example")));
        assertEquals(List.of("neema@chuo.example", "first@chuo.example", "office@chuo.example"),
                directory.sendersOf(neema).stream().map(Address::toString).toList());
    }

    @Test
    void the_last_good_copy_is_private_and_read_back_in_whole() throws IOException {
        Snapshot snapshot = new Snapshot(List.of(CHUO), java.util.Set.of(CHUO),
                List.of(new Snapshot.Person(account(1, "neema@chuo.example", true), new Credentials("$argon2id$x", "SCRAM"), true)),
                List.of(new Snapshot.Former(Address.of("old@chuo.example"), 1)),
                List.of(alias("office@chuo.example", "Some.One@other.example", "neema@chuo.example")), "decoy");
        Path file = folder.resolve("copy");
        LastGood.write(snapshot, file);
        LastGood.write(snapshot, file);
        assertEquals(snapshot, LastGood.read(file).orElseThrow());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(1, Files.list(folder).count());
    }

    @Test
    void a_damaged_copy_is_not_believed() throws IOException {
        Path file = folder.resolve("copy");
        LastGood.write(new Snapshot(List.of(CHUO), java.util.Set.of(), List.of(), List.of(), List.of(), "d"), file);
        Files.writeString(file, Files.readString(file).replace("chuo", "chup"));
        assertThrows(IOException.class, () -> LastGood.read(file));
        assertThrows(IOException.class, () -> Directory.open(file, () -> {
            throw new IllegalStateException("the database is away");
        }));
        assertThrows(IOException.class, () -> Directory.open(folder.resolve("missing"), () -> {
            throw new IllegalStateException("the database is away");
        }));
    }

    @Test
    void the_copy_is_written_by_closing_and_used_when_the_source_is_away() throws IOException {
        Path file = folder.resolve("copy");
        Snapshot snapshot = new Snapshot(List.of(CHUO), java.util.Set.of(),
                List.of(new Snapshot.Person(account(1, "neema@chuo.example", true), new Credentials("h", "s"), false)),
                List.of(), List.of(), "d");
        Directory.open(file, () -> snapshot).close();
        Directory directory = Directory.open(file, () -> {
            throw new IllegalStateException("the database is away");
        });
        assertTrue(directory.isOurs(CHUO));
        assertFalse(directory.isCurrent());
        assertFalse(directory.refresh());
        assertEquals(1, directory.accounts().size());
    }
}
