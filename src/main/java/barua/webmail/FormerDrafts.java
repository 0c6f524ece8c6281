package barua.webmail;

import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.message.Content;
import barua.message.Headers;
import barua.message.MimeParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Under which numbers a draft lay before: each saving files it anew, and an address that somebody kept names an older one. A draft says so itself,
 * in a field that no sent letter has, so it is known after a restart and in a restored folder too.
 */
final class FormerDrafts {

    /** Stretches of numbers with blanks between, the newest first: {@code 40-57 12-38}. Who writes at one letter makes one stretch. */
    static final String FIELD = "X-Barua-Former";
    /** Whoever comes with a number from before all these learns that it is gone. */
    private static final int MOST = 100;
    /** So many of the newest drafts are asked. */
    private static final int LOOKED_THROUGH = 200;
    private static final int HEAD = 64 * 1024;

    private FormerDrafts() {
    }

    private record Stretch(long first, long last) {

        static Optional<Stretch> read(String text) {
            String[] ends = text.split("-");
            return text.matches("[0-9]{1,10}-[0-9]{1,10}") ? Optional.of(new Stretch(Long.parseLong(ends[0]), Long.parseLong(ends[1]))) : Optional.empty();
        }

        boolean has(long uid) {
            return first <= uid && uid <= last;
        }

        @Override
        public String toString() {
            return first + "-" + last;
        }
    }

    /** What the draft that follows this one says of its past; empty where there was none before it. */
    static String after(Folder drafts, long uid) throws IOException {
        if (uid == 0) {
            return "";
        }
        List<Stretch> past = of(drafts, uid);
        boolean goesOn = !past.isEmpty() && past.getFirst().last == uid - 1;
        Stretch newest = new Stretch(goesOn ? past.getFirst().first : uid, uid);
        return Stream.concat(Stream.of(newest), past.stream().skip(goesOn ? 1 : 0)).limit(MOST).map(Stretch::toString).collect(Collectors.joining(" "));
    }

    /** The draft which lay under that number before; empty where none says so. */
    static Optional<Long> follow(Folder drafts, long uid) throws IOException {
        long[] uids = drafts.uids();
        for (int i = uids.length - 1; i >= Math.max(0, uids.length - LOOKED_THROUGH) && uids[i] > uid; i--) {
            if (of(drafts, uids[i]).stream().anyMatch(stretch -> stretch.has(uid))) {
                return Optional.of(uids[i]);
            }
        }
        return Optional.empty();
    }

    private static List<Stretch> of(Folder drafts, long uid) throws IOException {
        return Arrays.stream(headers(drafts, uid).text(FIELD).split(" ")).limit(MOST).flatMap(text -> Stretch.read(text).stream()).toList();
    }

    private static Headers headers(Folder drafts, long uid) throws IOException {
        try (InputStream in = drafts.content(uid).open(0)) {
            return MimeParser.parse(Content.of(in.readNBytes(HEAD))).headers();
        } catch (MailboxException gone) {
            return Headers.NONE;
        }
    }
}
