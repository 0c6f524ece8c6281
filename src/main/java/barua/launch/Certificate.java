package barua.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server's certificate and key: {@code tls/keystore.p12}, its password beside it in {@code keystore.password}. Self-signed where
 * there is none (EC P-256, ten years), for HTTPS needs it before any station runs; {@code net.Tls} reads the same files.
 */
record Certificate(Path keystore, String password) {

    static final String ALIAS = "barua";

    static Certificate of(Path folder, String hostname) throws Refusal, IOException, InterruptedException {
        Path keystore = folder.resolve("keystore.p12");
        Path secret = folder.resolve("keystore.password");
        if (!Files.exists(keystore)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            DataFolder.writePrivate(secret, HexFormat.of().formatHex(random) + "\n");
            make(keystore, Files.readString(secret).strip(), hostname);
        }
        return new Certificate(keystore, Files.readString(secret).strip());
    }

    /** The JDK makes certificates through its keytool alone; the password passes by a variable, never as an argument. */
    private static void make(Path keystore, String password, String hostname) throws Refusal, IOException, InterruptedException {
        Path fresh = keystore.resolveSibling("keystore.new");
        Files.deleteIfExists(fresh);
        String names = "dns:" + hostname + (hostname.equals("localhost") ? "" : ",dns:localhost") + ",ip:127.0.0.1";
        ProcessBuilder keytool = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", ALIAS,
                "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA", "-validity", "3650", "-dname", "CN=" + hostname,
                "-ext", "SAN=" + names, "-storetype", "PKCS12", "-keystore", fresh.toString(), "-storepass:env", "BARUA_KEYSTORE_PASSWORD"));
        keytool.environment().put("BARUA_KEYSTORE_PASSWORD", password);
        Process process = keytool.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new Refusal("cannot make a certificate: " + said.strip());
        }
        Files.setPosixFilePermissions(fresh, DataFolder.PRIVATE_FILE);
        Files.move(fresh, keystore, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
