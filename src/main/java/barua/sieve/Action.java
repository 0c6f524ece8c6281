package barua.sieve;

import barua.message.Address;
import barua.message.Content;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a script wants to be done, as a value. Whoever ran it does it. Flags are as IMAP writes them: {@code \Seen}, {@code $Forwarded}, {@code Kazi}. */
public sealed interface Action {

    /** Which command of which script asked for it; for what nobody asked for (the implicit keep) the end of the script. */
    Place place();

    /** What the letter goes on as where the script edited it before (RFC 5293, 5703): whole, with the fields in front that the letter's own content has. */
    sealed interface OfLetter extends Action {
        Optional<Content> edited();
    }

    /** Into INBOX, or where the address's detail leads (RFC 5228 §4.3). @param implicit nothing in the script cancelled it */
    record Keep(Place place, List<String> flags, boolean implicit, Optional<Content> edited) implements OfLetter {
        public Keep {
            flags = List.copyOf(flags);
        }
    }

    /**
     * RFC 5228 §4.1.
     *
     * @param mailbox    as written, levels divided by '/'
     * @param create     make it where it is not there (RFC 5490 §3.2)
     * @param specialUse the folder that serves it comes before {@code mailbox} (RFC 8579 §4), such as {@code \Archive}
     * @param mailboxId  the folder that has it comes before {@code mailbox} (RFC 9042)
     */
    record FileInto(Place place, String mailbox, List<String> flags, boolean create, Optional<String> specialUse, Optional<String> mailboxId,
            Optional<Content> edited) implements OfLetter {
        public FileInto {
            flags = List.copyOf(flags);
        }
    }

    /** RFC 5228 §4.2. Copies of one letter go out once for each address. */
    record Redirect(Place place, Address to, Optional<Content> edited) implements OfLetter {
    }

    /** Nothing is kept unless another action keeps it (RFC 5228 §4.4). Told so that the trace can say who threw it away. */
    record Discard(Place place) implements Action {
    }

    /** RFC 5429. @param ereject refuse it in the conversation where that can be; never by a report to a forged sender */
    record Reject(Place place, String reason, boolean ereject) implements Action {
    }

    /**
     * RFC 5230, 6131.
     *
     * @param reason    text, or a whole MIME entity where {@code mime}
     * @param from      already seen to be an address; whether it is the account's own, whoever sends it looks
     * @param name      the one that stands before it; empty for the owner's own
     * @param interval  how long the same sender is not told again; zero for every letter (RFC 6131 §2)
     * @param handle    what is remembered with the sender's address: the one given, else made of what the answer says
     * @param addresses more addresses of the account's owner
     */
    record Vacation(Place place, String reason, boolean mime, Optional<String> subject, Optional<Address> from, String name, Duration interval,
            String handle, List<Address> addresses, Optional<Fcc> fcc) implements Action {
        public Vacation {
            addresses = List.copyOf(addresses);
        }
    }

    /** RFC 5435. @param method the URI, its scheme known ({@code mailto:}) @param importance 1 high, 2 normal, 3 low */
    record Notify(Place place, String method, Optional<String> from, int importance, List<String> options, Optional<String> message, Optional<Fcc> fcc)
            implements Action {
        public Notify {
            options = List.copyOf(options);
        }
    }

    /** It was asked whether that was seen before (RFC 7352): it is from now on, for so long, once the letter is delivered. */
    record Remember(Place place, String handle, String id, Duration kept, boolean last) implements Action {
    }

    /**
     * Out of sight until a time of day (draft-ietf-extra-sieve-snooze).
     *
     * @param mailbox  where it lies then; empty for INBOX
     * @param weekdays 0 for Sunday to 6; all where empty
     * @param seconds  times of day, from midnight, in {@code zone}; at least one
     */
    record Snooze(Place place, Optional<String> mailbox, Optional<String> mailboxId, Optional<String> specialUse, boolean create,
            List<String> addFlags, List<String> removeFlags, List<Integer> weekdays, List<Integer> seconds, ZoneId zone, Optional<Content> edited)
            implements OfLetter {
        public Snooze {
            addFlags = List.copyOf(addFlags);
            removeFlags = List.copyOf(removeFlags);
            weekdays = List.copyOf(weekdays);
            seconds = List.copyOf(seconds);
        }
    }
}
