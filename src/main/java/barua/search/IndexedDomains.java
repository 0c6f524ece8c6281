package barua.search;

import barua.message.Address;
import barua.message.Domain;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Whose accounts have an index: those of all domains but some, which may change at any time. */
final class IndexedDomains {

    private final Supplier<Set<Domain>> without;
    /** As they were when they were looked at last. Of the thread that looks. */
    private Set<Domain> before;

    IndexedDomains(Supplier<Set<Domain>> without) {
        this.without = without;
        this.before = Set.copyOf(without.get());
    }

    /** What was switched since. */
    record Change(Set<Domain> on, Set<Domain> off) {

        boolean isEmpty() {
            return on.isEmpty() && off.isEmpty();
        }
    }

    boolean has(Address account) {
        return !without.get().contains(account.domain());
    }

    Change look() {
        Set<Domain> now = Set.copyOf(without.get());
        Set<Domain> on = new HashSet<>(before);
        on.removeAll(now);
        Set<Domain> off = new HashSet<>(now);
        off.removeAll(before);
        before = now;
        return new Change(on, off);
    }
}
