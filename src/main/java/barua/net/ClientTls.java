package barua.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS towards other servers: verified, or opportunistic, where an unknown certificate is still better than none (RFC 7435). */
final class ClientTls {

    private static final SSLContext VERIFYING = context((TrustManager[]) null);
    private static final SSLContext TAKING_ANY = context(new TrustManager[] {new AnyCertificate()});

    private ClientTls() {
    }

    static SSLContext context(boolean verify) {
        return verify ? VERIFYING : TAKING_ANY;
    }

    private static SSLContext context(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);   // null: the certificates that the JDK trusts
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static SSLEngine engine(SSLContext context, String host, boolean verify) {
        SSLEngine engine = context.createSSLEngine(host, -1);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(Tls.PROTOCOLS);
        if (isName(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));   // RFC 6066 §3: names only, no addresses
        }
        if (verify) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");      // RFC 2818 §3.1, which RFC 7817 follows for mail
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static boolean isName(String host) {
        return host.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*") && !host.matches("[0-9.]+");
    }

    private static final class AnyCertificate extends X509ExtendedTrustManager {

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
}
