package barua.mailbox;

import barua.message.Address;
import java.time.Duration;

/** The port to what is decided about an account elsewhere. Asked often: answers come from memory. */
public interface Policies {

    /** Bytes that the account's mail may take; {@link Long#MAX_VALUE} for no limit. */
    long quota(Address account);

    /** How long expunged mail is kept. */
    Duration keep(Address account);

    /** How much of Sieve the account may keep. */
    default ScriptLimits scripts(Address account) {
        return ScriptLimits.DEFAULT;
    }

    /** No mail is limited; expunged mail is kept for 60 days. */
    Policies OPEN = new Policies() {
        @Override
        public long quota(Address account) {
            return Long.MAX_VALUE;
        }

        @Override
        public Duration keep(Address account) {
            return Duration.ofDays(60);
        }
    };
}
