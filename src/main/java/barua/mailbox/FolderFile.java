package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code barua-folder}: what of a folder cannot be derived from its messages, a {@link Lines} of these lines:
 * <pre>
 * barua-folder 1            format version
 * id k3f9zq                 stands in the names of the messages
 * uidvalidity 1795323644
 * mailboxid F4c1...         RFC 8474
 * next 4968 1048577         UIDs and modseqs from here on were never used: reserved in blocks, exact after a clean stop
 * recent 4951               UIDs from here on no session has been told of as recent; lags behind after a crash
 * counted 4968 1048577 73912 12     bytes and messages, as long as the next UID and modseq are these
 * keyword a $Forwarded      letter in names, name; {@code keyword 26 Kazi} where there are no letters left, {@code keyword c ""} for a free one
 * set 0 1,26                a set of keywords by their numbers, as index and log name it ({@link Keywords})
 * </pre>
 * The later line of a kind counts. Lines of kinds not known here (an ACL, say) are kept. Guarded by the folder's lock.
 */
final class FolderFile {

    static final String NAME = "barua-folder";

    private static final int VERSION = 1;
    private static final int UID_BLOCK = 256;
    private static final long MODSEQ_BLOCK = 1L << 20;

    private final Lines ledger;
    private final List<String> others = new ArrayList<>();
    private Keywords keywords = new Keywords();
    private String id = "";
    private String mailboxId = "";
    private long uidValidity;
    private long uidFloor = 1;
    private long modseqFloor = 1;
    private boolean numbered;
    private Optional<Counted> counted = Optional.empty();

    /** What the folder's mail takes, as long as the next numbers are these: whatever changes it takes a number first. */
    record Counted(long uidNext, long modseqNext, long bytes, long messages) {
    }
    private long recent = 1;
    private long recentWritten = 1;

    private FolderFile(Lines ledger) {
        this.ledger = ledger;
    }

    /** Reads it; {@link #isMissing} where there is none. @throws MailboxException for a newer format */
    static FolderFile read(FileLayer files, Path folder) throws IOException {
        FolderFile file = new FolderFile(Lines.at(files, folder.resolve(NAME)));
        for (String line : file.ledger.read()) {
            file.take(line);
        }
        return file;
    }

    private void take(String line) throws MailboxException {
        List<String> words = QuotedWords.split(line, 3);
        String first = words.size() > 1 ? words.get(1) : "";
        switch (words.getFirst()) {
            case NAME -> refuseNewer(first);
            case "id" -> id = first;
            case "uidvalidity" -> uidValidity = Long.parseLong(first);
            case "mailboxid" -> mailboxId = first;
            case "next" -> {
                uidFloor = Long.parseLong(first);
                modseqFloor = Long.parseLong(words.get(2));
                numbered = true;
            }
            case "recent" -> {
                recent = Long.parseLong(first);
                recentWritten = recent;
            }
            case "counted" -> {
                List<String> numbers = QuotedWords.split(line);
                counted = Optional.of(new Counted(Long.parseLong(first), Long.parseLong(numbers.get(2)), Long.parseLong(numbers.get(3)),
                        Long.parseLong(numbers.get(4))));
            }
            case "keyword" -> keywords.name(Character.isDigit(first.charAt(0)) ? Integer.parseInt(first) : first.charAt(0) - 'a', words.get(2));
            case "set" -> keywords.set(Integer.parseInt(first), set(words.get(2)));
            default -> others.add(line);
        }
    }

