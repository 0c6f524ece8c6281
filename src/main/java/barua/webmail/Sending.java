package barua.webmail;

import barua.directory.Account;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import barua.message.Draft;
import barua.message.ReversePath;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Sends letters and calls them back. A letter that is sent is in the queue, forced, before its draft goes. */
final class Sending {

    private static final int MOST_RECIPIENTS = 500;

    /** Where letters go: the queue, which keeps each for a moment before it sends it. */
    interface Way {

        String sendAfter(Duration hold, ReversePath from, List<Address> to, Content content) throws IOException;

        /** False where it is too late. */
        boolean recall(String queueId) throws IOException;
    }

    /** A letter that can still be called back. */
    private record Held(Address account, String queueId, long sent, Optional<Answered> answered) {
    }

    /** The message that was answered, and the flag it got. */
    private record Answered(String path, long uid, Flags flag) {
    }

    private final Desk desk;
    private final Drafts drafts;
    private final Attachments attachments;
    private final LetterWriter writer;
    private final Way way;
    private final Site site;
    private final Clock clock;
    private final Cache<String, Held> held = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

    /** What it works with. */
    record Tools(Desk desk, Drafts drafts, Attachments attachments, LetterWriter writer, Way way) {
    }

    Sending(Tools tools, Site site, Clock clock) {
        this.desk = tools.desk;
        this.drafts = tools.drafts;
        this.attachments = tools.attachments;
        this.writer = tools.writer;
        this.way = tools.way;
        this.site = site;
        this.clock = clock;
    }

    /** @param over whether it is sent although another window has saved, sent or discarded it */
    Outcome send(Account account, Sheet given, boolean over, ZoneId zone) throws IOException {
        ReentrantLock turn = drafts.turn(account.address());
        turn.lock();
        try {
            Sheet sheet = drafts.identified(account.address(), given);
            Optional<? extends Outcome> against = check(account, sheet);
            if (against.isEmpty() && !over) {
                against = drafts.conflict(account.address(), sheet);
            }
            return against.isPresent() ? against.get() : send(account, sheet, zone);
        } catch (MailboxException refused) {
            return new Outcome.Refused(Drafts.why(refused, "compose.unsent"), "");
        } catch (IllegalArgumentException unwritable) {
            return new Outcome.Refused("compose.unwritable", "");
        } finally {
            turn.unlock();
        }
    }

    private Outcome send(Account account, Sheet sheet, ZoneId zone) throws IOException {
        try (Staged staged = desk.store().stage()) {
            Draft letter = writer.draft(account, sheet, UUID.randomUUID() + "@" + site.hostname());
            writer.write(letter, zone, false, staged);
            if (staged.size() > site.messageSizeLimit()) {
                return Drafts.tooLarge(staged.size(), site);
            }
            String queueId = way.sendAfter(site.sendHold(), ReversePath.of(letter.from().address()), recipients(letter), staged);
            return sent(account, sheet, letter, zone, queueId);
        }
    }

    /** The letter is on its way: whatever fails from here on must not make somebody send it again. */
    private Outcome sent(Account account, Sheet sheet, Draft letter, ZoneId zone, String queueId) {
        OptionalLong kept = keep(account, letter, zone);
        quietly(() -> drafts.sent(account.address(), sheet));
        attachments.release(account.address(), sheet);
        Optional<Answered> answered = answered(sheet);
        if (answered.isPresent()) {
            quietly(() -> mark(account.address(), answered.get(), FlagChange.How.ADD));
        }
        String id = UUID.randomUUID().toString();
        if (kept.isPresent()) {
            held.put(id, new Held(account.address(), queueId, kept.getAsLong(), answered));
        }
        return new Outcome.Sent(kept.isPresent() ? id : "", kept.isPresent());
    }

    /** The copy in Sent names those in Bcc too. It is no reason to take a letter back that there is no room for it. */
    private OptionalLong keep(Account account, Draft letter, ZoneId zone) {
        try (Staged copy = desk.store().stage()) {
            writer.write(letter, zone, true, copy);
            return OptionalLong.of(desk.open(account.address(), SpecialUse.SENT).folder().append(copy, Flags.of(Flags.SEEN), clock.instant()));
        } catch (IOException | IllegalArgumentException noCopy) {
            return OptionalLong.empty();
        }
    }

