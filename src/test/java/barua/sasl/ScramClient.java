package barua.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The client's end of SCRAM-SHA-256, straight from RFC 5802 §3, for tests. */
public final class ScramClient {

    private final String gs2;
    private final String bare;
    private final String password;
    private byte[] serverSignature;

    /** @param gs2 such as {@code n,,} or {@code p=tls-server-end-point,,} @param saslname with comma and equals sign encoded */
    public ScramClient(String gs2, String saslname, String password) {
        this.gs2 = gs2;
        this.bare = "n=" + saslname + ",r=clientnonce";
        this.password = password;
    }

    public byte[] first() {
        return (gs2 + bare).getBytes(StandardCharsets.UTF_8);
    }

    /** @param binding of the TLS session; empty without -PLUS */
    public byte[] last(byte[] serverFirst, byte[] binding) throws GeneralSecurityException {
        String said = new String(serverFirst, StandardCharsets.UTF_8);
        String[] part = said.split(",");
        byte[] header = gs2.getBytes(StandardCharsets.UTF_8);
        byte[] bound = new byte[header.length + binding.length];
        System.arraycopy(header, 0, bound, 0, header.length);
        System.arraycopy(binding, 0, bound, header.length, binding.length);
        String withoutProof = "c=" + Base64.getEncoder().encodeToString(bound) + ",r=" + part[0].substring(2);
        String exchange = bare + "," + said + "," + withoutProof;
        byte[] salt = Base64.getDecoder().decode(part[1].substring(2));
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, Integer.parseInt(part[2].substring(2)), 256)).getEncoded();
        serverSignature = ScramVerifier.hmac(ScramVerifier.hmac(salted, "Server Key"), exchange);
        return (withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof(salted, exchange))).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] proof(byte[] salted, String exchange) throws GeneralSecurityException {
        byte[] clientKey = ScramVerifier.hmac(salted, "Client Key");
        byte[] signature = ScramVerifier.hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), exchange);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        return signature;
    }

    /** What a server that knows the password says last. */
    public String expectedServerFinal() {
        return "v=" + Base64.getEncoder().encodeToString(serverSignature);
    }
}
