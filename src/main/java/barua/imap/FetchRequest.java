package barua.imap;

import java.util.List;
import java.util.OptionalLong;

/**
 * @param changedSince only messages changed after that modseq (RFC 7162 §3.1.4)
 * @param vanished     tell expunged UIDs as well (RFC 7162 §3.2.6)
 */
record FetchRequest(List<FetchItem> items, OptionalLong changedSince, boolean vanished) {

    boolean asks(FetchItem item) {
        return items.contains(item);
    }

    boolean sees() {
        return items.stream().anyMatch(FetchItem::sees);
    }
}
