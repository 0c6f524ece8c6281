package barua.delivery;

import barua.delivery.Doing.Reason;
import barua.directory.Directory;
import barua.message.Address;
import barua.message.HeaderField;
import barua.message.Letter;
import barua.message.ReversePath;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is sent on, and what is not: by policy, and so that nothing goes in circles. Each letter that is sent on names the account whose rules
 * did it, and an account that finds itself there keeps the letter; where a server on the way takes such fields out, the account remembers
 * for half a day which letter (by its Message-ID) went where; and Received fields are counted as everywhere (RFC 5321 §6.3).
 */
final class RedirectRules {

    /** Whose rules sent the letter on; one for each time. */
    static final String MARK = "X-Sieve-Redirected-From";

    private static final int MOST_MARKS = 10;
    private static final int MOST_HOPS = 50;
    private static final int MOST_ACCOUNTS = 100_000;
    private static final Duration REMEMBERED = Duration.ofHours(12);

    private final RedirectPolicy policy;
    private final Srs srs;
    private final Directory directory;
    /** How many letters each account has sent on since its hour began. */
    private final Cache<Address, AtomicInteger> sent = Caffeine.newBuilder().maximumSize(MOST_ACCOUNTS).expireAfterWrite(Duration.ofHours(1)).build();

    RedirectRules(RedirectPolicy policy, Srs srs, Directory directory) {
        this.policy = policy;
        this.srs = srs;
        this.directory = directory;
    }

    /** @param more what stands behind the account; see {@link ComingBack#words} */
    static byte[] mark(Address account, String more) {
        return (MARK + ": " + account + more + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The account that such a field names. */
    private static Optional<Address> account(HeaderField mark) {
        return Address.parse(mark.unfolded().split(";", 2)[0].strip());
    }

    /** Why a letter is not sent on to there; empty where it is. @param own addresses of the account, folded */
    Optional<Reason> refusal(Letter letter, Address account, List<Address> own, Address to) {
        List<HeaderField> marks = letter.header().all(MARK);
        if (own.contains(to.folded())) {
            return Optional.of(Reason.OWN_ADDRESS);
        }
        if (marks.stream().anyMatch(mark -> account(mark).filter(from -> from.folded().equals(account)).isPresent())) {
            return Optional.of(Reason.LOOP);
        }
        if (marks.size() >= MOST_MARKS || letter.header().all("Received").size() >= MOST_HOPS) {
            return Optional.of(Reason.HOPS);
        }
        return refusal(account, to);
    }

    /** Of any letter, also one of our own. */
    Optional<Reason> refusal(Address account, Address to) {
        if (!policy.allows(to, directory::isOurs)) {
            return Optional.of(Reason.POLICY);
        }
        AtomicInteger now = sent.getIfPresent(account);
        return now != null && now.get() >= policy.perHour() ? Optional.of(Reason.TOO_MANY) : Optional.empty();
    }

    void count(Address account) {
        sent.get(account, _ -> new AtomicInteger()).incrementAndGet();
    }

    /** What keeps that letter from going there once more; none where it cannot be known again. */
    static Optional<Claim> claim(Letter letter, Address to, Instant now) {
        return letter.messageId().isEmpty() ? Optional.empty()
                : Optional.of(new Claim("redirect " + LetterId.hash(to.folded() + " " + letter.messageId()), now.plus(REMEMBERED)));
    }

    /** Whom a bounce goes to. What cannot be rewritten comes back to the account, which sent it on after all. */
    ReversePath returnPath(ReversePath from, Address account, Address to) {
        return switch (from) {
            case ReversePath.Nobody nobody -> nobody;
            case ReversePath.From(Address sender) when directory.isOurs(sender.domain()) || directory.isOurs(to.domain()) -> from;
            case ReversePath.From(Address sender) -> ReversePath.of(srs.rewritten(sender, account.domain()).orElse(account));
        };
    }
}
