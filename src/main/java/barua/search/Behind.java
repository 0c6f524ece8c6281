package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks through messages that the index does not have yet, the newest first: as many as can be read while somebody waits. */
final class Behind {

    private static final int MOST = 300;
    private static final long MOST_MS = 1_000;

    private final Mailbox mailbox;
    /** UIDs that the index has, ascending, by folders' ids. */
    private final Map<String, long[]> known;
    private final SearchOptions options;

    Behind(Mailbox mailbox, Map<String, long[]> known, SearchOptions options) {
        this.options = options;
        this.mailbox = mailbox;
        this.known = known;
    }

    private record Missing(Folder folder, MessageInfo info) {
    }

    /** What is like the query of them, their contents not known to any index. */
    Found find(SearchQuery query, ZoneId zone) throws IOException {
        long until = System.nanoTime() + MOST_MS * 1_000_000;
        try (AccountIndex passing = AccountIndex.passing(options)) {
            for (Missing missing : missing()) {
                if (System.nanoTime() > until) {
                    break;
                }
                try {
                    passing.put(missing.folder.mailboxId(), missing.info, InMemory.of(missing.folder.content(missing.info.uid())));
                } catch (MailboxException gone) {
                    // deleted meanwhile, or it cannot be read
                }
            }
            Found found = Finder.find(passing, mailbox, query, zone, new HashMap<>());
            List<Found.Hit> hits = found.hits().stream()
                    .map(hit -> new Found.Hit(hit.folder(), hit.uid(), hit.received(), hit.size(), Found.Hit.NO_CONTENT)).toList();
            return new Found(hits, found.folders(), found.senders(), found.files(), found.known(), found.all(), found.cut());
        }
    }

    private List<Missing> missing() throws IOException {
        List<Missing> missing = new ArrayList<>();
        for (Folder folder : Search.folders(mailbox)) {
            try {
                long[] uids = CatchingUp.without(folder.uids(), known.getOrDefault(folder.mailboxId(), new long[0]));
                long[] newest = Arrays.copyOfRange(uids, Math.max(0, uids.length - MOST), uids.length);
                folder.infos(newest).forEach(info -> missing.add(new Missing(folder, info)));
            } catch (MailboxException gone) {
                // deleted meanwhile, or it cannot be read
            }
        }
        missing.sort(Comparator.comparing((Missing one) -> one.info.received()).reversed());
        return missing.subList(0, Math.min(MOST, missing.size()));
    }
}
