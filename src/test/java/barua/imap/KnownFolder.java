package barua.imap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a client knows of its selected folder from nothing but the server's responses. Each response that cannot be true, or that
 * the server may not say at that moment, is an {@link AssertionError}.
 */
final class KnownFolder {

    /** A message as the client knows it; {@code uid} 0, {@code flags} null and {@code modseq} 0 while it was not told. */
    static final class Known {
        long uid;
        Set<String> flags;
        long modseq;
        /** Its flags were told since the client last cleared this. */
        boolean told;

        Known copy() {
            Known copy = new Known();
            copy.uid = uid;
            copy.flags = flags == null ? null : new TreeSet<>(flags);
            copy.modseq = modseq;
            return copy;
        }
    }

    /** What a client keeps when it leaves the folder (RFC 7162 §3.2.5): by UID. */
    record Cache(long uidValidity, long modseq, TreeMap<Long, Known> messages) {
    }

    private static final Set<String> SYSTEM = Set.of("\\seen", "\\answered", "\\flagged", "\\deleted", "\\draft", "\\recent");

    private final boolean condstore;
    private final boolean qresync;
    private final List<Known> messages = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private final Set<Long> gone = new HashSet<>();
    private TreeMap<Long, Known> cached;   // while SELECT resynchronises, else null
    private final Map<String, KnownFolder> recents;
    private final String name;
    private boolean counted;
    private long uidValidity;
    private long uidNext;
    private long highest;
    private long seen;

    /** @param recents in which session each message was recent, of all sessions */
    KnownFolder(String name, boolean condstore, boolean qresync, Map<String, KnownFolder> recents) {
        this.name = name;
        this.recents = recents;
        this.condstore = condstore;
        this.qresync = qresync;
    }

    /** The folder is being opened with that cache: until it is {@link #opened} VANISHED (EARLIER) and FETCH mend it. */
    void resynchronise(Cache cache) {
        cached = new TreeMap<>();
        cache.messages.forEach((uid, known) -> cached.put(uid, known.copy()));
        highest = cache.modseq;
    }

    List<Known> messages() {
        return messages;
    }

    int size() {
        return messages.size();
    }

    long uidValidity() {
        return uidValidity;
    }

    long highest() {
        return highest;
    }

    Cache cache() {
        TreeMap<Long, Known> kept = new TreeMap<>();
        messages.stream().filter(known -> known.uid > 0 && known.flags != null).forEach(known -> kept.put(known.uid, known.copy()));
        return new Cache(uidValidity, highest, kept);
    }

    boolean isWholeKnown() {
        return messages.stream().allMatch(known -> known.uid > 0 && known.flags != null);
    }

    /** A command has ended after which nothing is hidden: what was seen is what the client may ask from next time. */
    void caughtUp() {
        highest = Math.max(highest, seen);
    }

    /** What the server may and must say during a command. @param uid each FETCH has the UID @param modseq flags come with MODSEQ where the client follows it */
    record Rules(boolean expunges, boolean uid, boolean modseq) {
    }

    void hear(Response response, Rules rules) {
        if (response.isNumbered("EXISTS")) {
            exists(Integer.parseInt(response.word(0)));
        } else if (response.isNumbered("EXPUNGE")) {
            check(!qresync, "EXPUNGE after ENABLE QRESYNC");
            check(rules.expunges, "EXPUNGE while numbers must stay");
            remove(Integer.parseInt(response.word(0)));
        } else if (response.isNumbered("RECENT")) {
            check(Integer.parseInt(response.word(0)) <= messages.size(), "more are recent than there are");
        } else if (response.is("VANISHED")) {
            vanished(response, rules.expunges);
        } else if (response.isNumbered("FETCH")) {
            fetch(Integer.parseInt(response.word(0)), (List<?>) response.words().get(2), rules);
        } else if (response.is("FLAGS")) {
            listed.clear();
            ((List<?>) response.words().get(1)).forEach(name -> listed.add(lower(name)));
        } else if (response.is("OK")) {
            code(response.code());
        }
    }

