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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Previews of files, those made lately kept in memory, each for the account in whose letter it was found. Text is read here; all else is a stranger's file,
 * and is read by the other process, one of an account at a time.
 */
final class Previews {

    private static final long MOST_KEPT = 32_000_000;   // bytes, about
    private static final long LARGEST = 40_000_000;   // bytes, as they travel
    private static final int LONGEST_HTML = 2_000_000;   // chars

    /** A message keeps its UID in its folder, and no other ever has both. */
    private record Key(Address account, String mailboxId, long uid, String part) {
    }

    private final Supplier<Previewer> previewer;
    private final Cache<Key, FilePreview> made = Caffeine.newBuilder().maximumWeight(MOST_KEPT)
            .weigher((Key key, FilePreview preview) -> 500 + 2 * preview.text().length() + preview.picture().map(page -> page.bytes().length).orElse(0))
            .expireAfterAccess(Duration.ofMinutes(30)).build();
    private final Set<Address> asking = ConcurrentHashMap.newKeySet();

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
        if (!asking.add(account)) {
            return FilePreview.without(FilePreview.State.BUSY);
        }
        try {
            FilePreview preview = make(file.located().content(), file.located().part(), file.attached().name());
            if (preview.state() != FilePreview.State.BUSY) {
                made.put(key, preview);
            }
            return preview;
        } finally {
            asking.remove(account);
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
