package barua.mailbox;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder's keywords, and how flags are written as one number in memory, index and log. The lowest five bits are the system's flags. Where
 * only the first 26 keywords are set, the next 26 bits are these, as the letters in a name. Else the highest bit is set and the bits between
 * are the number of a set of keywords: few different sets are ever in use. Guarded by the folder's lock.
 */
final class Keywords {

    static final int LETTERS = 26;
    static final int MOST = 500;
    static final int MOST_SETS = 20_000;

    private static final int SHIFT = MessageName.KEYWORD_SHIFT;
    private static final int SYSTEM = (1 << SHIFT) - 1;
    private static final int MANY = 1 << 31;

    /** By number; the empty string for one that is free. */
    private final List<String> names;
    /** By number; empty for one that is free. */
    private final List<BitSet> sets;
    private final Map<BitSet, Integer> numbers = new HashMap<>();

    Keywords() {
        this(List.of(), List.of());
    }

    private Keywords(List<String> names, List<BitSet> sets) {
        this.names = new ArrayList<>(names);
        this.sets = new ArrayList<>(sets);
    }

    /** As it is now, for one reader: nothing is learnt there. */
    Keywords copy() {
        return new Keywords(names, sets);
    }

    void name(int number, String name) {
        while (names.size() <= number) {
            names.add("");
        }
        names.set(number, name);
    }

    void set(int number, BitSet set) {
        while (sets.size() <= number) {
            sets.add(new BitSet());
        }
        numbers.remove(sets.get(number));
        sets.set(number, set);
        if (!set.isEmpty()) {
            numbers.put(set, number);
        }
    }

    /** By number, with empty strings for those that are free. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    List<BitSet> sets() {
        return Collections.unmodifiableList(sets);
    }

    /** Those in use, in the order of their numbers. */
    List<String> known() {
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** -1 where it is not known. */
    int number(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The number for one more keyword, -1 where there is none. */
    int free() {
        int hole = names.indexOf("");
        return hole >= 0 ? hole : names.size() < MOST ? names.size() : -1;
    }

    int freeSet() {
        if (!hasRoomForSets()) {
            return -1;
        }
        return numbers.size() == sets.size() ? sets.size() : sets.indexOf(new BitSet());
    }

    boolean hasRoomForSets() {
        return numbers.size() < MOST_SETS;
    }

    int setNumber(BitSet set) {
        return numbers.getOrDefault(set, -1);
    }

    // ---- flags as numbers ----

    static boolean isPlain(int bits) {
        return bits >= 0;
    }

    static int system(int bits) {
        return bits & SYSTEM;
    }

    static int setNumber(int bits) {
        return (bits & ~MANY) >>> SHIFT;
    }

    static int ofSet(int system, int number) {
        return MANY | number << SHIFT | system;
    }

    static int ofLetters(int system, BitSet set) {
        int bits = system;
        for (int i = set.nextSetBit(0); i >= 0 && i < LETTERS; i = set.nextSetBit(i + 1)) {
            bits |= 1 << SHIFT + i;
        }
        return bits;
    }

    /** The numbers of the keywords that are set. */
    BitSet set(int bits) {
        if (!isPlain(bits)) {
            int number = setNumber(bits);
            return number < sets.size() ? (BitSet) sets.get(number).clone() : new BitSet();
        }
        BitSet set = new BitSet();
        for (int i = 0; i < LETTERS; i++) {
            if ((bits & 1 << SHIFT + i) != 0) {
                set.set(i);
            }
        }
        return set;
    }

    boolean has(int bits, int keyword) {
        return isPlain(bits) ? keyword < LETTERS && (bits & 1 << SHIFT + keyword) != 0 : set(bits).get(keyword);
    }

    /** What a name can say of them: the first 26 keywords alone. */
    int inName(int bits) {
        return isPlain(bits) ? bits : ofLetters(system(bits), set(bits));
    }

    /** What letters in a name mean here. */
    int ofName(String letters) {
        int known = 0;
        for (int i = 0; i < Math.min(LETTERS, names.size()); i++) {
            known |= names.get(i).isEmpty() ? 0 : 1 << i;
        }
        return MessageName.bits(letters, known);
    }

    Flags flags(int bits) {
        if (bits >>> SHIFT == 0) {
            return Flags.of(bits);
        }
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set(bits).stream().filter(i -> i < names.size() && !names.get(i).isEmpty()).forEach(i -> set.add(names.get(i)));
        return Flags.of(system(bits), set);
    }
}
