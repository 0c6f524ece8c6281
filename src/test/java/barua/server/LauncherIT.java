package barua.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of one data folder as its administrator sees it, by the real script: started, used, killed, started again, stopped. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LauncherIT {

    private static final String USER = "mwalimu@shule.example";
    private static final String PASSWORD = "si rahisi kukisia";

    private static Path data;
    private static int portBase;
    private static Launched server;
    private static final Post POST = new Post(standard -> server.port(standard));

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        data = Files.createTempDirectory("barua-it")
                .resolve("a folder whose name is long enough that no Unix socket could be bound below it without a trick, however it is named");
        portBase = Launched.freePortBase();
        server = Launched.start(data, portBase);
    }

    @AfterAll
    static void end() throws IOException, InterruptedException {
        server.close();
        Launched.delete(data.getParent());
    }

    @Test
    @Order(1)
    void says_where_it_is_and_how_to_begin() throws IOException, InterruptedException {
        server.awaitSaid("https://localhost:" + server.port(443) + "/", Duration.ofSeconds(10));
        server.awaitSaid("barua account add", Duration.ofSeconds(10));   // a new data folder has no account: it says how to make one
    }

    @Test
    @Order(2)
    void health_says_ready_over_plain_http_and_all_else_is_sent_to_https() throws IOException {
        assertEquals(200, get("/health/ready").getResponseCode());
        assertEquals(200, get("/health/live").getResponseCode());
        HttpURLConnection elsewhere = get("/mail?folder=INBOX");
        assertEquals(301, elsewhere.getResponseCode());
        assertEquals("https://127.0.0.1:" + server.port(443) + "/mail?folder=INBOX", elsewhere.getHeaderField("Location"));
        assertEquals(null, elsewhere.getHeaderField("Server"), "it does not say what it is made of");
        assertEquals(null, elsewhere.getHeaderField("X-Powered-By"));
    }

    @Test
    @Order(2)
    void pages_have_the_tls_of_the_mail_ports_and_strangers_requests_leave_no_trace_of_stacks() throws Exception {
        String large = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";
        String small = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
        assertEquals(suite(large, small), suite(small, large), "our order counts, not the client's");
        assertThrows(SSLException.class, () -> suite("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"), "authenticated encryption alone");
        for (String request : List.of("GET \0 HTTP/1.1\r\nHost: localhost\r\n\r\n", "no request\r\n\r\n")) {
            try (SSLSocket socket = secure(small)) {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            }
        }
        for (String target : List.of("/%", "/a%zz", "/%00", "/..", "/\u00ff", "/a\\b", "foo", "http://localhost/%")) {
            String answer = answer(small, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("Content-Security-Policy: "), target + ": " + answer);
        }
        assertTrue(answer(small, "GET https://localhost:1/login HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200 "));
        try (SSLSocket socket = secure(small)) {
            socket.getOutputStream().write("GET /login HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1).equals("HTTP/1.1 400"));
        }
        assertFalse(Files.readString(data.resolve("log/barua.log")).contains("\tat "), "no stack trace for a stranger's request");
    }

    @Test
    @Order(2)
    void a_request_that_is_too_long_harms_no_other() throws Exception {
        assertEquals(200, overHttp2("/login?x=" + "%F0%9F%98%80".repeat(1_000)), "a thousand signs of four octets");
        for (int size : List.of(60_000, 100_000, 200_000, 60_000, 60_000)) {
            try {
                assertEquals(431, overHttp2("/login?x=" + "a".repeat(size)));
            } catch (IOException ended) {
                // the connection may be ended: it is that client's own
            }
        }
        for (int i = 0; i < 30; i++) {
            assertEquals(200, overHttp2("/login"));
        }
    }

    /** On a connection of its own. */
    private static int overHttp2(String target) throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Trusting()}, null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(anybody).version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(URI.create("https://localhost:" + server.port(443) + target)).build(),
                    HttpResponse.BodyHandlers.discarding());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            return answer.statusCode();
        }
    }

    private static String answer(String suite, String request) throws Exception {
        try (SSLSocket socket = secure(suite)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String suite(String... offered) throws Exception {
        try (SSLSocket socket = secure(offered)) {
            return socket.getSession().getCipherSuite();
        }
    }

    private static SSLSocket secure(String... suites) throws Exception {
        SSLContext anybody = SSLContext.getInstance("TLS");
        anybody.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket socket = (SSLSocket) anybody.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.port(443));
        socket.setSoTimeout(20_000);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(suites);
        socket.startHandshake();
        return socket;
    }

    private static final class Trusting extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    @Order(3)
    void only_the_ports_of_the_contract_listen_and_a_database_port_of_its_own_on_the_loopback() throws IOException {
        Set<Integer> expected = new TreeSet<>(List.of(24, 25, 80, 110, 143, 443, 465, 587, 993, 995, 4190).stream().map(server::port).toList());
        Set<Integer> web = listening(server.pid());
        assertEquals(expected, web);
        ProcessHandle database = database();
        assertEquals(1, listening(database.pid()).size(), "the database listens on one port");
        assertTrue(Sockets.addressesOf(database.pid()).stream().allMatch(InetAddress::isLoopbackAddress));
    }

    @Test
    @Order(4)
    void everything_in_the_data_folder_is_its_owners_alone() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("run/barua.sock"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("tls/keystore.password"))));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("db/password"))));
    }

    @Test
    @Order(5)
    void a_second_start_is_refused_with_the_process_that_runs() throws IOException, InterruptedException {
        try (Launched second = Launched.begin(data, Launched.freePortBase(), Map.of())) {
            assertEquals(1, second.exitCode());
            assertTrue(second.said().contains("as process " + server.pid()), second.said());
        }
    }

    @Test
    @Order(6)
    void commands_make_a_domain_and_accounts_and_say_why_they_refuse() throws IOException, InterruptedException {
        assertEquals(0, server.command("domain", "add", "shule.example").code());
        Launched.Said added = server.commandWithInput(PASSWORD + "\n", "account", "add", USER, "--name", "Mwalimu Mkuu", "--language", "sw",
                "--password-stdin");
        assertEquals(0, added.code(), added.err());
        Launched.Said generated = server.command("account", "add", "karani@shule.example", "--json");
        assertTrue(generated.out().matches("\\{\"address\":\"karani@shule.example\",\"password\":\"[a-z2-9]{14}\"}\\s*"), generated.out());
        Launched.Said again = server.command("account", "add", USER);
        assertEquals(1, again.code());
        assertTrue(again.err().contains(USER), again.err());
        assertEquals(2, server.command("account", "add").code(), "wrong usage");
        assertEquals(2, server.command("no-such-command").code());
        assertTrue(server.command("account", "list").out().contains("Mwalimu Mkuu"));
        assertTrue(server.command("status").out().contains("2 accounts"));
    }

    @Test
    @Order(7)
    void a_list_of_people_becomes_accounts_and_what_is_wrong_in_it_is_named() throws IOException, InterruptedException {
        String csv = "address,name,language\nasha@shule.example,\"Juma, Asha\",sw\nnot an address,Nobody,en\n";
        Launched.Said said = server.commandWithInput(csv, "account", "add", "--csv", "-");
        assertTrue(said.out().contains("asha@shule.example,"), said.out());
        assertEquals(1, said.code(), "not all were added");
        assertTrue(said.out().contains("# not added: not an address"), said.out());
        assertTrue(server.command("account", "show", "asha@shule.example").out().contains("Juma, Asha"));
        assertTrue(server.command("trace", "asha@shule.example").out().contains("changed  asha@shule.example  added asha@shule.example, by "),
                "who made it stands in the trace");
    }

    @Test
    @Order(7)
    void sendmail_ends_as_cron_and_scripts_expect_it() throws IOException, InterruptedException, MessagingException {
        Launched.Said taken = server.commandWithInput("Subject: kutoka cron\n\nSawa.\n", "sendmail", "-FCronDaemon", "-i", "-B8BITMIME", "-oem", USER);
        assertEquals(0, taken.code(), taken.err());
        assertEquals(List.of("kutoka cron"), POST.subjects("imaps", USER, PASSWORD, "kutoka cron"));
        Launched.Said refused = server.commandWithInput("Subject: x\n\n", "sendmail", "-i", "hayupo@shule.example");
        assertEquals(67, refused.code(), "EX_NOUSER");
        assertTrue(refused.err().contains("hayupo@shule.example: 5.1.1"), refused.err());
        assertEquals("Mail queue is empty", server.command("sendmail", "-bp").out().strip());
        assertEquals(67, server.command("sendmail", "-bv", USER, "hayupo@shule.example").code());
    }

    @Test
    @Order(7)
    void scripts_are_put_checked_tried_and_run() throws IOException, InterruptedException, MessagingException {
        Path file = Files.writeString(data.resolveSibling(data.getFileName() + ".sieve"), "require [\"fileinto\", \"mailbox\", \"vacation\"];\n"
                + "if header :contains \"subject\" \"mtihani\" { fileinto :create \"Mitihani\"; }\nvacation \"Niko likizo.\";\n");
        Path letter = Files.writeString(data.resolveSibling(data.getFileName() + ".eml"), "From: a@b.example\r\nSubject: mtihani wa mwisho\r\n\r\nHabari\r\n");
        try {
            Launched.Said wrong = server.commandWithInput("keep;\nfrobnicate;\n", "sieve", "check", USER, "-");
            assertEquals(1, wrong.code());
            assertTrue(wrong.out().startsWith("standard input:2:1: "), wrong.out());
            assertEquals(1, server.commandWithInput("frobnicate;", "sieve", "put", USER, "kazi", "-").code(), "what cannot be run is not put");
            assertEquals(0, server.command("sieve", "put", USER, "kazi", file.toString(), "--activate").code());
            assertTrue(server.command("sieve", "list", USER).out().matches("kazi  .*  \\d+ bytes  \\(active\\)\\s*"));
            assertEquals(Files.readString(file), server.command("sieve", "show", USER).out());
            Launched.Said tried = server.command("sieve", "test", USER, "--message", letter.toString());
            assertTrue(tried.out().startsWith("file into Mitihani"), tried.out() + tried.err());
            assertTrue(server.command("sieve", "test", USER, "--json", "--message", letter.toString()).out().contains("\"what\":\"file\",\"to\":\"Mitihani\""));
            assertEquals(1, server.command("sieve", "remove", USER, "kazi").code(), "it is active");
            POST.deliver("asha@shule.example", USER, "mtihani wa kwanza");
            POST.deliver("asha@shule.example", USER, "mtihani wa pili");
            assertEquals(List.of("mtihani wa kwanza", "mtihani wa pili"), POST.subjectsIn("Mitihani", USER, PASSWORD));
            String traced = server.command("trace", USER).out();
            assertTrue(traced.contains("Mitihani UID 2, by kazi, line 2"), traced);
            assertTrue(traced.contains("  answered  " + USER + "  asha@shule.example, as "), "once, and by the queue");
            assertTrue(traced.contains("not answered"), "and no second time");
            assertEquals(2, server.command("sieve", "put", USER).code(), "wrong usage");
            assertEquals(0, server.commandWithInput("keep;", "sieve", "global", "put", "mwisho", "-", "--after").code());
            assertTrue(server.command("sieve", "global", "list").out().startsWith("mwisho  after those of everybody"));
            assertEquals(0, server.command("sieve", "global", "remove", "mwisho").code());
            assertEquals(0, server.command("sieve", "deactivate", USER).code());
            assertTrue(server.command("trace", USER).out().contains("put the script kazi of " + USER + ", by "));
        } finally {
            Files.delete(file);
            Files.delete(letter);
        }
    }

    @Test
    @Order(8)
    void mail_that_was_acknowledged_outlives_kill_minus_nine_with_its_flags() throws IOException, InterruptedException, MessagingException {
        POST.deliver("rafiki@mbali.example", USER, "kabla ya kuanguka");
        POST.flag(USER, PASSWORD, "kabla ya kuanguka");
        server.kill();
        server.close();
        server = Launched.start(data, portBase);
        assertEquals(List.of("kabla ya kuanguka"), POST.subjects("imaps", USER, PASSWORD, "kabla ya kuanguka"));
        assertTrue(POST.isFlagged(USER, PASSWORD, "kabla ya kuanguka"));
    }

    @Test
    @Order(9)
    void while_the_database_is_away_mail_flows_and_people_log_in_and_it_heals_by_itself() throws IOException, InterruptedException, MessagingException {
        long before = database().pid();
        database().destroyForcibly();
        POST.deliver("rafiki@mbali.example", USER, "bila hifadhidata");
        assertEquals(List.of("bila hifadhidata"), POST.subjects("pop3s", USER, PASSWORD, "bila hifadhidata"));
        Launched.Said added = server.command("alias", "add", "ofisi@shule.example", USER);
        for (int attempt = 0; attempt < 60 && added.code() != 0; attempt++) {   // each takes about a second
            assertTrue(added.err().contains("database is away"), added.err());
            added = server.command("alias", "add", "ofisi@shule.example", USER);
        }
        assertEquals(0, added.code(), added.err());
        assertFalse(before == database().pid(), "the database was started again");
        POST.deliver("rafiki@mbali.example", "ofisi@shule.example", "kwa ofisi");
        assertEquals(List.of("kwa ofisi"), POST.subjects("imap", USER, PASSWORD, "kwa ofisi"));
    }

    @Test
    @Order(10)
    void stops_cleanly_within_ten_seconds_and_takes_the_database_with_it() throws IOException, InterruptedException {
        ProcessHandle database = database();
        Launched.Said stopped = server.stop();
        assertTrue(Long.parseLong(stopped.out()) < 10_000, "it took " + stopped.out() + " ms");
        assertEquals(0, stopped.code(), stopped.err());
        assertFalse(database.isAlive());
        assertEquals(1, server.command("status").code());
    }

    @Test
    @Order(11)
    void mail_handed_in_while_it_is_down_arrives_after_the_start() throws IOException, InterruptedException, MessagingException {
        Launched.Said left = server.commandWithInput("From: cron@shule.example\nSubject: ripoti ya usiku\nBcc: siri@shule.example\n\nSawa.\n", "sendmail", "-i",
                USER);
        assertEquals(0, left.code(), left.err());
        server.close();
        server = Launched.start(data, portBase);
        server.awaitCollected();
        assertEquals(List.of("ripoti ya usiku"), POST.subjects("imaps", USER, PASSWORD, "ripoti ya usiku"));
    }

    @Test
    @Order(12)
    void a_wrong_setting_stops_the_start_with_key_value_and_what_is_allowed() throws IOException, InterruptedException {
        Path other = Files.createDirectories(data.resolveSibling("wrong"));
        Files.writeString(other.resolve("barua.properties"), "barua.message.size-limit=plenty\n");
        try (Launched wrong = Launched.begin(other, Launched.freePortBase(), Map.of())) {
            assertEquals(1, wrong.exitCode());
            assertTrue(wrong.said().contains("barua.message.size-limit = plenty: not allowed; it takes a size from 64KB to 1GB"), wrong.said());
        }
        try (Launched wrong = Launched.begin(data.resolveSibling("wrong2"), Launched.freePortBase(), Map.of("BARUA_SMTP_RELAYHOST", "nowhere"))) {
            assertEquals(1, wrong.exitCode());
            assertTrue(wrong.said().contains("barua.smtp.relayhost = nowhere: not allowed; it takes host:port"), wrong.said());
        }
    }

    @Test
    @Order(13)
    void a_port_that_is_taken_is_named_with_who_has_it() throws IOException, InterruptedException {
        int base = Launched.freePortBase();
        try (ServerSocket taken = new ServerSocket(base + 143, 1,
                InetAddress.getLoopbackAddress()); Launched refused = Launched.begin(data.resolveSibling("taken"), base, Map.of())) {
            assertEquals(1, refused.exitCode());
            assertTrue(refused.said().contains("port " + taken.getLocalPort() + " (IMAP)"), refused.said());
            assertTrue(refused.said().contains("process " + ProcessHandle.current().pid()), refused.said());
        }
    }

    @Test
    @Order(14)
    void a_stop_in_the_middle_of_the_start_leaves_no_database_behind() throws IOException, InterruptedException {
        Path other = data.resolveSibling("stopped");
        for (String moment : List.of("mariadb", "--datadir=" + other.resolve("db/data"))) {   // while the database is made; while it starts
            try (Launched begun = Launched.begin(other, Launched.freePortBase(), Map.of())) {
                for (int tenth = 0; tenth < 1200 && programsOf(other, moment).isEmpty(); tenth++) {
                    Thread.sleep(100);
                }
                assertFalse(programsOf(other, moment).isEmpty(), moment + " never ran: " + begun.said());
                ProcessHandle.of(begun.pid()).orElseThrow().destroy();
                begun.exitCode();
                assertEquals(List.of(), programsOf(other, "mariadb"), "left behind");
            }
        }
        try (Launched killed = Launched.begin(other, Launched.freePortBase(), Map.of())) {
            killed.awaitReady();
        }
    }

    /** Command lines of those that run with a folder below that one, and with that word. */
    private static List<String> programsOf(Path folder, String word) {
        return ProcessHandle.allProcesses().map(LauncherIT::commandLine)
                .filter(line -> line.contains(folder.toString()) && line.contains(word) && !line.contains("java")).toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ');
            return line + " in " + Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static HttpURLConnection get(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + server.port(80) + path).toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) Duration.ofSeconds(5).toMillis());
        connection.setReadTimeout((int) Duration.ofSeconds(20).toMillis());
        return connection;
    }

    private static ProcessHandle database() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(data.resolve("db/mariadbd.pid")).strip())).orElseThrow();
    }

    private static Set<Integer> listening(long pid) throws IOException {
        return Sockets.portsOf(pid);
    }
}
