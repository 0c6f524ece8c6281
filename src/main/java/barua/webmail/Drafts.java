package barua.webmail;

import barua.directory.Account;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Headers;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Drafts. A letter that is written has one key from its first showing on, and at most one message in the Drafts folder, whose Message-ID begins
 * with the key. Each saving files a new message, forced, and then forgets the one before, so at every moment one of them is on the disk; the
 * UID is the version. Whoever saves or sends says which version his text is made of: where another window or program has saved, sent or
 * discarded the letter since, nothing is done and he is told.
 */
final class Drafts {

    /** What is to become of a text that was made of an older version. */
    enum Choice {
        /** Nothing: the person is asked. */
        ASK,
        /** It takes the place of the other one. */
        OVER,
        /** It becomes a draft of its own: the person has said so or cannot be asked. */
        BESIDE
    }

    /** How a letter ended that another window may still show. */
    private enum Ended { NOT, SENT, DISCARDED }

    /** @param uid of the newest version; 0 where none was saved or it has ended. @param digest of what it was made of; empty after a restart */
    private record Version(long uid, String digest, Ended ended) {
        static final Version NONE = new Version(0, "", Ended.NOT);
    }

    private record Key(Address account, String key) {
    }

    private static final Pattern OWN_ID = Pattern.compile("<?([a-z0-9]{16,40})\\.[a-z0-9]{1,40}@.*");
    private static final int TURNS = 64;
    /** So many of the newest drafts are looked through for a key that is not remembered. */
    private static final int LOOKED_THROUGH = 200;

