package barua.delivery;

import barua.message.Address;
import barua.message.Letter;
import barua.message.ReversePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An effect as it is kept with the record of its delivery: a line of UTF-8 words with tabs between them,
 * {@code redirect ID QUEUEID MESSAGEID RETURNPATH FROM TO}.
 *
 * @param id         of the letter that comes of it: the same whenever it is read, and of no other effect
 * @param queueId    of the letter that was delivered
 * @param messageId  of the letter that was delivered; empty where there is none
 * @param returnPath how many bytes of the filed message are its Return-Path field
 */
record KeptEffect(String id, String queueId, String messageId, int returnPath, Effect effect) {

    private static final String REDIRECT = "redirect";
    private static final int WORDS = 7;
    private static final int HASH = 16;   // bytes

    static KeptEffect of(Letter letter, Address account, Effect effect) {
        String id = hash(letter.queueId() + " " + account + " " + effect);
        return new KeptEffect(id, letter.queueId(), letter.messageId().replace('\t', ' '), letter.returnPath(), effect);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] bytes() {
        return switch (effect) {
            case Effect.Redirect(ReversePath from, Address to) -> String.join("\t", REDIRECT, id, queueId, messageId, String.valueOf(returnPath),
                    from.address().map(Address::toString).orElse(""), to.toString()).getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Empty for what this version does not know. */
    static Optional<KeptEffect> read(byte[] bytes) {
        String[] words = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString().split("\t", -1);
        if (words.length != WORDS || !words[0].equals(REDIRECT) || !words[4].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        Optional<ReversePath> from = words[5].isEmpty() ? Optional.of(ReversePath.NOBODY) : Address.parsePath(words[5]).map(ReversePath::of);
        return from.flatMap(sender -> Address.parsePath(words[6])
                .map(to -> new KeptEffect(words[1], words[2], words[3], Integer.parseInt(words[4]), new Effect.Redirect(sender, to))));
    }
}
