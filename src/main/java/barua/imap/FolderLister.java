package barua.imap;

import barua.imap.ListRequest.Choose;
import barua.imap.ListRequest.Return;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which folders LIST and LSUB name, and what they say of them (RFC 9051 §6.3.9, RFC 5258, RFC 3501 §6.3.9): a pure function of all there is. */
final class FolderLister {

    private FolderLister() {
    }

    /** @param childInfo the options for which something is chosen below it (RFC 5258 §4) */
    record Line(FolderName name, List<String> attributes, boolean exists, List<String> childInfo) {
    }

    static List<Line> list(List<Entry> entries, ListRequest request) {
        Set<Choose> choose = request.choose();
        boolean recursive = choose.contains(Choose.RECURSIVEMATCH);
        List<String> options = choose.stream().filter(option -> option == Choose.SUBSCRIBED || option == Choose.SPECIAL_USE)
                .map(option -> option.name().replace('_', '-')).toList();
        Set<FolderName> aboveChosen = new HashSet<>();
        // RFC 5258 §3.5, §5 example 9: what is chosen and matches is told itself, so that nothing need be said above it.
        Set<FolderName> aboveUntold = new HashSet<>();
        if (recursive) {
            entries.stream().filter(entry -> chosen(entry, choose)).forEach(entry -> {
                addParents(entry.name(), aboveChosen);
                addParents(entry.name(), matches(request.patterns(), entry.name()) ? new HashSet<>() : aboveUntold);
            });
        }
        List<Line> lines = new ArrayList<>();
        for (Entry entry : withParents(entries, aboveUntold)) {
            boolean above = aboveChosen.contains(entry.name());
            if ((chosen(entry, choose) || aboveUntold.contains(entry.name())) && matches(request.patterns(), entry.name())) {
                lines.add(new Line(entry.name(), attributes(entry, request), entry.exists(), above ? options : List.of()));
            }
        }
        return lines;
    }

    /** RFC 3501 §6.3.9: subscribed folders; a {@code %} also shows what lies above one, as a name that cannot be selected. */
    static List<Line> lsub(List<Entry> entries, ListPattern pattern) {
        Set<FolderName> above = new HashSet<>();
        if (pattern.text().indexOf('%') >= 0) {
            entries.stream().filter(Entry::subscribed).forEach(entry -> addParents(entry.name(), above));
        }
        List<Line> lines = new ArrayList<>();
        for (Entry entry : withParents(entries, above)) {
            if ((entry.subscribed() || above.contains(entry.name())) && pattern.matches(entry.name().toString())) {
                boolean selectable = entry.subscribed() && entry.exists();
                lines.add(new Line(entry.name(), selectable ? List.of() : List.of("\\Noselect"), entry.exists(), List.of()));
            }
        }
        return lines;
    }

    private static boolean chosen(Entry entry, Set<Choose> choose) {
        boolean there = entry.exists() || entry.hasChildren() || choose.contains(Choose.SUBSCRIBED);
        return there && (!choose.contains(Choose.SUBSCRIBED) || entry.subscribed())
                && (!choose.contains(Choose.SPECIAL_USE) || entry.use().isPresent());
    }

    private static boolean matches(List<ListPattern> patterns, FolderName name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name.toString()));
    }

    private static void addParents(FolderName name, Set<FolderName> to) {
        for (Optional<FolderName> parent = name.parent(); parent.isPresent(); parent = parent.get().parent()) {
            to.add(parent.get());
        }
    }

    /** A subscription to a folder that is gone may lie below levels that are gone as well. */
    private static Collection<Entry> withParents(List<Entry> entries, Set<FolderName> parents) {
        TreeMap<FolderName, Entry> all = new TreeMap<>();
        parents.forEach(name -> all.put(name, new Entry(name, false, false, false, Optional.empty())));
        entries.forEach(entry -> all.put(entry.name(), entry));
        return all.values();
    }

    private static List<String> attributes(Entry entry, ListRequest request) {
        List<String> attributes = new ArrayList<>();
        if (!entry.exists()) {
            attributes.add("\\NonExistent");
            attributes.add("\\Noselect");   // for those who know only RFC 3501
        }
        attributes.add(entry.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
        boolean subscriptions = request.returns().contains(Return.SUBSCRIBED) || request.choose().contains(Choose.SUBSCRIBED);
        if (subscriptions && entry.subscribed()) {
            attributes.add("\\Subscribed");
        }
        entry.use().ifPresent(use -> attributes.add(use.attribute()));
        return attributes;
    }
}
