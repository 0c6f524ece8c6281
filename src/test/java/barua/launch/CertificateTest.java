package barua.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

    @TempDir
    private Path folder;
    private final List<String> told = new ArrayList<>();

    private Certificate certificate(String hostname) throws Exception {
        return Certificate.of(folder, hostname, told::add);
    }

    private static X509Certificate read(Certificate certificate) throws Exception {
        return (X509Certificate) KeyStore.getInstance(certificate.keystore().toFile(), certificate.password().toCharArray()).getCertificate(Certificate.ALIAS);
    }

    @Test
    void the_self_signed_certificate_follows_the_host_name_and_the_old_one_is_kept() throws Exception {
        assertEquals("CN=localhost", read(certificate("localhost")).getSubjectX500Principal().getName());
        Certificate renamed = certificate("mail.chuo.example");
        assertEquals("CN=mail.chuo.example", read(renamed).getSubjectX500Principal().getName());
        assertEquals(List.of(List.of(2, "mail.chuo.example"), List.of(2, "localhost"), List.of(7, "127.0.0.1")),
                List.copyOf(read(renamed).getSubjectAlternativeNames()));
        assertTrue(Files.exists(folder.resolve("keystore-localhost.p12")));
        assertEquals(1, told.size());
        assertTrue(told.getFirst().contains("localhost") && told.getFirst().contains("mail.chuo.example"), told.getFirst());
    }

    @Test
    void the_same_name_keeps_the_same_certificate() throws Exception {
        byte[] before = Files.readAllBytes(certificate("mail.chuo.example").keystore());
        assertArrayEquals(before, Files.readAllBytes(certificate("mail.chuo.example").keystore()));
        assertEquals(List.of(), told);
    }

    @Test
    void a_certificate_of_somebody_else_stays_whatever_the_host_name() throws Exception {
        Files.writeString(folder.resolve("keystore.password"), "of the administrator\n");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "barua", "-keyalg",
                "EC",
                "-dname", "CN=mail.other.example, O=Chuo", "-ext", "SAN=dns:mail.other.example,dns:imap.other.example", "-storetype", "PKCS12",
                "-keystore", folder.resolve("keystore.p12").toString(), "-storepass", "of the administrator").redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes());
        assertTrue(keytool.waitFor(30, TimeUnit.SECONDS) && keytool.exitValue() == 0, said);
        byte[] before = Files.readAllBytes(folder.resolve("keystore.p12"));
        assertArrayEquals(before, Files.readAllBytes(certificate("mail.chuo.example").keystore()));
        assertEquals(List.of(), told);
    }
}
