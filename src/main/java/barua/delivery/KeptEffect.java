package barua.delivery;

import barua.delivery.Effect.Kind;
import barua.message.Address;
import barua.message.Content;
import barua.message.Letter;
import barua.message.ReversePath;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * An effect as it is kept with the record of its delivery: a line of UTF-8 words with tabs between them,
 * <pre>
 * redirect ID QUEUEID MESSAGEID RETURNPATH FROM TO ACCOUNT LETTER KEY UNTIL BY
 * redirect ID QUEUEID MESSAGEID RETURNPATH FROM TO                                  (written until 2026: nothing is remembered)
 * send     ID QUEUEID MESSAGEID RETURNPATH FROM TO ACCOUNT LETTER KEY UNTIL BY KIND
 * remember ID QUEUEID MESSAGEID RETURNPATH ""   "" ACCOUNT LETTER KEY UNTIL
 * wake     ID QUEUEID MESSAGEID RETURNPATH ""   "" ACCOUNT LETTER "snooze" UNTIL
 * </pre>
 * KEY and UNTIL (seconds since 1970) are empty where nothing is to be remembered. What it is about is the file that the record names with it.
 *
 * @param id         of the letter that comes of it: the same whenever it is read or the letter comes again, and of no other effect
 * @param queueId    of the letter that was delivered
 * @param messageId  of the letter that was delivered; empty where there is none
 * @param returnPath how many bytes of what it is about are its Return-Path field
 * @param account    whose rules wanted it; empty where an earlier version wrote it
 * @param letter     stands for the letter in the account's memory
 */
record KeptEffect(String id, String queueId, String messageId, int returnPath, Optional<Address> account, String letter, Effect effect) {

    private static final String REDIRECT = "redirect";
    private static final String SEND = "send";
    private static final String REMEMBER = "remember";
    private static final String WAKE = "wake";
    private static final String SNOOZE = "snooze";
    private static final int OLD_WORDS = 7;

    static KeptEffect of(Letter letter, Address account, Effect effect) {
        String itself = LetterId.of(letter);
        String id = LetterId.hash(itself + " " + account + " " + effect.same());
        return new KeptEffect(id, letter.queueId(), line(letter.messageId()), letter.returnPath(), Optional.of(account), itself, effect);
    }

    private static String line(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    byte[] bytes() {
        return switch (effect) {
            case Effect.Redirect(ReversePath from, Address to, Optional<Claim> claim, _, String by) ->
                    bytes(REDIRECT, path(from), to.toString(), claim, line(by));
            case Effect.Send(Kind kind, ReversePath from, Address to, Optional<Claim> claim, _, String by) ->
                    bytes(SEND, path(from), to.toString(), claim, line(by), kind.name());
            case Effect.Remember(Claim claim) -> bytes(REMEMBER, "", "", Optional.of(claim));
            case Effect.Wake(Instant when) -> bytes(WAKE, "", "", Optional.of(new Claim(SNOOZE, when)));
        };
    }

    private byte[] bytes(String what, String from, String to, Optional<Claim> claim, String... more) {
        String front = String.join("\t", what, id, queueId, messageId, String.valueOf(returnPath), from, to, account.map(Address::toString).orElse(""), letter,
                claim.map(Claim::key).orElse(""), claim.map(one -> String.valueOf(one.until().getEpochSecond())).orElse(""));
        return (front + String.join("", Arrays.stream(more).map(word -> "\t" + word).toList())).getBytes(StandardCharsets.UTF_8);
    }

    private static String path(ReversePath from) {
        return from.address().map(Address::toString).orElse("");
    }

    /** Empty for what this version does not know. @param about what the record kept with it */
    static Optional<KeptEffect> read(byte[] bytes, Content about) {
        String[] words = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString().split("\t", -1);
        boolean known = words.length == OLD_WORDS && words[0].equals(REDIRECT) || words.length >= OLD_WORDS + 4;
        if (!known || !words[4].matches("\\d{1,9}")) {
            return Optional.empty();
        }
        boolean old = words.length == OLD_WORDS;
        Optional<Address> account = old ? Optional.empty() : Address.parsePath(words[7]);
        return effect(words, about).map(effect ->
                new KeptEffect(words[1], words[2], words[3], Integer.parseInt(words[4]), account, old ? "" : words[8], effect));
    }

    private static Optional<Effect> effect(String[] words, Content about) {
        Optional<ReversePath> from = words[5].isEmpty() ? Optional.of(ReversePath.NOBODY) : Address.parsePath(words[5]).map(ReversePath::of);
        Optional<Address> to = Address.parsePath(words[6]);
        boolean old = words.length == OLD_WORDS;
        if (!old && !words[10].matches("-?\\d{0,15}")) {
            return Optional.empty();
        }
        Optional<Claim> claim = old || words[9].isEmpty() ? Optional.empty()
                : Optional.of(new Claim(words[9], Instant.ofEpochSecond(Long.parseLong(words[10]))));
        return switch (words[0]) {
            case REDIRECT -> from.flatMap(sender ->
                    to.map(address -> new Effect.Redirect(sender, address, claim, Optional.empty(), words.length > 11 ? words[11] : "")));
            case SEND -> words.length < 13 ? Optional.empty() : from.flatMap(sender -> to.flatMap(address -> kind(words[12])
                    .map(kind -> new Effect.Send(kind, sender, address, claim, about, words[11]))));
            case REMEMBER -> claim.map(Effect.Remember::new);
            case WAKE -> claim.map(one -> new Effect.Wake(one.until()));
            default -> Optional.empty();
        };
    }

    private static Optional<Kind> kind(String name) {
        return Arrays.stream(Kind.values()).filter(kind -> kind.name().equals(name)).findFirst();
    }
}
