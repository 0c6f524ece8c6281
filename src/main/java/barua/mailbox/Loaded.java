package barua.mailbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/** What of a folder is in memory only while it is used: its messages, what is remembered of expunged ones, its log. Guarded by the folder's lock. */
final class Loaded {

    /** So many expunged UIDs are remembered for QRESYNC (RFC 7162 §3.2) and against files that come back. */
    private static final int REMEMBERED = 50_000;

    /**
     * An expunged message whose file is on its way into the keep area, or that a session may still ask for. @param place its file's name: in cur/
     * while not buried, in the keep area after
     */
    record Ghost(MessageTable.Entry entry, long modseq, LogRecord.Fate fate, String place, boolean buried) {
    }

    final MessageTable messages;
    final Deque<FolderSnapshot.Expunge> expunged = new ArrayDeque<>();
    final TreeMap<Long, Ghost> ghosts = new TreeMap<>();
    /** Messages whose files could not be read when they had to be, and when that was tried. They are not tried again at every turn. */
    final TreeMap<Long, Long> unreadable = new TreeMap<>();
    FolderLog log;
    /** Above every UID that was ever visible here. */
    long seenUidNext = 1;
    long rememberedFrom;
    /** Times of change of cur/ and new/ from before the last scan. */
    long curTime;
    long newTime;
    /** Something of ours changed cur/ since the last scan, so its time says nothing about other programs. */
    boolean touched;
    /** Files were renamed in cur/ and it was not forced since: an orderly end would lie about their names. */
    boolean renamed;
    long scannedAt;
    /** Milliseconds of the last scan. */
    long scanTook;
    long askedAt;

    Loaded(MessageTable messages) {
        this.messages = messages;
    }

    /** Whoever knows the folder as it was at that modseq, or before, must compare all. */
    void forgetExpunges(long modseq) {
        rememberedFrom = Math.max(rememberedFrom, modseq + 1);
    }

    long unreadableUnsettled() {
        return unreadable.keySet().stream().mapToInt(messages::indexOf).filter(index -> index >= 0 && messages.is(index, MessageTable.UNSETTLED)).count();
    }

    void remember(long[] uids, long modseq) {
        for (long uid : uids) {
            expunged.add(new FolderSnapshot.Expunge(uid, modseq));
        }
        while (expunged.size() > REMEMBERED) {
            rememberedFrom = Math.max(rememberedFrom, expunged.poll().modseq());
        }
    }
}
