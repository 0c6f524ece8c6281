package barua.imap;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox.Entry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which folders ESEARCH looks through (RFC 7377 §2.2, with the mailbox specifiers of RFC 5465 §6). */
sealed interface SearchSource {

    /** The folder that is selected. */
    record SelectedFolder() implements SearchSource {
    }

    /**
     * All of the account; also for {@code inboxes}: a rule may file mail into any folder, and RFC 5465 §6.3 then makes the two one.
     */
    record Personal() implements SearchSource {
    }

    record Subscribed() implements SearchSource {
    }

    /** These and what lies below them. @param oneLevel only the next level */
    record Subtree(List<FolderName> roots, boolean oneLevel) implements SearchSource {
    }

    /** These alone; no name is a pattern. */
    record Named(Set<FolderName> folders) implements SearchSource {
    }

    /**
     * Those of the account's folders that are meant, each once. What does not exist is passed over (RFC 7377 §5). The selected folder is not among
     * them unless another source names it.
     */
    static Set<FolderName> folders(List<Entry> entries, List<SearchSource> sources) {
        Set<FolderName> found = new LinkedHashSet<>();
        for (SearchSource source : sources) {
            entries.stream().filter(entry -> entry.exists() && source.takes(entry)).forEach(entry -> found.add(entry.name()));
        }
        return found;
    }

    private boolean takes(Entry entry) {
        FolderName name = entry.name();
        return switch (this) {
            case SelectedFolder() -> false;
            case Personal() -> true;
            case Subscribed() -> entry.subscribed();
            case Subtree(var roots, var oneLevel) -> roots.stream().anyMatch(root -> name.equals(root)
                    || name.isBelow(root) && (!oneLevel || name.levels().size() == root.levels().size() + 1));
            case Named(var folders) -> folders.contains(name);
        };
    }
}