    private static void refuseNewer(String version) throws MailboxException {
        if (Integer.parseInt(version) > VERSION) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "a folder of format " + version + "; this program knows up to " + VERSION);
        }
    }

    /** There is none, or what of it can be read does not reach to the folder's numbers: then it is as good as none. */
    boolean isMissing() {
        return id.isEmpty() || uidValidity == 0 || mailboxId.isEmpty() || !numbered;
    }

    /** Whether no message was ever given a UID here. */
    boolean isUnused() {
        return uidFloor == 1;
    }

    /** Gives the folder its identity, durably. */
    void create(String newId, String newMailboxId, long newUidValidity, long uidNext, List<String> knownKeywords) throws IOException {
        id = newId;
        mailboxId = newMailboxId;
        uidValidity = newUidValidity;
        uidFloor = uidNext;
        modseqFloor = Math.max(modseqFloor, 2);
        numbered = true;
        keywords = new Keywords();
        for (int i = 0; i < knownKeywords.size(); i++) {
            keywords.name(i, knownKeywords.get(i));
        }
        ledger.replace(lines());
    }

    String id() {
        return id;
    }

    String mailboxId() {
        return mailboxId;
    }

    long uidValidity() {
        return uidValidity;
    }

    long uidFloor() {
        return uidFloor;
    }

    long modseqFloor() {
        return modseqFloor;
    }

    Keywords keywords() {
        return keywords;
    }

    private static BitSet set(String numbers) {
        BitSet set = new BitSet();
        for (String number : numbers.split(",")) {
            set.set(Integer.parseInt(number));
        }
        return set;
    }

    /** Learns a keyword, durably, and returns its number; -1 where there is no room for one more. */
    int learn(String name) throws IOException {
        int known = keywords.number(name);
        int number = known >= 0 ? known : keywords.free();
        if (known >= 0 || number < 0) {
            return number;
        }
        keywords.name(number, name);
        try {
            add(keywordLine(number));
        } catch (IOException failed) {
            keywords.name(number, "");
            mend();
            throw failed;
        }
        return number;
    }

    /** Flags with these keywords as one number; durably known before it is used. Keywords without letters are left out where there are too many sets. */
    int bits(int system, BitSet set) throws IOException {
        if (set.length() <= Keywords.LETTERS) {
            return Keywords.ofLetters(system, set);
        }
        int number = keywords.setNumber(set);
        if (number < 0) {
            number = keywords.freeSet();
            if (number < 0) {
                return Keywords.ofLetters(system, set);
            }
            keywords.set(number, set);
            try {
                add(setLine(number));
            } catch (IOException failed) {
                keywords.set(number, new BitSet());
                mend();
                throw failed;
            }
        }
        return Keywords.ofSet(system, number);
    }

    /** Frees keywords and sets that are not among these, durably. */
    void free(BitSet usedKeywords, BitSet usedSets) throws IOException {
        for (int i = 0; i < keywords.names().size(); i++) {
            if (!usedKeywords.get(i)) {
                keywords.name(i, "");
            }
        }
        for (int i = 0; i < keywords.sets().size(); i++) {
            if (!usedSets.get(i)) {
                keywords.set(i, new BitSet());
            }
        }
        ledger.replace(lines());
    }

    /** Before a UID or modseq is used it lies below the floor, on the disk: after any crash numbers go on from there. */
    void reserve(long uidNext, long modseq) throws IOException {
        if (uidNext <= uidFloor && modseq <= modseqFloor) {
            return;
        }
        next(uidNext <= uidFloor ? uidFloor : uidNext + UID_BLOCK, modseq <= modseqFloor ? modseqFloor : modseq + MODSEQ_BLOCK);
    }

    /** One UID above all others, before the folder is in use. */
    long take() throws IOException {
        next(uidFloor + 1, modseqFloor);
        return uidFloor - 1;
    }

    /** The exact numbers, when the folder is put away. */
    void settle(long uidNext, long modseq) throws IOException {
        if (uidNext != uidFloor || modseq != modseqFloor || recent != recentWritten) {
            next(uidNext, modseq);
        }
    }

    /** What was noted when nothing had changed since: then nobody need look at the messages. */
    Optional<Counted> counted() {
        return counted.filter(noted -> noted.uidNext == uidFloor && noted.modseqNext == modseqFloor);
    }

    /** Notes it where the numbers are exact. */
    void counted(long uidNext, long modseq, long bytes, long messages) throws IOException {
        Counted now = new Counted(uidNext, modseq, bytes, messages);
        if (uidNext == uidFloor && modseq == modseqFloor && !counted.equals(Optional.of(now))) {
            counted = Optional.of(now);
            try {
                add(countedLine(now));
            } catch (IOException failed) {
                counted = Optional.empty();
                mend();
                throw failed;
            }
        }
    }

    private static String countedLine(Counted counted) {
        return QuotedWords.join("counted", counted.uidNext, counted.modseqNext, counted.bytes, counted.messages);
    }

    long recent() {
        return recent;
    }

    /** Written with whatever is written next: after a crash some messages are recent once more, none is passed over. */
    void recent(long from) {
        recent = from;
    }

    private void next(long uid, long modseq) throws IOException {
        long oldUid = uidFloor;
        long oldModseq = modseqFloor;
        uidFloor = uid;
        modseqFloor = modseq;
        try {
            ledger.add(recent == recentWritten ? List.of(nextLine()) : List.of(nextLine(), recentLine()), lines());
            recentWritten = recent;
        } catch (IOException failed) {
            uidFloor = oldUid;
            modseqFloor = oldModseq;
            mend();
            throw failed;
        }
    }

    /** After a failed force the file may show what the disk does not hold: a fresh one says what is true, if there is any way. */
    private void mend() {
        try {
            ledger.replace(lines());
        } catch (IOException stillBroken) {
            // The next addition writes all of it anew.
        }
    }

    private void add(String line) throws IOException {
        ledger.add(List.of(line), lines());
    }

    void moved(Path folder) {
        ledger.moved(folder.resolve(NAME));
    }

    private String nextLine() {
        return "next " + uidFloor + " " + modseqFloor;
    }

    private String recentLine() {
        return "recent " + recent;
    }

    private String keywordLine(int number) {
        return QuotedWords.join("keyword", number < Keywords.LETTERS ? String.valueOf((char) ('a' + number)) : number, keywords.names().get(number));
    }

    private String setLine(int number) {
        return QuotedWords.join("set", number, keywords.sets().get(number).stream().mapToObj(Integer::toString).collect(Collectors.joining(",")));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(NAME + " " + VERSION, "id " + id, "uidvalidity " + uidValidity, "mailboxid " + mailboxId, nextLine(),
                recentLine()));
        for (int i = 0; i < keywords.names().size(); i++) {
            // Earlier versions count the lines: a free letter has one, too.
            if (i < Keywords.LETTERS || !keywords.names().get(i).isEmpty()) {
                lines.add(keywordLine(i));
            }
        }
        for (int i = 0; i < keywords.sets().size(); i++) {
            if (!keywords.sets().get(i).isEmpty()) {
                lines.add(setLine(i));
            }
        }
        counted().ifPresent(noted -> lines.add(countedLine(noted)));
        lines.addAll(others);
        return lines;
    }
}
