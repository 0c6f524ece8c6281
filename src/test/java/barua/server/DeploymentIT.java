package barua.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.MariaDb;
import jakarta.mail.MessagingException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The WAR alone in a plain Payara Micro, without our launcher: it deploys, every port answers, and mail goes all the way round. */
@ExtendWith(ArquillianExtension.class)
class DeploymentIT {

    private static final Demo.Person NEEMA = Demo.people().getFirst();
    private static final Demo.Person BARAKA = Demo.people().get(1);

    private static final String PASSWORD = "siri ya hifadhidata";

    private static Path folder;
    private static MariaDb database;
    private static int portBase;
    private static final Post POST = new Post(standard -> portBase + standard);

    @ArquillianResource
    private URL web;

    /** The settings travel in the WAR, for the container is started before anybody can know them. */
    @Deployment(testable = false)
    static WebArchive barua() throws IOException, InterruptedException, SQLException {
        folder = Files.createTempDirectory("barua-deployment");
        database = MariaDb.start(Files.createDirectory(folder.resolve("mariadb")));
        database.allow("barua", PASSWORD);
        portBase = Launched.freePortBase();
        String settings = String.join("\n", "barua.data=" + folder.resolve("data"), "barua.port-base=" + portBase, "barua.bind=127.0.0.1", "barua.demo=true",
                "barua.db.url=" + database.url("barua"), "barua.db.user=barua", "barua.db.password=" + PASSWORD, "barua.disk.reserve=1MB");
        return ShrinkWrap.create(ZipImporter.class, "ROOT.war").importFrom(new File(System.getProperty("barua.war"))).as(WebArchive.class)
                .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        database.close();
        Launched.delete(folder);
    }

    @Test
    void health_says_ready() throws IOException {
        HttpURLConnection ready = (HttpURLConnection) URI.create("http://127.0.0.1:" + web.getPort() + "/health/ready").toURL().openConnection();
        assertEquals(200, ready.getResponseCode());
        assertEquals("{\"status\":\"UP\"}", new String(ready.getInputStream().readAllBytes()));
    }

    @ParameterizedTest
    @CsvSource({"24, 220 ", "25, 220 ", "587, 220 ", "143, * OK ", "110, +OK "})
    void plain_port_greets(int standard, String greeting) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), portBase + standard); InputStream in = socket.getInputStream()) {
            socket.setSoTimeout(10_000);
            assertTrue(new String(in.readNBytes(greeting.length())).startsWith(greeting.strip()), () -> "port " + standard);
        }
    }

    @ParameterizedTest
    @CsvSource({"imap", "imaps", "pop3", "pop3s"})
    void mail_from_another_server_is_there_for(String protocol) throws MessagingException {
        POST.deliver("rafiki@mbali.example", NEEMA.address().toString(), "kwa " + protocol + " tu");
        assertEquals(List.of("kwa " + protocol + " tu"), POST.subjects(protocol, NEEMA.address().toString(), NEEMA.password(), "kwa " + protocol + " tu"));
    }

    @ParameterizedTest
    @CsvSource({"587", "465"})
    void mail_of_one_person_reaches_another(int port) throws MessagingException {
        POST.submit(NEEMA.address().toString(), NEEMA.password(), BARAKA.address().toString(), "kutoka bandari " + port, port);
        assertEquals(List.of("kutoka bandari " + port), POST.subjects("imaps", BARAKA.address().toString(), BARAKA.password(), "kutoka bandari " + port));
    }
}
