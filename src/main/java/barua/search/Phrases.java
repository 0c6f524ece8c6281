package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.message.Content;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.FixedBitSet;

/**
 * What the index alone cannot tell: whether words stand one behind the other, whether pieces of a word are that word. Of those that may, the newest are looked
 * at, the others taken out. A message is read and folded once for all phrases of a query, and only when one of them needs it.
 */
final class Phrases {

    /** What can be told from the outline alone. */
    private static final Set<Wanted.In> IN_OUTLINE = Set.of(Wanted.In.FROM, Wanted.In.TO, Wanted.In.CC, Wanted.In.BCC, Wanted.In.SUBJECT);

    private final AccountIndex index;
    private final IndexSearcher searcher;
    private final Mailbox mailbox;
    private final List<Check> checks = new ArrayList<>();
    private final Map<String, Folder> folders = new HashMap<>();

    Phrases(AccountIndex index, IndexSearcher searcher, Mailbox mailbox) {
        this.index = index;
        this.searcher = searcher;
        this.mailbox = mailbox;
    }

    private static final class Check {

        final Wanted.Words phrase;
        final FixedBitSet found;
        final int most;
        int looked;

        Check(Wanted.Words phrase, FixedBitSet found, int most) {
            this.phrase = phrase;
            this.found = found;
            this.most = most;
        }
    }

    /** @param found contents that may have the phrase; those that do not are taken out by {@link #check} @param most how many are looked at */
    void add(Wanted.Words phrase, FixedBitSet found, int most) {
        checks.add(new Check(phrase, found, most));
    }

    /** @return whether some were taken out that were not looked at */
    boolean check() throws IOException {
        boolean cut = false;
        int most = checks.stream().mapToInt(check -> check.found.length()).max().orElse(0);
        for (int content = most - 1; content >= 0; content--) {
            Candidate candidate = new Candidate(content);
            for (Check check : checks) {
                if (check.found.length() > content && check.found.get(content)) {
                    boolean over = check.looked++ >= check.most;
                    cut |= over;
                    if (over || !candidate.holds(check.phrase)) {
                        check.found.clear(content);
                    }
                }
            }
        }
        return cut;
    }

    private Map<String, Folder> byId() throws IOException {
        if (folders.isEmpty()) {
            Search.folders(mailbox).forEach(folder -> folders.put(folder.mailboxId(), folder));
        }
        return folders;
    }

    /** One content, read as far as somebody asks. */
    private final class Candidate {

        private final int content;
        private boolean placed;
        private Optional<Folder> folder = Optional.empty();
        private long uid;
        private Optional<MessageText> outline = Optional.empty();
        private Optional<MessageText> whole = Optional.empty();

        Candidate(int content) {
            this.content = content;
        }

        boolean holds(Wanted.Words phrase) throws IOException {
            if (!placed) {
                placed = true;
                Optional<AccountIndex.Place> place = index.places().place(searcher, content);
                uid = place.map(AccountIndex.Place::uid).orElse(0L);
                folder = place.isEmpty() ? Optional.empty() : Optional.ofNullable(byId().get(place.get().folder()));
            }
            try {
                return folder.isPresent() && (outline(folder.get()).holds(phrase) || !IN_OUTLINE.contains(phrase.in()) && whole(folder.get()).holds(phrase));
            } catch (IOException gone) {
                return false;
            }
        }

        private MessageText outline(Folder in) throws IOException {
            if (outline.isEmpty()) {
                outline = Optional.of(MessageText.of(in.outline(uid).headers()));
            }
            return outline.get();
        }

        private MessageText whole(Folder in) throws IOException {
            if (whole.isEmpty()) {
                Content message = InMemory.of(in.content(uid));
                MessageText text = MessageText.of(message);
                index.places().files(searcher, content).forEach(file -> text.addAttached(file.text()));
                whole = Optional.of(text);
            }
            return whole.get();
        }
    }
}
