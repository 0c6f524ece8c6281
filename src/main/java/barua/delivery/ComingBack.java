package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Bounce;
import barua.message.Content;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Letters that a rule sent on without keeping a copy come back where they reach nobody: nobody loses mail by a rule's mistake, least of all where there is
 * no sender to be told. What left so bears a seal over the account and the address it went to; whoever writes such a field himself, or sends such a letter
 * on to somebody else, gets no letter into that account by it.
 */
final class ComingBack {

    /** Why a letter that was sent on came back. */
    private static final String UNDELIVERED = "X-Sieve-Redirect-Failed";
    private static final Pattern ALONE = Pattern.compile("([^;]+); kept=no; seal=([a-z2-7]{1,40})");

    private final MailStore store;
    private final Directory directory;
    private final Srs srs;
    private final Trace trace;
    private final Clock clock;

    ComingBack(MailStore store, Directory directory, Srs srs, Trace trace, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.srs = srs;
        this.trace = trace;
        this.clock = clock;
    }

    /** What stands behind the account in the mark of a letter that goes to that address alone. */
    String words(Address account, Address to) {
        return "; kept=no; seal=" + seal(account, to);
    }

    private String seal(Address account, Address to) {
        return srs.seal("redirect " + account.folded() + " " + to.folded());
    }

    /**
     * Files a letter that could not be delivered in the inbox of the account whose rule it was, with a field in front that says why.
     *
     * @param failures who did not get it
     * @param token    the same when this is done again after a crash
     * @return false where it is no such letter, or the account is gone
     * @throws IOException where it must be tried again
     */
    boolean take(String queueId, Content letter, List<Bounce.Failure> failures, String token) throws IOException {
        Headers header = MimeParser.parse(letter).headers();
        Optional<Address> account = account(header, failures);
        if (account.isEmpty() || !store.exists(account.get())) {
            return false;
        }
        String why = failures.stream().map(failure -> failure.recipient() + " " + failure.status()).collect(Collectors.joining("; "))
                .replaceAll("\\p{Cntrl}", " ");
        byte[] field = (UNDELIVERED + ": " + why + "\r\n").getBytes(StandardCharsets.UTF_8);
        MailStore.Filing inbox = new MailStore.Filing(account.get(), FolderName.INBOX, Flags.NONE, clock.instant());
        switch (store.deliver(letter.after(field), List.of(inbox), token).getFirst()) {
            case MailStore.Filed.Done done -> trace.record(Event.of(queueId, header.text("message-id"), "given back", account.get().toString(),
                    done.folder() + " UID " + done.uid() + ", " + why));
            case MailStore.Filed.Refused(MailboxException refused) when refused.reason() != MailboxException.Reason.NONEXISTENT -> throw refused;
            case MailStore.Filed.Refused _ -> {
                return false;
            }
        }
        return true;
    }

    /** Whose rules sent it on last, as that account is called now. */
    private Optional<Address> account(Headers header, List<Bounce.Failure> failures) {
        Matcher mark = ALONE.matcher(header.first(RedirectRules.MARK).map(HeaderField::unfolded).orElse("").strip());
        if (!mark.matches()) {
            return Optional.empty();
        }
        Optional<Address> named = Address.parse(mark.group(1).strip());
        boolean ours = named.isPresent() && failures.stream().anyMatch(failure -> Srs.same(mark.group(2), seal(named.get(), failure.recipient())));
        return !ours ? Optional.empty() : directory.account(named.get()).or(() -> directory.byLogin(named.get().toString())).map(Account::address);
    }
}
