package barua.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The server's certificate and key: {@code tls/keystore.p12}, its password beside it in {@code keystore.password}. Self-signed where
 * there is none (EC P-256, ten years), for HTTPS needs it before any station runs; {@code net.Tls} reads the same files. One of our own making
 * follows the host name (RFC 7817 §3: clients compare it); any other stays as it is.
 */
record Certificate(Path keystore, String password) {

    static final String ALIAS = "barua";

    private static final int DNS_NAME = 2;   // RFC 5280 §4.2.1.6, its number in GeneralName

    /** @param tell hears what was made anew */
    static Certificate of(Path folder, String hostname, Consumer<String> tell) throws Refusal, IOException, InterruptedException {
        Path keystore = folder.resolve("keystore.p12");
        Path secret = folder.resolve("keystore.password");
        if (!Files.exists(keystore)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            DataFolder.writePrivate(secret, HexFormat.of().formatHex(random) + "\n");
            make(keystore, Files.readString(secret).strip(), hostname);
        }
        Certificate certificate = new Certificate(keystore, Files.readString(secret).strip());
        Optional<String> other = certificate.madeFor().filter(name -> !name.equals(hostname));
        if (other.isPresent()) {
            Files.copy(keystore, keystore.resolveSibling("keystore-" + other.get() + ".p12"), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            make(keystore, certificate.password, hostname);
            tell.accept("The self-signed certificate was for " + other.get() + ": made a new one for " + hostname + "; programs will ask about it once.");
        }
        return certificate;
    }

    /** The host name for which we signed it ourselves; empty for a certificate that somebody else made. */
    private Optional<String> madeFor() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(keystore.toFile(), password.toCharArray());
            if (!(store.getCertificate(ALIAS) instanceof X509Certificate own) || !own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
                return Optional.empty();
            }
            String subject = own.getSubjectX500Principal().getName();
            String name = subject.startsWith("CN=") ? subject.substring("CN=".length()) : "";
            return name.indexOf(',') < 0 && names(own).equals(Set.copyOf(namesFor(name))) ? Optional.of(name) : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("cannot read " + keystore + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
        Set<String> names = new HashSet<>();
        for (List<?> name : Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
            names.add((name.getFirst().equals(DNS_NAME) ? "dns:" : "ip:") + name.get(1));
        }
        return names;
    }

    private static List<String> namesFor(String hostname) {
        return hostname.equals("localhost") ? List.of("dns:localhost", "ip:127.0.0.1") : List.of("dns:" + hostname, "dns:localhost", "ip:127.0.0.1");
    }

    /** The JDK makes certificates through its keytool alone; the password passes by a variable, never as an argument. */
    private static void make(Path keystore, String password, String hostname) throws Refusal, IOException, InterruptedException {
        Path fresh = keystore.resolveSibling("keystore.new");
        Files.deleteIfExists(fresh);
        ProcessBuilder keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
                ALIAS,
                "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA", "-validity", "3650", "-dname", "CN=" + hostname,
                "-ext", "SAN=" + String.join(",", namesFor(hostname)), "-storetype", "PKCS12", "-keystore", fresh.toString(), "-storepass:env",
                "BARUA_KEYSTORE_PASSWORD"));
        keytool.environment().put("BARUA_KEYSTORE_PASSWORD", password);
        Process process = keytool.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new Refusal("cannot make a certificate: " + said.strip());
        }
        Files.setPosixFilePermissions(fresh, DataFolder.PRIVATE_FILE);
        force(fresh);
        Files.move(fresh, keystore, StandardCopyOption.ATOMIC_MOVE);
        force(keystore.toAbsolutePath().getParent());
    }

    private static void force(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
        }
    }
}
