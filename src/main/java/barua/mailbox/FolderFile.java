package barua.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code barua-folder}: what of a folder cannot be derived from its messages, a {@link Ledger} of these lines:
 * <pre>
 * barua-folder 1            format version
 * id k3f9zq                 stands in the names of the messages
 * uidvalidity 1795323644
 * mailboxid F4c1...         RFC 8474
 * next 4968 1048577         UIDs and modseqs from here on were never used: reserved in blocks, exact after a clean stop
 * keyword a $Forwarded      letter in names, name
 * </pre>
 * The later line of a kind counts. Lines of kinds not known here (an ACL, say) are kept. Guarded by the folder's lock.
 */
final class FolderFile {

    static final String NAME = "barua-folder";
    static final int KEYWORDS = 26;

    private static final int VERSION = 1;
    private static final int UID_BLOCK = 256;
    private static final long MODSEQ_BLOCK = 1L << 20;

    private final Ledger ledger;
    private final List<String> others = new ArrayList<>();
    private final List<String> keywords = new ArrayList<>();
    private String id = "";
    private String mailboxId = "";
    private long uidValidity;
    private long uidFloor = 1;
    private long modseqFloor = 1;

    private FolderFile(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Reads it; {@link #isMissing} where there is none. @throws MailboxException for a newer format */
    static FolderFile read(FileLayer files, Path folder) throws IOException {
        FolderFile file = new FolderFile(Ledger.at(files, folder.resolve(NAME)));
        for (String line : file.ledger.read()) {
            file.take(line);
        }
        return file;
    }

    private void take(String line) throws MailboxException {
        List<String> words = Words.split(line, 3);
        String first = words.size() > 1 ? words.get(1) : "";
        switch (words.getFirst()) {
            case NAME -> refuseNewer(first);
            case "id" -> id = first;
            case "uidvalidity" -> uidValidity = Long.parseLong(first);
            case "mailboxid" -> mailboxId = first;
            case "next" -> {
                uidFloor = Long.parseLong(first);
                modseqFloor = Long.parseLong(words.get(2));
            }
            case "keyword" -> {
                if (keywords.size() < KEYWORDS) {
                    keywords.add(words.get(2));
                }
            }
            default -> others.add(line);
        }
    }

    private static void refuseNewer(String version) throws MailboxException {
        if (Integer.parseInt(version) > VERSION) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "a folder of format " + version + "; this program knows up to " + VERSION);
        }
    }

    boolean isMissing() {
        return id.isEmpty();
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
        keywords.clear();
        keywords.addAll(knownKeywords);
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

    List<String> keywords() {
        return keywords;
    }

    /** The number of a keyword, -1 where it is not known. */
    int keyword(String name) {
        for (int i = 0; i < keywords.size(); i++) {
            if (keywords.get(i).equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Learns a keyword, durably, and returns its number. @throws MailboxException LIMIT */
    int learn(String name) throws IOException {
        int known = keyword(name);
        if (known >= 0) {
            return known;
        }
        if (keywords.size() == KEYWORDS) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "a folder holds at most " + KEYWORDS + " keywords");
        }
        keywords.add(name);
        try {
            add(keywordLine(keywords.size() - 1));
        } catch (IOException failed) {
            keywords.removeLast();
            mend();
            throw failed;
        }
        return keywords.size() - 1;
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
        if (uidNext != uidFloor || modseq != modseqFloor) {
            next(uidNext, modseq);
        }
    }

    private void next(long uid, long modseq) throws IOException {
        long oldUid = uidFloor;
        long oldModseq = modseqFloor;
        uidFloor = uid;
        modseqFloor = modseq;
        try {
            add(nextLine());
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

    private String keywordLine(int number) {
        return Words.join("keyword", (char) ('a' + number), keywords.get(number));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(NAME + " " + VERSION, "id " + id, "uidvalidity " + uidValidity, "mailboxid " + mailboxId, nextLine()));
        for (int i = 0; i < keywords.size(); i++) {
            lines.add(keywordLine(i));
        }
        lines.addAll(others);
        return lines;
    }
}
