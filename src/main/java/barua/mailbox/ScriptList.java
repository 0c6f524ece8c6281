package barua.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which scripts there are, which were there, and what is said of them: what the lines of {@code barua-scripts} come to.
 * <pre>
 * barua-scripts 1
 * put N TIME BYTES CRC FILE NAME [WHEN REACH]    a version: milliseconds since 1970, CRC-32C, where it lies;
 *                                                of a global one when it is run, and for whom: a domain, an
 *                                                address that mail was written to, or * for all
 * drop N NAME                                    it is gone; its versions are not
 * rename N OLD NEW
 * active N NAME                                  "" for none
 * stand N NAME WHEN REACH                        of a global one
 * order N NAME...                                global ones in the order in which they are run
 * </pre>
 * N is the number of the change; they only go up. Lines of unknown kinds are kept. Of each name the last ten earlier versions are
 * remembered, of all names the last 100 and 16 MB.
 */
final class ScriptList {

    static final String HEAD = "barua-scripts 1";
    static final int EARLIER_OF_ONE = 10;
    static final int EARLIER_OF_ALL = 100;
    static final long EARLIER_BYTES = 16 << 20;

    /** One text that a script has or had. @param number of the change that brought it */
    record Version(long number, Instant changed, int bytes, long crc, String file) {
    }

    /** Of a global script. @param reach {@code *} for all */
    record Standing(String when, String reach) {
    }

    /** Of each name the versions, the newest last; a name that is in {@code gone} has only earlier ones. */
    private final TreeMap<ScriptName, List<Version>> versions = new TreeMap<>();
    private final Set<ScriptName> gone = new HashSet<>();
    private final Map<ScriptName, Standing> standings = new HashMap<>();
    private final List<String> others = new ArrayList<>();
    private List<ScriptName> order = List.of();
    private Optional<ScriptName> active = Optional.empty();
    private long last;

    ScriptList copy() {
        ScriptList copy = new ScriptList();
        versions.forEach((name, all) -> copy.versions.put(name, new ArrayList<>(all)));
        copy.gone.addAll(gone);
        copy.standings.putAll(standings);
        copy.others.addAll(others);
        copy.order = order;
        copy.active = active;
        copy.last = last;
        return copy;
    }

    /** The number of the last change; 0 where there was none. */
    long last() {
        return last;
    }

    List<ScriptName> names() {
        return versions.keySet().stream().filter(name -> !gone.contains(name)).toList();
    }

    Optional<Version> now(ScriptName name) {
        return gone.contains(name) ? Optional.empty() : Optional.ofNullable(versions.get(name)).map(List::getLast);
    }

    /** The newest first. */
    List<Version> versions(ScriptName name) {
        return versions.getOrDefault(name, List.of()).reversed();
    }

    Optional<ScriptName> active() {
        return active;
    }

    Standing standing(ScriptName name) {
        return standings.get(name);
    }

    /** Global ones in the order in which they are run. */
    List<ScriptName> ordered() {
        return order;
    }

    /** Files that a version lies in. */
    Set<String> files() {
        return versions.values().stream().flatMap(List::stream).map(Version::file).collect(Collectors.toSet());
    }

    // ---- changes, as lines ----

    static String put(Version version, ScriptName name, Optional<Standing> standing) {
        String line = QuotedWords.join("put", version.number, version.changed.toEpochMilli(), version.bytes, Long.toHexString(version.crc), version.file, name);
        return standing.map(where -> line + " " + QuotedWords.join(where.when, where.reach)).orElse(line);
    }

    /** @throws IllegalArgumentException for a line that does not hold what its kind has */
    void apply(String line) {
        List<String> words = QuotedWords.split(line);
        switch (words.getFirst()) {
            case "put" -> put(words);
            case "drop" -> {
                ScriptName name = ScriptName.of(words.get(2));
                gone.add(name);
                order = order.stream().filter(other -> !other.equals(name)).toList();
                count(words);
            }
            case "rename" -> {
                rename(ScriptName.of(words.get(2)), ScriptName.of(words.get(3)));
                count(words);
            }
            case "active" -> {
                active = ScriptName.parse(words.get(2));
                count(words);
            }
            case "stand" -> {
                standings.put(ScriptName.of(words.get(2)), new Standing(words.get(3), words.get(4)));
                count(words);
            }
            case "order" -> {
                order = words.stream().skip(2).map(ScriptName::of).toList();
                count(words);
            }
            default -> others.add(line);
        }
    }

    private void count(List<String> words) {
        last = Math.max(last, Long.parseLong(words.get(1)));
        forgetOld();
    }

    private void put(List<String> words) {
        ScriptName name = ScriptName.of(words.get(6));
        Version version = new Version(Long.parseLong(words.get(1)), Instant.ofEpochMilli(Long.parseLong(words.get(2))), Integer.parseInt(words.get(3)),
                Long.parseLong(words.get(4), 16), words.get(5));
        versions.computeIfAbsent(name, _ -> new ArrayList<>()).add(version);
        gone.remove(name);
        if (words.size() > 8) {
            standings.put(name, new Standing(words.get(7), words.get(8)));
            order = order.contains(name) ? order : Stream.concat(order.stream(), Stream.of(name)).toList();   // a new one is the last
        }
        count(words);
    }

    private void rename(ScriptName from, ScriptName to) {
        List<Version> all = new ArrayList<>(versions.getOrDefault(to, List.of()));
        all.addAll(versions.remove(from));
        // What lies under the name already is older: it is of a script that is gone.
        versions.put(to, all);
        gone.remove(to);
        active = active.map(name -> name.equals(from) ? to : name);
        order = order.stream().map(name -> name.equals(from) ? to : name).toList();
        if (standings.containsKey(from)) {
            standings.put(to, standings.remove(from));
        }
    }

    /** An earlier version whose file is missing. */
    void forget(Version version) {
        versions.values().forEach(all -> all.remove(version));
        removeEmpty();
    }

    private void forgetOld() {
        versions.forEach((name, all) -> {
            while (all.size() > EARLIER_OF_ONE + (gone.contains(name) ? 0 : 1)) {
                all.removeFirst();
            }
        });
        List<Version> earlier = earlier().sorted(Comparator.comparingLong(Version::number)).toList();
        long bytes = earlier.stream().mapToLong(Version::bytes).sum();
        for (int i = 0; earlier.size() - i > EARLIER_OF_ALL || bytes > EARLIER_BYTES; i++) {
            Version oldest = earlier.get(i);
            bytes -= oldest.bytes;
            versions.values().forEach(all -> all.remove(oldest));
        }
        removeEmpty();
    }

    Stream<Version> earlier() {
        return versions.entrySet().stream().flatMap(one -> one.getValue().stream().limit(one.getValue().size() - (gone.contains(one.getKey()) ? 0 : 1)));
    }

    private void removeEmpty() {
        versions.values().removeIf(List::isEmpty);
        gone.retainAll(versions.keySet());
        standings.keySet().retainAll(versions.keySet());
    }

    /** All of it as lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        versions.forEach((name, all) -> all.forEach(version -> lines.add(put(version, name, Optional.ofNullable(standings.get(name))))));
        gone.stream().sorted().forEach(name -> lines.add(QuotedWords.join("drop", last, name)));
        active.ifPresent(name -> lines.add(QuotedWords.join("active", last, name)));
        lines.add(order(last, order));
        lines.addAll(others);
        return lines;
    }

    static String order(long number, List<ScriptName> names) {
        return Stream.concat(Stream.of("order", number), names.stream()).map(word -> QuotedWords.join(word)).collect(Collectors.joining(" "));
    }
}
