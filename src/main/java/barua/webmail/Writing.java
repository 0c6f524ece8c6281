package barua.webmail;

import barua.directory.Account;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Composer;
import barua.message.Content;
import barua.message.Draft;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import barua.message.ReversePath;
import barua.web.Steps;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Saves drafts and sends letters. A draft is a message in the Drafts folder; each saving files a new one and then forgets the one before, so at
 * every moment one of them is on the disk. A letter that is sent is in the queue, forced, before the draft goes.
 */
final class Writing {

    private static final int MOST_RECIPIENTS = 500;

    /** How saving or sending ended. */
    sealed interface Outcome {

        /** @param uid of the draft */
        record Saved(long uid, List<Sheet.File> files) implements Outcome {
        }

        /** @param id with which it can be called back; {@code kept} is false where no copy could be put into Sent */
        record Sent(String id, boolean kept) implements Outcome {
        }

        /** @param key of the words that say why; {@code what} is the address or size it is about */
        record Refused(String key, String what) implements Outcome {
        }
    }

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
    private final Uploads uploads;
    private final Way way;
    private final Site site;
    private final Clock clock;
    private final Cache<String, Held> held = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofMinutes(10)).build();

    Writing(Desk desk, Uploads uploads, Way way, Site site, Clock clock) {
        this.desk = desk;
        this.uploads = uploads;
        this.way = way;
        this.site = site;
        this.clock = clock;
    }

    Outcome save(Account account, Sheet sheet, ZoneId zone) throws IOException {
        if (incomplete(account, sheet)) {
            return new Outcome.Refused("compose.filegone", "");
        }
        Desk.Opened drafts = desk.open(account.address(), SpecialUse.DRAFTS);
        try (Staged staged = desk.store().stage()) {
            write(draft(account, sheet, UUID.randomUUID() + "@" + site.hostname()), zone, true, staged);
            if (staged.size() > site.messageSizeLimit()) {
                return tooLarge(staged.size());
            }
            long uid = drafts.folder().append(staged, Flags.of(Flags.DRAFT | Flags.SEEN), clock.instant());
            forget(drafts, sheet.draft());
            return new Outcome.Saved(uid, files(drafts, uid));
        } catch (MailboxException refused) {
            return new Outcome.Refused(why(refused, "compose.unsaved"), "");
        } catch (IllegalArgumentException unwritable) {
            return new Outcome.Refused("compose.unwritable", "");
        }
    }

    Outcome send(Account account, Sheet sheet, ZoneId zone) throws IOException {
        Optional<Outcome.Refused> odd = check(account, sheet);
        if (odd.isPresent()) {
            return odd.get();
        }
        String id = UUID.randomUUID() + "@" + site.hostname();
        try (Staged staged = desk.store().stage()) {
            Draft letter = draft(account, sheet, id);
            write(letter, zone, false, staged);
            if (staged.size() > site.messageSizeLimit()) {
                return tooLarge(staged.size());
            }
            List<Address> to = recipients(letter);
            String queueId = way.sendAfter(site.sendHold(), ReversePath.of(letter.from().address()), to, staged);
            return sent(account, sheet, letter, zone, queueId);
        } catch (MailboxException refused) {
            return new Outcome.Refused(why(refused, "compose.unsent"), "");
        } catch (IllegalArgumentException unwritable) {
            return new Outcome.Refused("compose.unwritable", "");
        }
    }

    private static String why(MailboxException refused, String otherwise) {
        return switch (refused.reason()) {
            case OVER_QUOTA -> "compose.full";
            case DISK_FULL -> "compose.later";
            case EXPUNGED -> "compose.filegone";
            default -> otherwise;
        };
    }

    /** Stops a letter that is still held and makes a draft of it again; empty where it is too late. */
    Optional<Long> recall(Address account, String id) throws IOException {
        Held letter = held.getIfPresent(id);
        if (letter == null || !letter.account.equals(account) || !way.recall(letter.queueId)) {
            return Optional.empty();
        }
        held.invalidate(id);
        Desk.Opened sent = desk.open(account, SpecialUse.SENT);
        Desk.Opened drafts = desk.open(account, SpecialUse.DRAFTS);
        Folder.Copied moved = sent.folder().move(new long[] {letter.sent}, drafts.folder());
        if (letter.answered.isPresent()) {
            mark(account, letter.answered.get(), FlagChange.How.REMOVE);
        }
        if (moved.to().length == 0) {
            return Optional.empty();
        }
        drafts.folder().store(moved.to(), new FlagChange(FlagChange.How.ADD, Flags.of(Flags.DRAFT)), OptionalLong.empty());
        return Optional.of(moved.to()[0]);
    }

    void discard(Address account, Sheet sheet) throws IOException {
        if (sheet.draft() > 0) {
            Desk.Opened drafts = desk.open(account, SpecialUse.DRAFTS);
            drafts.folder().move(new long[] {sheet.draft()}, desk.open(account, SpecialUse.TRASH).folder());
        }
        sheet.uploads().forEach(id -> uploads.remove(account, id));
    }

    /** The letter is on its way: whatever fails from here on must not make somebody send it again. */
    private Outcome sent(Account account, Sheet sheet, Draft letter, ZoneId zone, String queueId) {
        OptionalLong kept = keep(account, letter, zone);
        quietly(() -> forget(desk.open(account.address(), SpecialUse.DRAFTS), sheet.draft()));
        sheet.uploads().forEach(id -> uploads.remove(account.address(), id));
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
            write(letter, zone, true, copy);
            return OptionalLong.of(desk.open(account.address(), SpecialUse.SENT).folder().append(copy, Flags.of(Flags.SEEN), clock.instant()));
        } catch (IOException | IllegalArgumentException noCopy) {
            return OptionalLong.empty();
        }
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

    /** A letter never goes without a file that it was meant to have. */
    private boolean incomplete(Account account, Sheet sheet) throws IOException {
        for (String id : sheet.uploads()) {
            if (uploads.find(account.address(), id).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Outcome.Refused> check(Account account, Sheet sheet) throws IOException {
        if (incomplete(account, sheet)) {
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

    private Draft draft(Account account, Sheet sheet, String id) throws IOException {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Message-ID", "<" + id + ">");
        for (Map.Entry<String, String> field : threading(account.address(), sheet).entrySet()) {
            extra.put(field.getKey(), field.getValue());
        }
        if (!sheet.re().isEmpty()) {
            extra.put("X-Barua-Re", sheet.mode() + " " + sheet.re());
        }
        String html = sheet.isRich() ? OwnHtml.clean(sheet.html()) : "";
        String text = (sheet.isRich() ? OwnHtml.text(html) : sheet.text()).replace("\r\n", "\n").replace('\r', '\n').replace("\u0000", "");
        return new Draft(sender(account, sheet.from()), Recipients.read(sheet.to()).people(), Recipients.read(sheet.cc()).people(),
                Recipients.read(sheet.bcc()).people(), sheet.subject().replaceAll("[\\r\\n\\u0000]+", " ").strip(), text,
                sheet.isRich() ? OwnHtml.document(html) : "", attachments(account.address(), sheet), extra);
    }

    /** Only addresses that are the account's own. */
    private Draft.Person sender(Account account, String wanted) {
        Address address = desk.directory().sendersOf(account).stream().filter(own -> own.toString().equalsIgnoreCase(wanted)).findFirst().orElse(account.address());
        return new Draft.Person(account.name(), address);
    }

    private Map<String, String> threading(Address account, Sheet sheet) throws IOException {
        Optional<Headers> original = original(account, sheet.re());
        if (original.isEmpty() || Quoting.id(original.get()).isEmpty()) {
            return Map.of();
        }
        String references = Quoting.references(original.get());
        // RFC 5322 §3.6.4: a letter that is passed on begins a conversation of its own, but is known to come from there.
        return sheet.mode().equals("forward") ? Map.of("References", references)
                : Map.of("In-Reply-To", Quoting.id(original.get()), "References", references);
    }

    private Optional<Headers> original(Address account, String re) throws IOException {
        Optional<Place> place = Place.of(re);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Optional<Desk.Opened> opened = desk.open(account, place.get().path);
        try {
            return opened.isEmpty() ? Optional.empty() : Optional.of(opened.get().folder().outline(place.get().uid).headers());
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private List<Draft.Attachment> attachments(Address account, Sheet sheet) throws IOException {
        List<Draft.Attachment> attachments = new ArrayList<>();
        for (Sheet.File file : sheet.files()) {
            attachments.add(part(account, file).orElseThrow(() -> new MailboxException(MailboxException.Reason.EXPUNGED, "attached part is gone: " + file.key())));
        }
        for (String id : sheet.uploads()) {
            Uploads.Upload upload = uploads.find(account, id).orElseThrow(() -> new MailboxException(MailboxException.Reason.EXPUNGED, "an uploaded file is gone: " + id));
            attachments.add(new Draft.Attachment(upload.name(), upload.type(), "", upload.content()));
        }
        return attachments;
    }

    private Optional<Draft.Attachment> part(Address account, Sheet.File file) throws IOException {
        Optional<Place> place = Place.of(file.key());
        Optional<Desk.Opened> opened = place.isEmpty() ? Optional.empty() : desk.open(account, place.get().path);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        Content content = opened.get().folder().content(place.get().uid);
        if (place.get().part.isEmpty()) {
            return Optional.of(new Draft.Attachment(file.name(), "message/rfc822", "", content));
        }
        MimePart root = MimeParser.parse(content).root();
        Optional<Parts.Attached> attached = Parts.of(root).attachments().stream().filter(one -> one.path().equals(place.get().part)).findFirst();
        return attached.flatMap(one -> Parts.at(root, one.path()).map(part -> new Draft.Attachment(one.name(), one.type(), "", decoded(content, part))));
    }

    /** The bytes of a part, decoded each time they are read. */
    private static Content decoded(Content content, MimePart part) {
        return new Content() {
            @Override
            public long size() throws IOException {
                try (InputStream in = PartReader.bytes(content, part)) {
                    return in.transferTo(OutputStream.nullOutputStream());
                }
            }

            @Override
            public InputStream open(long from) throws IOException {
                InputStream in = PartReader.bytes(content, part);
                in.skipNBytes(from);
                return in;
            }
        };
    }

    /** What is attached to a draft that was just written, with the ways to it. */
    static List<Sheet.File> files(Desk.Opened opened, long uid) throws IOException {
        MimePart root = MimeParser.parse(opened.folder().content(uid)).root();
        return Parts.of(root).attachments().stream()
                .map(one -> new Sheet.File(opened.path() + "/" + uid + "/" + one.path(), one.name(), Sizes.of(one.size()))).toList();
    }

    private void forget(Desk.Opened drafts, long uid) throws IOException {
        if (uid > 0) {
            drafts.folder().discard(new long[] {uid});
        }
    }

    private static Optional<Answered> answered(Sheet sheet) {
        Flags flag = sheet.mode().equals("forward") ? Flags.of(0, Set.of("$Forwarded")) : Flags.of(Flags.ANSWERED);
        return Place.of(sheet.re()).map(place -> new Answered(place.path, place.uid, flag));
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

    private Outcome tooLarge(long size) {
        return new Outcome.Refused("compose.toolarge", Sizes.of(size) + "|" + Sizes.of(site.messageSizeLimit()));
    }

    private void write(Draft letter, ZoneId zone, boolean keepBcc, Staged to) throws IOException {
        boolean ours = keepBcc;
        Map<String, String> extra = new LinkedHashMap<>(letter.extra());
        if (!ours) {
            extra.remove("X-Barua-Re");   // a note to ourselves about where the original lies
        }
        Draft draft = new Draft(letter.from(), letter.to(), letter.cc(), letter.bcc(), letter.subject(), letter.text(), letter.html(), letter.attachments(), extra);
        Composer.write(draft, clock.instant(), zone, site.hostname(), keepBcc, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                to.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                to.write(bytes, offset, length);
            }
        });
    }

    /** {@code inbox/12} or {@code drafts/12/2.1}. */
    record Place(String path, long uid, String part) {

        static Optional<Place> of(String key) {
            String[] word = key.split("/", -1);
            boolean wellFormed = (word.length == 2 || word.length == 3) && Steps.isUid(word[1]);
            return wellFormed ? Optional.of(new Place(word[0], Long.parseLong(word[1]), word.length == 3 ? word[2] : "")) : Optional.empty();
        }
    }
}
