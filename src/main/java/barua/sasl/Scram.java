package barua.sasl;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * SCRAM-SHA-256 and SCRAM-SHA-256-PLUS, the server's end (RFC 5802, RFC 7677). The password never travels, and with PLUS the
 * proof counts only inside the TLS session it was made for (RFC 5929 §4).
 */
final class Scram implements SaslExchange {

    /** What was offered on this connection decides which channel binding flag is honest (RFC 5802 §6). */
    enum Offer { PLUS, ALSO_PLUS, NO_PLUS }

    private final Knock door;
    private final Offer offer;
    private final byte[] binding;
    private final String serverNonce;
    private Optional<Begun> begun = Optional.empty();
    private boolean over;

    /** Between the two messages of the client. */
    private record Begun(ScramParser.First first, String nonce, String serverFirst, ScramVerifier verifier) {
    }

    Scram(Knock door, Offer offer, byte[] binding, String serverNonce) {
        this.door = door;
        this.offer = offer;
        this.binding = binding.clone();
        this.serverNonce = serverNonce;
    }

    @Override
    public boolean clientFirst() {
        return true;
    }

    @Override
    public Step next(byte[] message) {
        if (over) {
            return new Step.Malformed("the exchange is over");
        }
        if (begun.isEmpty()) {
            return ScramParser.first(message).map(this::begin).orElseGet(() -> malformed("not a client-first-message"));
        }
        over = true;
        return ScramParser.last(message).map(last -> end(begun.get(), last)).orElseGet(() -> malformed("not a client-final-message"));
    }

    private Step begin(ScramParser.First first) {
        boolean binds = first.flag().startsWith("p=");
        if (binds != (offer == Offer.PLUS) || binds && !first.flag().equals("p=tls-server-end-point")) {
            return malformed("the channel binding does not fit the mechanism");
        }
        if (first.flag().equals("y") && offer == Offer.ALSO_PLUS) {
            return denied();   // RFC 5802 §6: the client saw no PLUS, but it was offered: somebody took it out
        }
        if (!first.acting().isEmpty() && !first.acting().equalsIgnoreCase(first.user())) {
            return denied();
        }
        ScramVerifier verifier = door.logins().scram(first.user());
        String nonce = first.nonce() + serverNonce;
        String said = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(verifier.salt()) + ",i=" + verifier.iterations();
        begun = Optional.of(new Begun(first, nonce, said, verifier));
        return new Step.Challenge(said.getBytes(StandardCharsets.UTF_8));
    }

    private Step end(Begun now, ScramParser.Last last) {
        if (!last.nonce().equals(now.nonce()) || !MessageDigest.isEqual(last.binding(), expectedBinding(now))) {
            return denied();   // another exchange's message, or another TLS session's
        }
        String exchange = now.first().bare() + "," + now.serverFirst() + "," + last.withoutProof();
        try {
            boolean correct = proves(last.proof(), now.verifier(), exchange);
            return finish(door.proven(now.first().user(), correct), now.verifier(), exchange);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private byte[] expectedBinding(Begun now) {
        byte[] header = now.first().gs2().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[header.length + (offer == Offer.PLUS ? binding.length : 0)];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(binding, 0, all, header.length, all.length - header.length);
        return all;
    }

    /** RFC 5802 §3: the proof is ClientKey XOR HMAC(StoredKey, AuthMessage), and StoredKey is H(ClientKey). */
    private static boolean proves(byte[] proof, ScramVerifier verifier, String exchange) throws GeneralSecurityException {
        byte[] key = ScramVerifier.hmac(verifier.storedKey(), exchange);
        if (proof.length != key.length) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            key[i] ^= proof[i];
        }
        return MessageDigest.isEqual(MessageDigest.getInstance("SHA-256").digest(key), verifier.storedKey());
    }

    /** The server's signature only to who is let in. */
    private static Step finish(Logins.Result result, ScramVerifier verifier, String exchange) throws GeneralSecurityException {
        if (!(result instanceof Logins.Result.Granted)) {
            return new Step.Done(result, Optional.empty());
        }
        String signature = Base64.getEncoder().encodeToString(ScramVerifier.hmac(verifier.serverKey(), exchange));
        return new Step.Done(result, Optional.of(("v=" + signature).getBytes(StandardCharsets.US_ASCII)));
    }

    private static Step denied() {
        return new Step.Done(new Logins.Result.Denied(), Optional.empty());
    }

    private Step malformed(String why) {
        over = true;
        return new Step.Malformed(why);
    }
}