    private final Desk desk;
    private final Attachments attachments;
    private final LetterWriter writer;
    private final Site site;
    private final Clock clock;
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);
    private final Cache<Key, Version> versions = Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofDays(2)).build();

    Drafts(Desk desk, Attachments attachments, LetterWriter writer, Site site, Clock clock) {
        this.desk = desk;
        this.attachments = attachments;
        this.writer = writer;
        this.site = site;
        this.clock = clock;
    }

    static String newKey() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** The key that a draft's Message-ID begins with; empty for drafts of other programs. */
    static Optional<String> key(Headers headers) {
        Matcher own = OWN_ID.matcher(Quoting.id(headers));
        return own.matches() ? Optional.of(own.group(1)) : Optional.empty();
    }

    /** One saving or sending of an account at a time. */
    ReentrantLock turn(Address account) {
        return turns[Math.floorMod(account.hashCode(), TURNS)];
    }

    Outcome save(Account account, Sheet given, Choice choice, ZoneId zone) throws IOException {
        ReentrantLock turn = turn(account.address());
        turn.lock();
        try {
            Sheet sheet = identified(account.address(), given);
            if (attachments.incomplete(account.address(), sheet)) {
                return new Outcome.Refused("compose.filegone", "");
            }
            Version now = version(account.address(), sheet);
            Optional<Outcome.Conflict> conflict = conflict(account.address(), sheet, now);
            if (now.uid > 0 && now.digest.equals(digest(sheet))) {
                return saved(account.address(), sheet.key(), now.uid);   // the same once more, or an answer that was lost on its way
            }
            if (conflict.isPresent() && choice == Choice.ASK) {
                return conflict.get();
            }
            boolean beside = conflict.isPresent() && choice == Choice.BESIDE;
            return file(account, sheet, beside ? newKey() : sheet.key(), beside ? 0 : now.uid, zone);
        } catch (MailboxException refused) {
            return new Outcome.Refused(why(refused, "compose.unsaved"), "");
        } catch (IllegalArgumentException unwritable) {
            return new Outcome.Refused("compose.unwritable", "");
        } finally {
            turn.unlock();
        }
    }

    private Outcome file(Account account, Sheet sheet, String key, long before, ZoneId zone) throws IOException {
        Desk.Opened drafts = desk.open(account.address(), SpecialUse.DRAFTS);
        try (Staged staged = desk.store().stage()) {
            String former = FormerDrafts.after(drafts.folder(), before);
            writer.write(writer.draft(account, sheet, key + "." + newKey() + "@" + site.hostname(), former), zone, true, staged);
            if (staged.size() > site.messageSizeLimit()) {
                return tooLarge(staged.size(), site);
            }
            long uid = drafts.folder().append(staged, Flags.of(Flags.DRAFT | Flags.SEEN), clock.instant());
            versions.put(new Key(account.address(), key), new Version(uid, digest(sheet), Ended.NOT));
            forget(drafts, before);
            return saved(account.address(), key, uid);
        }
    }

    private Outcome saved(Address account, String key, long uid) throws IOException {
        return new Outcome.Saved(uid, key, Attachments.files(desk.open(account, SpecialUse.DRAFTS), uid));
    }

    /** A page that does not say which letter it shows means the one of its version. */
    Sheet identified(Address account, Sheet sheet) throws IOException {
        if (!sheet.key().isEmpty()) {
            return sheet;
        }
        Optional<String> known = sheet.draft() == 0 ? Optional.empty() : keyOf(desk.open(account, SpecialUse.DRAFTS).folder(), sheet.draft());
        return sheet.as(known.orElseGet(Drafts::newKey));
    }

    /** What stands against sending that text; asked under {@link #turn}. */
    Optional<Outcome.Conflict> conflict(Address account, Sheet sheet) throws IOException {
        return conflict(account, sheet, version(account, sheet));
    }

    private Optional<Outcome.Conflict> conflict(Address account, Sheet sheet, Version now) throws IOException {
        return switch (now.ended) {
            case SENT -> Optional.of(new Outcome.Conflict("compose.sent.elsewhere", 0, Instant.EPOCH));
            case DISCARDED -> Optional.of(new Outcome.Conflict("compose.gone.elsewhere", 0, Instant.EPOCH));
            case NOT -> now.uid == sheet.draft() ? Optional.empty()
                    : now.uid == 0 ? Optional.of(new Outcome.Conflict("compose.gone.elsewhere", 0, Instant.EPOCH))
                    : Optional.of(new Outcome.Conflict("compose.saved.elsewhere", now.uid, received(account, now.uid)));
        };
    }

    /** The letter is on its way: no window may send it again without being asked. Under {@link #turn}. */
    void sent(Address account, Sheet sheet) throws IOException {
        Version now = version(account, sheet);
        versions.put(new Key(account, sheet.key()), new Version(0, "", Ended.SENT));
        forget(desk.open(account, SpecialUse.DRAFTS), now.uid);
    }

    /** Its newest version goes to the Trash. */
    void discard(Address account, Sheet given) throws IOException {
        ReentrantLock turn = turn(account);
        turn.lock();
        try {
            Sheet sheet = identified(account, given);
            Version now = version(account, sheet);
            if (now.uid > 0) {
                Desk.Opened drafts = desk.open(account, SpecialUse.DRAFTS);
                drafts.folder().move(new long[] {now.uid}, desk.open(account, SpecialUse.TRASH).folder());
            }
            versions.put(new Key(account, sheet.key()), new Version(0, "", Ended.DISCARDED));
            attachments.release(account, sheet);
        } finally {
            turn.unlock();
        }
    }

    /** The newest version of that letter. What somebody took out of the folder by other ways is gone. */
    private Version version(Address account, Sheet sheet) throws IOException {
        Folder drafts = desk.open(account, SpecialUse.DRAFTS).folder();
        Version known = versions.getIfPresent(new Key(account, sheet.key()));
        if (known != null && (known.ended != Ended.NOT || isThere(drafts, known.uid))) {
            return known;
        }
        if (sheet.draft() > 0 && isThere(drafts, sheet.draft()) && mayBe(drafts, sheet.draft(), sheet.key())) {
            return new Version(sheet.draft(), "", Ended.NOT);
        }
        long[] uids = drafts.uids();
        for (int i = uids.length - 1; i >= Math.max(0, uids.length - LOOKED_THROUGH); i--) {
            if (keyOf(drafts, uids[i]).filter(sheet.key()::equals).isPresent()) {
                return new Version(uids[i], "", Ended.NOT);
            }
        }
        return Version.NONE;
    }

    /** A draft of another program has no key yet: the first who saves it gives it one. */
    private static boolean mayBe(Folder drafts, long uid, String key) throws IOException {
        return keyOf(drafts, uid).filter(other -> !other.equals(key)).isEmpty();
    }

    private static Optional<String> keyOf(Folder drafts, long uid) throws IOException {
        try {
            return key(drafts.outline(uid).headers());
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private static boolean isThere(Folder folder, long uid) throws IOException {
        return uid > 0 && !folder.infos(new long[] {uid}).isEmpty();
    }

    private Instant received(Address account, long uid) throws IOException {
        return desk.open(account, SpecialUse.DRAFTS).folder().infos(new long[] {uid}).stream().findFirst().map(info -> info.received()).orElse(Instant.EPOCH);
    }

    private static void forget(Desk.Opened drafts, long uid) throws IOException {
        if (uid > 0) {
            drafts.folder().discard(new long[] {uid});
        }
    }

    static String why(MailboxException refused, String otherwise) {
        return switch (refused.reason()) {
            case OVER_QUOTA -> "compose.full";
            case DISK_FULL -> "compose.later";
            case EXPUNGED -> "compose.filegone";
            default -> otherwise;
        };
    }

    static Outcome tooLarge(long size, Site site) {
        return new Outcome.Refused("compose.toolarge", Sizes.of(size) + "|" + Sizes.of(site.messageSizeLimit()));
    }

    /** Of what the person wrote; files by name and size, for the ways to them change with each version. */
    private static String digest(Sheet sheet) {
        StringBuilder all = new StringBuilder();
        for (String field : new String[] {sheet.re(), sheet.mode(), sheet.from(), sheet.to(), sheet.cc(), sheet.bcc(), sheet.subject(), sheet.text(),
                sheet.html()}) {
            all.append(field.length()).append(' ').append(field).append('\n');
        }
        sheet.files().forEach(file -> all.append(file.name()).append('\t').append(file.size()).append('\n'));
        sheet.uploads().forEach(id -> all.append(id.toLowerCase(Locale.ROOT)).append('\n'));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