    void code(String code) {
        String[] words = code.split(" ");
        switch (words[0]) {
            case "UIDVALIDITY" -> {
                uidValidity = Long.parseLong(words[1]);
                if (cached != null) {
                    check(uidValidity > 0, "UIDVALIDITY 0");
                }
            }
            case "UIDNEXT" -> {
                long next = Long.parseLong(words[1]);
                check(next >= uidNext, "UIDNEXT went back from " + uidNext);
                uidNext = next;
                messages.forEach(known -> check(known.uid < next, "UID " + known.uid + " is not below UIDNEXT " + next));
            }
            case "HIGHESTMODSEQ" -> {
                long modseq = Long.parseLong(words[1]);
                check(modseq >= highest, "HIGHESTMODSEQ " + modseq + " went back from " + highest);
                seen = Math.max(seen, modseq);
            }
            default -> {
                // tells nothing of the messages
            }
        }
    }

    private void exists(int count) {
        if (counted) {
            opened();   // a second one is no longer of the answer to SELECT
        }
        counted = true;
        check(count >= messages.size(), "EXISTS " + count + " takes messages away, there were " + messages.size());
        while (messages.size() < count) {
            messages.add(new Known());
        }
    }

    private void remove(int sequence) {
        check(sequence >= 1 && sequence <= messages.size(), "EXPUNGE " + sequence + " of " + messages.size());
        Known known = messages.remove(sequence - 1);
        if (known.uid > 0) {
            gone.add(known.uid);
        }
    }

    private void vanished(Response response, boolean expunges) {
        check(qresync, "VANISHED without QRESYNC");
        boolean earlier = response.words().get(1) instanceof List<?>;
        long before = 0;
        if (!earlier) {
            check(expunges, "VANISHED while numbers must stay");
            opened();
        }
        for (long uid : numbers(response.word(earlier ? 2 : 1))) {
            check(uid > before, "VANISHED does not ascend");
            before = uid;
            if (!earlier) {
                gone.add(uid);
                messages.remove(slotOf(uid));
            } else if (cached != null) {
                cached.remove(uid);
                gone.add(uid);
            }
        }
    }

    /** Where a message with that UID lies: one that was never named is as good as its neighbours of which the same is true. */
    private Known slotOf(long uid) {
        Known unknown = null;
        for (Known known : messages) {
            if (known.uid == uid) {
                return known;
            }
            if (known.uid == 0 && unknown == null) {
                unknown = known;
            } else if (known.uid > uid) {
                break;
            } else if (known.uid > 0) {
                unknown = null;
            }
        }
        check(unknown != null, "VANISHED " + uid + ", which is not there");
        return unknown;
    }

    /** What the client kept and what it heard of it since must together be the whole folder. */
    void opened() {
        if (cached == null) {
            return;
        }
        TreeMap<Long, Known> all = cached;
        cached = null;
        messages.stream().filter(known -> known.uid > 0).forEach(known -> all.put(known.uid, known));
        if (messages.isEmpty() && all.isEmpty()) {
            return;
        }
        check(all.size() == messages.size(), "resynchronised to " + all.size() + " messages, EXISTS said " + messages.size());
        int at = 0;
        for (Known known : all.values()) {
            Known told = messages.get(at);
            check(told.uid == 0 || told.uid == known.uid, "message " + (at + 1) + " was told as UID " + told.uid + ", the cache says " + known.uid);
            messages.set(at++, known);
        }
    }

