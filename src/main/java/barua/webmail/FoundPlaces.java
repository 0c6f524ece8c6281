package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.search.Found;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Messages that were found, by the folders they lie in.
 *
 * @param uids of each folder, ascending, by its path
 * @param cut  whether there are more, which are left out
 */
record FoundPlaces(Map<String, long[]> uids, boolean cut) {

    /** So many are acted on at once. */
    static final int MOST = 10_000;

    /** @param keys such as {@code inbox/12}; others are passed over */
    static FoundPlaces of(List<String> keys) {
        Map<String, SortedSet<Long>> found = new LinkedHashMap<>();
        keys.stream().limit(MOST).map(Place::of).flatMap(Optional::stream).filter(place -> place.part().isEmpty())
                .forEach(place -> found.computeIfAbsent(place.path(), _ -> new TreeSet<>()).add(place.uid()));
        return of(found, keys.size() > MOST);
    }

    /** The newest that a search found. */
    static FoundPlaces of(Found found, Mailbox mailbox) throws IOException {
        Map<FolderName, String> paths = new HashMap<>();
        for (Mailbox.Entry entry : mailbox.list()) {
            paths.put(entry.name(), FolderPath.of(entry.name(), entry.use()));
        }
        Map<String, SortedSet<Long>> places = new LinkedHashMap<>();
        found.hits().stream().limit(MOST).forEach(hit -> places.computeIfAbsent(paths.getOrDefault(hit.folder(), FolderPath.of(hit.folder(), Optional.empty())),
                _ -> new TreeSet<>()).add(hit.uid()));
        return of(places, found.hits().size() > MOST);
    }

    private static FoundPlaces of(Map<String, SortedSet<Long>> found, boolean cut) {
        Map<String, long[]> uids = new LinkedHashMap<>();
        found.forEach((path, each) -> uids.put(path, each.stream().mapToLong(Long::longValue).toArray()));
        return new FoundPlaces(uids, cut);
    }

    int total() {
        return uids.values().stream().mapToInt(each -> each.length).sum();
    }

    /** Without those that an act means nothing for: where they would go they lie already, and drafts are nobody's mail yet. */
    FoundPlaces fit(Command.Verb verb, String to) {
        Map<String, long[]> left = new LinkedHashMap<>(uids);
        left.keySet().removeIf(path -> !isFit(verb, path, to));
        return new FoundPlaces(left, cut);
    }

    private static boolean isFit(Command.Verb verb, String path, String to) {
        String drafts = FolderPath.word(SpecialUse.DRAFTS);
        String spam = FolderPath.word(SpecialUse.JUNK);
        return switch (verb) {
            case ARCHIVE -> !path.equals(drafts) && !path.equals(FolderPath.word(SpecialUse.ARCHIVE));
            case SPAM -> !path.equals(drafts) && !path.equals(spam);
            case NOTSPAM -> path.equals(spam);
            case MOVE -> !path.equals(to);
            default -> true;
        };
    }

    /** How many of them are in Trash already: what is deleted there is gone for good. */
    int inTrash() {
        return uids.getOrDefault(FolderPath.word(SpecialUse.TRASH), new long[0]).length;
    }
}
