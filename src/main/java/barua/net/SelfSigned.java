package barua.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes a self-signed certificate with the JDK's own keytool: the JDK has no public interface for it. The password is
 * handed over in a file, never on a command line. The keystore gets its name last: after a crash there is a whole one or none.
 */
final class SelfSigned {

    private static final int KEYTOOL_SECONDS = 60;

    private final Path keystore;
    private final Path password;

    SelfSigned(Path keystore, Path password) {
        this.keystore = keystore;
        this.password = password;
    }

    void make(String hostname) throws IOException {
        if (!hostname.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            throw new IOException("no certificate can be made for the host name " + hostname);
        }
        Path folder = keystore.toAbsolutePath().getParent();
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.exists(password)) {
            writePassword();
        }
        Path fresh = keystore.resolveSibling("keystore.p12.new");
        Files.deleteIfExists(fresh);
        run(command(fresh, hostname));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        force(fresh);
        Files.move(fresh, keystore, StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Path fresh = password.resolveSibling("keystore.password.new");
        Files.deleteIfExists(fresh);
        var onlyOwner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel file = FileChannel.open(fresh, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyOwner)) {
            file.write(ByteBuffer.wrap(secret.getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        Files.move(fresh, password, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> command(Path fresh, String hostname) {
        String own = hostname.matches("[0-9.]+") ? "ip:" + hostname : "dns:" + hostname;
        String names = own + (hostname.equals("localhost") ? "" : ",dns:localhost") + (hostname.equals("127.0.0.1") ? "" : ",ip:127.0.0.1");
        return List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC",
                "-genkeypair", "-alias", "barua", "-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA",
                "-validity", "3650", "-dname", "CN=" + hostname, "-ext", "SAN=" + names,
                "-storetype", "PKCS12", "-keystore", fresh.toString(), "-storepass:file", password.toString());
    }

    private static void run(List<String> command) throws IOException {
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.PIPE).start();
        try {
            keytool.getOutputStream().close();
            boolean ended = keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS);   // it says less than a pipe holds
            if (!ended || keytool.exitValue() != 0) {
                String said = ended ? new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip() : "no answer";
                throw new IOException("keytool made no certificate: " + said);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", stopped);
        } finally {
            keytool.destroyForcibly();
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            file.force(true);
        }
    }
}
