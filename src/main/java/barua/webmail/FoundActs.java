package barua.webmail;

import barua.message.Address;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Carries out acts with what was found, once each: few messages at once; many at the server, while the person may do something else and asks how far it
 * is. One act with many messages of an account at a time, a few of all accounts.
 */
final class FoundActs {

    /**
     * How far an act is.
     *
     * @param word    tells the page what to say, as {@link Commands.Result#word}; {@code already} where there was nothing to do, {@code part} where not all
     *                could be done, {@code busy} where another act with many goes on
     * @param changed messages that changed; for {@code sure} those that would be gone for good
     * @param done    of all that were to be looked at
     * @param cut     whether there were more than are acted on at once
     * @param folders paths of those it touched
     */
    record Progress(String id, boolean running, String word, int changed, int done, int total, boolean undoable, boolean cut, Set<String> folders) {

        static Progress refused(String id, String word, int count) {
            return new Progress(id, false, word, count, 0, count, false, false, Set.of());
        }
    }

    private record Key(Address account, String id) {
    }

    /** What takes no longer than a request may. */
    private static final int FEW = 200;
    private static final int WORKS = 3;
    private static final long WAIT_MS = 1_000;

    private final Commands commands;
    private final Executor threads;
    private final Semaphore room = new Semaphore(WORKS);
    private final Map<Address, FoundWork> withMany = new ConcurrentHashMap<>();
    private final Cache<Key, FoundWork> works = Caffeine.newBuilder().maximumSize(20_000).expireAfterAccess(Duration.ofHours(12)).build();

    /** @param threads on which acts with many messages wait and go on */
    FoundActs(Commands commands, Executor threads) {
        this.commands = commands;
        this.threads = threads;
    }

    /** @param places not used where something is taken back */
    Progress run(Address account, FoundAct act, FoundPlaces places) {
        Key key = new Key(account, act.id());
        FoundWork before = works.getIfPresent(key);
        if (before != null) {
            return progress(before, act.id());
        }
        FoundPlaces fit = places.fit(act.verb(), act.to());
        if (act.verb() == Command.Verb.DELETE && !act.sure() && fit.inTrash() > 0) {
            return Progress.refused(act.id(), "sure", fit.inTrash());
        }
        Optional<FoundWork> former = act.verb() == Command.Verb.UNDO ? former(account, act.to()) : Optional.empty();
        if (!act.isFit() || act.verb() == Command.Verb.UNDO && former.isEmpty()) {
            return Progress.refused(act.id(), "failed", 0);
        }
        FoundWork fresh = former.map(work -> FoundWork.undoing(work, act.id())).orElseGet(() -> FoundWork.of(commands, account, act, fit));
        boolean few = former.map(FoundWork::total).orElse(fresh.total()) <= FEW;
        if (!few && withMany.putIfAbsent(account, fresh) != null) {
            return Progress.refused(act.id(), "busy", 0);
        }
        return begin(key, fresh, few);
    }

    private Progress begin(Key key, FoundWork fresh, boolean few) {
        FoundWork now = works.asMap().putIfAbsent(key, fresh);   // it may have been sent twice at once
        if (now != null) {
            withMany.remove(key.account, fresh);
            return progress(now, key.id);
        }
        if (few) {
            fresh.run();
        } else {
            threads.execute(() -> inTurn(key.account, fresh));
        }
        return progress(fresh, key.id);
    }

    private void inTurn(Address account, FoundWork work) {
        room.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            room.release();
            withMany.remove(account, work);
        }
    }

    private Optional<FoundWork> former(Address account, String id) {
        return Optional.ofNullable(works.getIfPresent(new Key(account, id))).filter(FoundWork::isOver);
    }

    private static Progress progress(FoundWork work, String id) {
        work.await(WAIT_MS);
        return work.progress(id);
    }

    /** Of an act of that account; empty where nobody knows of it. */
    Optional<Progress> of(Address account, String id) {
        return Optional.ofNullable(works.getIfPresent(new Key(account, id))).map(work -> progress(work, id));
    }
}
