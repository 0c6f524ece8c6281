package barua.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The server's certificate and key, TLS 1.2 and 1.3 (RFC 8996). A self-signed certificate is made where there is none. */
public final class Tls {

    static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] SUITES = suites();
    private static final int REMEMBERED_SESSIONS = 2000;   // each some kilobytes; TLS 1.3 keeps its tickets at the client

    private final Path keystore;
    private final Path password;
    private final SSLContext context;

    private Tls(Path keystore, Path password, SSLContext context) {
        this.keystore = keystore;
        this.password = password;
        this.context = context;
    }

    /**
     * Loads {@code keystore.p12} of that folder, or makes a self-signed one for the host name (EC P-256, ten years), both forced
     * and readable by the owner only. Its password lies beside it in {@code keystore.password}.
     */
    public static Tls load(Path folder, String hostname) throws IOException {
        Path keystore = folder.resolve("keystore.p12");
        Path password = folder.resolve("keystore.password");
        if (!Files.exists(keystore)) {
            new SelfSigned(keystore, password).make(hostname);
        }
        char[] secret = Files.readString(password).strip().toCharArray();
        try {
            return new Tls(keystore, password, context(keystore, secret));
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IOException("cannot use " + keystore + ": " + unusable, unusable);
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    /** PKCS#12, with one key. The web server uses the same file. */
    public Path keystore() {
        return keystore;
    }

    /** The file that holds the keystore's password, and the key's, in one line. */
    public Path password() {
        return password;
    }

    SSLContext context() {
        return context;
    }

    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(PROTOCOLS);
        parameters.setCipherSuites(SUITES);
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static SSLContext context(Path keystore, char[] secret) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, secret);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, secret);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        context.getServerSessionContext().setSessionCacheSize(REMEMBERED_SESSIONS);
        return context;
    }

    /** RFC 9325 §4.2: of TLS 1.2 only forward secrecy with authenticated encryption; TLS 1.3 has nothing else. */
    private static String[] suites() {
        try {
            return Arrays.stream(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_")
                            || suite.startsWith("TLS_ECDHE_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")))
                    .toArray(String[]::new);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
