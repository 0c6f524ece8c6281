package barua.net;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Channel binding data of a TLS session (RFC 5929). */
final class Binding {

    private Binding() {
    }

    static Optional<byte[]> serverEndPoint(SSLSession session, boolean asClient) {
        try {
            Certificate[] chain = asClient ? session.getPeerCertificates() : session.getLocalCertificates();
            if (chain == null || !(chain[0] instanceof X509Certificate certificate)) {
                return Optional.empty();
            }
            return Optional.of(MessageDigest.getInstance(hash(certificate.getSigAlgName())).digest(certificate.getEncoded()));
        } catch (SSLPeerUnverifiedException | GeneralSecurityException none) {
            return Optional.empty();
        }
    }

    /** RFC 5929 §4.1: the hash of the certificate's signature, SHA-256 in place of MD5 and SHA-1; undefined for signatures without a single one. */
    private static String hash(String signature) throws GeneralSecurityException {
        String name = signature.toUpperCase(Locale.ROOT);
        int with = name.indexOf("WITH");
        if (with < 0) {
            throw new GeneralSecurityException("no single hash in " + signature);
        }
        return switch (name.substring(0, with)) {
            case "MD5", "SHA1" -> "SHA-256";
            case "SHA224" -> "SHA-224";
            case "SHA256" -> "SHA-256";
            case "SHA384" -> "SHA-384";
            case "SHA512" -> "SHA-512";
            case String other -> throw new GeneralSecurityException("unknown hash " + other);
        };
    }
}