    private void fetch(int sequence, List<?> items, Rules rules) {
        check(sequence >= 1 && sequence <= messages.size(), "FETCH of message " + sequence + " of " + messages.size());
        Known known = messages.get(sequence - 1);
        boolean uidTold = false;
        boolean flagsTold = false;
        boolean modseqTold = false;
        for (int i = 0; i + 1 < items.size(); i += 2) {
            Object value = items.get(i + 1);
            switch ((String) items.get(i)) {
                case "UID" -> {
                    uidTold = true;
                    uid(sequence, Long.parseLong((String) value));
                }
                case "FLAGS" -> {
                    flagsTold = true;
                    flags(known, (List<?>) value);
                }
                case "MODSEQ" -> {
                    modseqTold = true;
                    modseq(known, Long.parseLong((String) ((List<?>) value).getFirst()));
                }
                default -> {
                    // of the message itself
                }
            }
        }
        check(uidTold || !rules.uid && !qresync, "FETCH without UID");
        check(modseqTold || !flagsTold || !condstore || !rules.modseq, "flags without MODSEQ");
    }

    private void uid(int sequence, long uid) {
        Known known = messages.get(sequence - 1);
        check(known.uid == 0 || known.uid == uid, "message " + sequence + " is UID " + known.uid + ", told as " + uid);
        check(!gone.contains(uid), "UID " + uid + " is gone and comes again");
        known.uid = uid;
        for (int i = sequence - 2; i >= 0 && cached == null; i--) {
            long before = messages.get(i).uid;
            check(before < uid, "UID " + uid + " of " + sequence + " behind " + before);
            if (before > 0) {
                break;
            }
        }
    }

    private void flags(Known known, List<?> names) {
        Set<String> flags = new TreeSet<>();
        for (Object name : names) {
            String flag = lower(name);
            check(SYSTEM.contains(flag) || listed.contains(flag), "keyword " + name + " is shown before FLAGS lists it");
            if (!flag.equals("\\recent")) {
                flags.add(flag);
            } else if (known.uid > 0) {
                KnownFolder first = recents.putIfAbsent(name + "/" + uidValidity + "/" + known.uid, this);
                check(first == null || first == this, "UID " + known.uid + " is recent in two sessions");
            }
        }
        known.flags = flags;
        known.told = true;
    }

    private void modseq(Known known, long modseq) {
        check(modseq >= known.modseq, "MODSEQ " + modseq + " went back from " + known.modseq);
        check(modseq > 0, "MODSEQ 0");
        known.modseq = modseq;
        seen = Math.max(seen, modseq);
    }

    /** Says where this differs from another's knowledge of the whole folder; empty where it does not. */
    String difference(KnownFolder truth) {
        StringBuilder text = new StringBuilder();
        if (size() != truth.size()) {
            text.append("it knows ").append(size()).append(" messages of ").append(truth.size()).append('\n');
        }
        for (int i = 0; i < Math.min(size(), truth.size()); i++) {
            Known mine = messages.get(i);
            Known right = truth.messages.get(i);
            boolean same = (mine.uid == 0 || mine.uid == right.uid) && (mine.flags == null || mine.flags.equals(right.flags))
                    && (!condstore || mine.modseq == 0 || mine.modseq == right.modseq);
            if (!same) {
                text.append("message ").append(i + 1).append(": UID ").append(mine.uid).append(' ').append(mine.flags).append(' ').append(mine.modseq)
                        .append(" is UID ").append(right.uid).append(' ').append(right.flags).append(' ').append(right.modseq).append('\n');
            }
        }
        return text.toString();
    }

    /** The numbers of a set without {@code *}. */
    static List<Long> numbers(String set) {
        List<Long> numbers = new ArrayList<>();
        for (String range : set.split(",")) {
            String[] ends = range.split(":");
            for (long n = Long.parseLong(ends[0]); n <= Long.parseLong(ends[ends.length - 1]); n++) {
                numbers.add(n);
            }
        }
        return numbers;
    }

    private static String lower(Object name) {
        return ((String) name).toLowerCase(Locale.ROOT);
    }

    static void check(boolean right, String wrong) {
        if (!right) {
            throw new AssertionError(wrong);
        }
    }
}
