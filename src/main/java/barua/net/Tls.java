package barua.net;

import java.io.IOException;
import java.nio.file.Path;

/** The server's certificate and key, TLS 1.2 and 1.3 (RFC 8996). A self-signed certificate is made where there is none. */
public final class Tls {

    /**
     * Loads {@code keystore.p12} of that folder, or makes a self-signed one for the host name (EC P-256, ten years), both forced
     * and readable by the owner only. Its password lies beside it in {@code keystore.password}.
     */
    public static Tls load(Path folder, String hostname) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
