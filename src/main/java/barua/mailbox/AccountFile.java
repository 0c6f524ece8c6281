package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@code barua-account}: what of an account cannot be derived, a {@link Lines} of these lines:
 * <pre>
 * barua-account 1
 * uidvalidity 1795323649        the last one given: never given again
 * use SENT .Sent                which folder serves a use (RFC 6154)
 * intent rename .Old .New       begun; {@code intent none} when it is done
 * epoch 1                       of the owner that has it now: an older one is refused
 * </pre>
 * Guarded by the account's names (write), but for UIDVALIDITY and uses, which are guarded by this.
 */
final class AccountFile {

    static final String NAME = "barua-account";

    private static final int VERSION = 1;

    private final Lines ledger;
    /** A kind of line of its own: programs of before know no other use, and keep lines that they do not know. */
    private static final String LATER_USE = "snoozed";
    private final Map<SpecialUse, String> uses = new EnumMap<>(SpecialUse.class);
    private final List<String> others = new ArrayList<>();
    private long uidValidity;
    private static final List<String> NONE = List.of("none");

    private List<String> intent = NONE;
    private boolean missing = true;
    private long epoch;

    private AccountFile(Lines ledger) {
        this.ledger = ledger;
    }

    static AccountFile read(FileLayer files, Path account) throws IOException {
        AccountFile file = new AccountFile(Lines.at(files, account.resolve(NAME)));
        for (String line : file.ledger.read()) {
            file.take(line);
            file.missing = false;
        }
        return file;
    }

    private void take(String line) throws MailboxException {
        List<String> words = QuotedWords.split(line, 3);
        switch (words.getFirst()) {
            case NAME -> {
                if (Integer.parseInt(words.get(1)) > VERSION) {
                    throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "an account of format " + words.get(1) + "; this program knows up to "
                            + VERSION);
                }
            }
            case "uidvalidity" -> uidValidity = Math.max(uidValidity, Long.parseLong(words.get(1)));
            case "use" -> uses.put(SpecialUse.valueOf(words.get(1)), words.get(2));
            case LATER_USE -> uses.put(SpecialUse.SNOOZED, words.get(1));
            case "epoch" -> epoch = Math.max(epoch, Long.parseLong(words.get(1)));
            case "intent" -> intent = intent(line.substring("intent ".length()));
            default -> others.add(line);
        }
    }

    boolean isMissing() {
        return missing;
    }

    /**
     * The account is this owner's from now on, durably; a new account's file says so when it is begun. @throws MailboxException UNAVAILABLE where a
     * later one has it
     */
    synchronized void own(long owner) throws IOException {
        if (epoch > owner) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "the mailbox was taken over by owner " + epoch + ", this one is " + owner);
        }
        if (epoch < owner) {
            epoch = owner;
            if (!missing) {
                add("epoch " + epoch);
            }
        }
    }

    synchronized Map<SpecialUse, String> uses() {
        return new EnumMap<>(uses);
    }

    synchronized void use(SpecialUse use, String directory) throws IOException {
        uses.put(use, directory);
        add(useLine(use, directory));
    }

    /** A folder was renamed, durably or as part of an intent that is still noted. */
    synchronized void renamed(String from, String to) {
        uses.replaceAll((use, directory) -> directory.equals(from) ? to : directory);
    }

    synchronized void forget(String directory) throws IOException {
        Map<SpecialUse, String> before = new EnumMap<>(SpecialUse.class);
        before.putAll(uses);
        if (uses.values().remove(directory)) {
            try {
                ledger.replace(lines());
            } catch (IOException failed) {
                uses.putAll(before);
                throw failed;
            }
        }
    }

    /** A new account: all of it with one write. */
    synchronized void begin(Map<SpecialUse, String> firstUses) throws IOException {
        uses.putAll(firstUses);
        ledger.replace(lines());
        missing = false;
    }

    /** A folder has that UIDVALIDITY, though it is not noted here: another gets a higher one. */
    synchronized void saw(long known) {
        uidValidity = Math.max(uidValidity, known);
    }

    /** As {@link #giveUidValidity}, noted only with the next write. */
    synchronized long nextUidValidity(long seconds) {
        uidValidity = Math.max(uidValidity + 1, seconds);
        return uidValidity;
    }

    /** Never the same twice: the seconds of the clock, or more where it stepped back. */
    synchronized long giveUidValidity(long seconds) throws IOException {
        nextUidValidity(seconds);
        add("uidvalidity " + uidValidity);
        return uidValidity;
    }

    synchronized void tookUidValidity(long adopted) throws IOException {
        if (adopted > uidValidity) {
            uidValidity = adopted;
            add("uidvalidity " + uidValidity);
        }
    }

    /** {@code rename A B}, {@code empty A N} or {@code none}; earlier versions wrote {@code rename A/B}, and names with blanks as they are. */
    private static List<String> intent(String said) {
        int end = said.lastIndexOf(' ');
        boolean quoted = said.indexOf('"') >= 0;
        if (said.startsWith("empty ") && !quoted) {
            return List.of("empty", said.substring("empty ".length(), end), said.substring(end + 1));
        }
        int slash = said.indexOf('/');
        return said.startsWith("rename ") && slash > 0 && !quoted ? List.of("rename", said.substring("rename ".length(), slash), said.substring(slash + 1))
                : QuotedWords.split(said);
    }

    List<String> intent() {
        return intent;
    }

    synchronized void intend(String... what) throws IOException {
        intent = List.of(what);
        try {
            add(intentLine());
        } catch (IOException failed) {
            intent = NONE;
            throw failed;
        }
    }

    synchronized void done() throws IOException {
        intent = NONE;
        ledger.replace(lines());
    }

    void moved(Path account) {
        ledger.moved(account.resolve(NAME));
    }

    private void add(String line) throws IOException {
        missing = false;
        ledger.add(List.of(line), lines());
    }

    private static String useLine(SpecialUse use, String directory) {
        return use == SpecialUse.SNOOZED ? QuotedWords.join(LATER_USE, directory) : QuotedWords.join("use", use, directory);
    }

    private String intentLine() {
        return "intent " + QuotedWords.join(intent.toArray());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(NAME + " " + VERSION, "epoch " + epoch, "uidvalidity " + uidValidity));
        uses.forEach((use, directory) -> lines.add(useLine(use, directory)));
        lines.addAll(others);
        lines.add(intentLine());
        return lines;
    }
}
