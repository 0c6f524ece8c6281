package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTest {

    @TempDir
    private Path folder;

    @Test
    void is_made_for_its_owner_alone() throws Refusal, IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.make();
        for (String name : new String[] {"", "mail", "spool", "queue", "db", "search", "backup", "tls", "log", "run"}) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.folder(name))), name);
        }
    }

    @Test
    void nobody_runs_on_it_before_the_lock_is_taken() throws Refusal {
        DataFolder data = new DataFolder(folder);
        data.make();
        assertEquals(Optional.empty(), data.runningProcess());
    }

    @Test
    void a_private_file_is_whole_and_readable_by_its_owner_alone() throws IOException {
        Path file = folder.resolve("secret");
        DataFolder.writePrivate(file, "one\n");
        DataFolder.writePrivate(file, "two\n");
        assertEquals("two\n", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_port_that_is_taken_is_named_with_its_holder() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = new Ports(taken.getLocalPort() - 25, InetAddress.getLoopbackAddress());
            Refusal refused = assertThrows(Refusal.class, ports::check);
            assertTrue(refused.getMessage().contains("port " + taken.getLocalPort() + " (SMTP)"), refused.getMessage());
            assertTrue(refused.getMessage().contains("process " + ProcessHandle.current().pid()), refused.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"10.11.19, 11.4.5, -1", "11.4.5, 10.11.19, 1", "11.4.5, 11.4.5, 0", "10.11.9, 10.11.19, -1"})
    void versions_compare_by_number(String one, String other, int order) throws Refusal {
        assertEquals(order, MariaBinaries.Version.find(one).compareTo(MariaBinaries.Version.find("Ver " + other + "-MariaDB for linux")));
    }

    @Test
    void a_database_written_by_a_newer_server_is_not_opened_by_an_older_one() throws Refusal {
        Optional<MariaBinaries.Version> future = Optional.of(MariaBinaries.Version.find("99.0.0"));
        Refusal refused = assertThrows(Refusal.class, () ->
                MariaBinaries.choose(future, Files.createDirectories(folder.resolve("program/lib")).getParent(), folder));
        assertTrue(refused.getMessage().contains("99.0.0"), refused.getMessage());
    }
}
