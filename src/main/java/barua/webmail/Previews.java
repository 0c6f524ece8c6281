package barua.webmail;

import barua.extract.FilePreview;
import barua.extract.Previewer;
import barua.message.Address;
import barua.message.CardText;
import barua.message.Content;
import barua.message.HtmlToText;
import barua.message.MimePart;
import barua.message.PartReader;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Previews of files, those made lately kept in memory, each for the account in whose letter it was found. Text is read here; all else is a stranger's file,
 * and is read by the other process, one of an account at a time.
 */
final class Previews {

    private static final long MOST_KEPT = 32_000_000;   // bytes, about
    private static final long LARGEST = 40_000_000;   // bytes, as they travel
    private static final int LONGEST_HTML = 2_000_000;   // chars
    private static final int MOST_ASKING = 4;   // of one account
    private static final long LONGEST_WAIT_S = 20;

    /** A message keeps its UID in its folder, and no other ever has both. */
    private record Key(Address account, String mailboxId, long uid, String part) {
    }

    private final Supplier<Previewer> previewer;
    private final Cache<Key, FilePreview> made = Caffeine.newBuilder().maximumWeight(MOST_KEPT)
            .weigher((Key key, FilePreview preview) -> 500 + 2 * preview.text().length() + preview.picture().map(page -> page.bytes().length).orElse(0))
            .expireAfterAccess(Duration.ofMinutes(30)).build();
    private final Map<Address, Turn> turns = new ConcurrentHashMap<>();

    Previews(Supplier<Previewer> previewer) {
        this.previewer = previewer;
    }

    FilePreview of(LetterFile file) throws IOException {
        Address account = file.opened().account();
        Key key = new Key(account, file.opened().folder().mailboxId(), file.uid(), file.attached().path());
        FilePreview known = made.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Turn turn = turns.compute(account, (_, there) -> there == null ? new Turn(1) : there.with(1));
        try {
            return turn.asking > MOST_ASKING || !turn.one.tryAcquire(LONGEST_WAIT_S, TimeUnit.SECONDS) ? FilePreview.without(FilePreview.State.BUSY)
                    : inTurn(turn, key, file);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return FilePreview.without(FilePreview.State.BUSY);
        } finally {
            turns.compute(account, (_, there) -> there.asking == 1 ? null : there.with(-1));
        }
    }

    /** Of one account. @param asking how many are making a preview or wait for that */
    private record Turn(Semaphore one, int asking) {

        Turn(int asking) {
            this(new Semaphore(1, true), asking);
        }

        Turn with(int more) {
            return new Turn(one, asking + more);
        }
    }

    private FilePreview inTurn(Turn turn, Key key, LetterFile file) throws IOException {
        try {
            FilePreview known = made.getIfPresent(key);
            if (known != null) {
                return known;   // whoever was before asked for the same
            }
            FilePreview preview = make(file.located().content(), file.located().part(), file.attached().name());
            if (preview.state() != FilePreview.State.BUSY) {
                made.put(key, preview);
            }
            return preview;
        } finally {
            turn.one.release();
        }
    }

    private FilePreview make(Content content, MimePart part, String name) throws IOException {
        if (CardText.is(part)) {
            return text(CardText.of(content, part, FilePreview.MOST_TEXT + 1));
        }
        if (part.message().isPresent()) {
            return text(new ReadableText(FilePreview.MOST_TEXT).of(Parts.of(part.message().get().root()), content));
        }
        if (part.is("text", "html")) {
            return text(HtmlToText.text(PartReader.text(content, part, LONGEST_HTML)));
        }
        if (part.type().equals("text") && !part.subtype().equals("rtf")) {
            return text(PartReader.text(content, part, FilePreview.MOST_TEXT + 1));
        }
        if (part.bodySize() > LARGEST) {
            return FilePreview.without(FilePreview.State.TOO_LARGE);
        }
        Content bytes = Attachments.decoded(content, part);
        try (InputStream in = bytes.open()) {
            return previewer.get().of(name, in, bytes.size());
        }
    }

    private static FilePreview text(String text) {
        boolean cut = text.length() > FilePreview.MOST_TEXT;
        FilePreview.State state = cut ? FilePreview.State.CUT : text.isBlank() ? FilePreview.State.EMPTY : FilePreview.State.WHOLE;
        return new FilePreview(state, cut ? text.substring(0, FilePreview.MOST_TEXT) : text, 0, Optional.empty());
    }
}
