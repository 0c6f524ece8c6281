package barua.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import barua.directory.MariaDb;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A MariaDB server that somebody else runs: waited for at the start, survived when it goes away. */
@Tag("long")
class ExternalDatabaseIT {

    private static final String USER = "neema@chuo.example";

    @Test
    void the_start_waits_for_it_and_mail_flows_while_it_is_away() throws IOException, InterruptedException, SQLException, MessagingException {
        assumeTrue(MariaDb.isInstalled(), "no mariadb-server here");
        Path folder = Files.createTempDirectory("barua-external");
        Path data = folder.resolve("data");
        try (MariaDb database = MariaDb.start(Files.createDirectory(folder.resolve("mariadb")))) {
            database.allow("posta", "siri ya hifadhidata");
            database.stopServer();
            Path secret = Files.writeString(folder.resolve("secret"), "siri ya hifadhidata\n");
            Map<String, String> settings = Map.of("BARUA_DB_URL", database.url("barua"), "BARUA_DB_USER", "posta", "BARUA_DB_PASSWORD_FILE", secret.toString());
            try (Launched server = Launched.begin(data, Launched.freePortBase(), settings)) {
                server.awaitSaid("waiting for the database at", Launched.READY);   // this may be the first run of the build
                database.startServer();
                server.awaitReady();
                Post post = new Post(server::port);
                server.command("domain", "add", "chuo.example");
                assertEquals(0, server.commandWithInput("hodi hodi wenyewe\n", "account", "add", USER, "--password-stdin").code());
                assertFalse(Files.exists(data.resolve("db/data")), "no database of its own is made");

                database.stopServer();
                post.deliver("rafiki@mbali.example", USER, "hakuna hifadhidata");
                assertEquals(List.of("hakuna hifadhidata"), post.subjects("imaps", USER, "hodi hodi wenyewe", "hakuna hifadhidata"));
                Launched.Said refused = server.command("domain", "add", "shule.example");
                assertEquals(1, refused.code());
                assertTrue(refused.err().contains("the database is away"), refused.err());

                database.startServer();
                assertEquals(0, server.command("domain", "add", "shule.example").code(), "it heals without a restart");
            }
        } finally {
            Launched.delete(folder);
        }
    }
}
