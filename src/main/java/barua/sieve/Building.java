package barua.sieve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the compilation of a script and of all that it includes has in common. */
final class Building {

    /** RFC 6609 §3.2 asks for 3 at least. */
    private static final int DEEPEST = 10;

    private final Limits limits;
    private final Set<String> extensions;
    private final Includes includes;
    private final ExternalLists lists;
    private final Map<String, List<Complaint>> usedLists = new LinkedHashMap<>();
    private final Set<String> askedLists = new HashSet<>();
    private final Map<String, Optional<Including.Included>> included = new HashMap<>();
    private final LinkedHashSet<String> reading = new LinkedHashSet<>();      // scripts that are being read, each included by the one before
    private int commands;
    private int total;          // bytes of all that is included

    Building(Limits limits, Set<String> extensions, Includes includes, ExternalLists lists) {
        this.limits = limits;
        this.extensions = Set.copyOf(extensions);
        this.includes = includes;
        this.lists = lists;
    }

    Limits limits() {
        return limits;
    }

    Set<String> extensions() {
        return extensions;
    }

    Includes includes() {
        return includes;
    }

    ExternalLists lists() {
        return lists;
    }

    /** A test or command counts on that list. @param complaint where it is not there */
    void usesList(String name, Complaint complaint) {
        usedLists.computeIfAbsent(name, _ -> new ArrayList<>()).add(complaint);
    }

    /** A script asks whether there is such a list, and knows what to do where there is none. */
    void asksForList(String name) {
        askedLists.add(name);
    }

    /** Complaints about lists that nobody asked for and that are not there now. */
    List<Complaint> missingLists() {
        return usedLists.entrySet().stream().filter(used -> !askedLists.contains(used.getKey())).flatMap(used -> used.getValue().stream())
                .limit(Complaints.MOST).toList();
    }

    /** Counts a command, and complains once where there are too many. */
    void count(Complaints complaints, Clause clause) {
        if (++commands == limits.commands() + 1) {
            complaints.add(clause.line(), clause.column(), "the script has more than " + limits.commands() + " commands");
        }
    }

    /** The script of that name, read once however often it is included; empty where there is none, or it cannot be. */
    Optional<Including.Included> included(Words asking, String name, boolean global, boolean once, boolean optional) {
        String key = (global ? "global " : "personal ") + name;
        if (once && reading.contains(key)) {    // it was included before whenever that is come to
            return Optional.empty();
        }
        if (reading.contains(key)) {
            asking.complain("the script \"" + name + "\" includes itself in the end");
            return Optional.empty();
        }
        if (reading.size() >= DEEPEST) {
            asking.complain("scripts are included deeper than " + DEEPEST);
            return Optional.empty();
        }
        Optional<Including.Included> known = included.get(key);
        if (known == null) {
            reading.add(key);
            known = read(asking, name, global);
            reading.remove(key);
            included.put(key, known);
        }
        if (known.isEmpty() && !optional) {
            asking.complain("there is no " + (global ? "global " : "") + "script \"" + name + "\" that can be included");
        }
        return known;
    }

    private Optional<Including.Included> read(Words asking, String name, boolean global) {
        Optional<byte[]> text = includes.find(name, global);
        total += text.map(bytes -> bytes.length).orElse(0);
        if (total > limits.size()) {
            asking.complain("the scripts that are included have more than " + limits.size() + " bytes");
            return Optional.empty();
        }
        Complaints complaints = asking.compiler().complaints().of(name);
        return text.flatMap(bytes -> Script.characters(bytes, complaints)).map(characters -> {
            // What a person wrote asks as that person, whoever includes it.
            var compiler = new Compiler(name, this, complaints, global ? lists : lists.personal());
            Block body = compiler.script(Parser.parse(characters, complaints, limits.nesting()).clauses());
            return new Including.Included(body, compiler.required("variables"));
        });
    }
}
