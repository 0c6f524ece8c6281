package barua.webmail;

import barua.message.Address;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One act with messages of several folders, as it is carried out: by commands for some messages of one folder each, every one of which can be undone. */
final class FoundWork implements Runnable {

    private static final Logger LOG = Logger.getLogger(FoundWork.class.getName());
    /** Messages of one command: others of the account wait no longer than for these. */
    private static final int AT_ONCE = 200;

    private final Commands commands;
    private final Address account;
    private final List<Command> parts;
    private final int total;
    private final boolean cut;
    private final CountDownLatch over = new CountDownLatch(1);
    // Written by the one thread that runs it, under this object's monitor.
    private final List<String> undoable = new ArrayList<>();
    private final Set<String> folders = new LinkedHashSet<>();
    private String word = "";
    private int done;
    private int changed;
    private boolean failed;

    private FoundWork(Commands commands, Address account, List<Command> parts, int total, boolean cut) {
        this.commands = commands;
        this.account = account;
        this.parts = parts;
        this.total = total;
        this.cut = cut;
    }

    static FoundWork of(Commands commands, Address account, FoundAct act, FoundPlaces places) {
        List<Command> parts = new ArrayList<>();
        for (Map.Entry<String, long[]> folder : places.uids().entrySet()) {
            for (int from = 0; from < folder.getValue().length; from += AT_ONCE) {
                long[] some = Arrays.copyOfRange(folder.getValue(), from, Math.min(folder.getValue().length, from + AT_ONCE));
                parts.add(new Command(act.id() + "." + parts.size(), act.verb(), folder.getKey(), some, Optional.empty(), act.to(), act.sure()));
            }
        }
        return new FoundWork(commands, account, parts, places.total(), places.cut());
    }

    /** Takes back what that work did, the last first. */
    static FoundWork undoing(FoundWork former, String id) {
        List<String> ids = former.undoable().reversed();
        List<Command> parts = new ArrayList<>();
        for (String each : ids) {
            parts.add(new Command(id + "." + parts.size(), Command.Verb.UNDO, "", new long[0], Optional.empty(), each, false));
        }
        return new FoundWork(former.commands, former.account, parts, ids.size(), false);
    }

    private synchronized List<String> undoable() {
        return List.copyOf(undoable);
    }

    int total() {
        return total;
    }

    @Override
    public void run() {
        try {
            for (Command part : parts) {
                note(part, commands.run(account, part));
            }
        } catch (IOException | RuntimeException broken) {
            LOG.log(Level.WARNING, "an act with what was found ended before its time", broken);
            fail();
        } finally {
            over.countDown();
        }
    }

    private synchronized void fail() {
        failed = true;
    }

    private synchronized void note(Command part, Commands.Result result) {
        done += part.verb() == Command.Verb.UNDO ? 1 : part.uids().length;
        changed += result.count();
        failed |= !result.done();
        word = result.done() && (word.isEmpty() || result.count() > 0) ? result.word() : word;
        folders.addAll(result.folders());
        if (result.undoable()) {
            undoable.add(part.id());
        }
    }

    /** Waits until it is over, but not for long. */
    void await(long ms) {
        try {
            over.await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    synchronized FoundActs.Progress progress(String id) {
        boolean some = changed > 0 || !word.isEmpty() && !failed;
        String said = parts.isEmpty() ? "already" : !failed ? word : some ? "part" : "failed";
        return new FoundActs.Progress(id, !isOver(), said, changed, done, total, isOver() && !undoable.isEmpty(), cut, Set.copyOf(folders));
    }
}