    /** Stops a letter that is still held and makes a draft of it again; empty where it is too late. */
    Optional<Long> recall(Address account, String id) throws IOException {
        Held letter = held.getIfPresent(id);
        if (letter == null || !letter.account.equals(account)) {
            return Optional.empty();
        }
        Desk.Opened sent = desk.open(account, SpecialUse.SENT);
        boolean copy = !sent.folder().infos(new long[] {letter.sent}).isEmpty();
        if (!copy || !way.recall(letter.queueId)) {
            return Optional.empty();   // without its copy nothing would be left of it: then it had better go
        }
        held.invalidate(id);
        Desk.Opened drafts = desk.open(account, SpecialUse.DRAFTS);
        Folder.Copied moved = sent.folder().move(new long[] {letter.sent}, drafts.folder());
        if (letter.answered.isPresent()) {
            quietly(() -> mark(account, letter.answered.get(), FlagChange.How.REMOVE));
        }
        if (moved.to().length == 0) {
            return Optional.empty();
        }
        drafts.folder().store(moved.to(), new FlagChange(FlagChange.How.ADD, Flags.of(Flags.DRAFT)), OptionalLong.empty());
        return Optional.of(moved.to()[0]);
    }

    private Optional<Outcome.Refused> check(Account account, Sheet sheet) throws IOException {
        if (attachments.incomplete(account.address(), sheet)) {
            return Optional.of(new Outcome.Refused("compose.filegone", ""));
        }
        Recipients to = Recipients.read(sheet.to());
        Recipients cc = Recipients.read(sheet.cc());
        Recipients bcc = Recipients.read(sheet.bcc());
        List<String> wrong = Stream.of(to, cc, bcc).flatMap(field -> field.wrong().stream()).toList();
        List<Address> all = Stream.of(to, cc, bcc).flatMap(field -> field.people().stream()).map(Draft.Person::address).toList();
        if (!wrong.isEmpty()) {
            return Optional.of(new Outcome.Refused("compose.notaddress", wrong.getFirst()));
        }
        if (all.isEmpty()) {
            return Optional.of(new Outcome.Refused("compose.nobody", ""));
        }
        if (all.size() > MOST_RECIPIENTS) {
            return Optional.of(new Outcome.Refused("compose.toomany", String.valueOf(MOST_RECIPIENTS)));
        }
        return Recipients.unknown(desk.directory(), all).stream().findFirst().map(address -> new Outcome.Refused("compose.unknown", address.toString()));
    }

    private static List<Address> recipients(Draft letter) {
        return Stream.of(letter.to(), letter.cc(), letter.bcc()).flatMap(List::stream).map(Draft.Person::address).distinct().toList();
    }

    /** What is good to do, but no reason to call a letter that was sent unsent. */
    private interface Courtesy {

        void pay() throws IOException;
    }

    private static void quietly(Courtesy courtesy) {
        try {
            courtesy.pay();
        } catch (IOException failed) {
            // The draft stays, or the answered letter has no mark: both are seen, and neither loses anything.
        }
    }

    private static Optional<Answered> answered(Sheet sheet) {
        Flags flag = sheet.mode().equals("forward") ? Flags.of(0, Set.of("$Forwarded")) : Flags.of(Flags.ANSWERED);
        return Place.of(sheet.re()).map(place -> new Answered(place.path(), place.uid(), flag));
    }

    private void mark(Address account, Answered message, FlagChange.How how) throws IOException {
        Optional<Desk.Opened> opened = desk.open(account, message.path);
        try {
            if (opened.isPresent()) {
                opened.get().folder().store(new long[] {message.uid}, new FlagChange(how, message.flag), OptionalLong.empty());
            }
        } catch (MailboxException full) {
            // The folder's keywords are full: the letter counts, not its mark.
        }
    }
}
