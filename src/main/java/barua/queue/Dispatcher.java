package barua.queue;

import barua.queue.QueueEntry.Slot;
import barua.queue.Routing.Hop;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Takes what is due from the {@link Agenda}, asks which way it goes, and gives it to a {@link Courier} on a thread of its own. */
final class Dispatcher {

    private static final System.Logger LOG = System.getLogger("barua.queue");
    private static final long LOOK_AGAIN = Duration.ofMinutes(1).toNanos();
    private static final long BREATH = Duration.ofSeconds(1).toNanos();
    private static final long FAREWELL = Duration.ofSeconds(5).toNanos();

    /** What it works with. */
    record Tools(QueueOptions options, Agenda agenda, Courier courier, Routing routing, Shelf shelf, Served served, LongSupplier nanos, Executor threads) {
    }

    private final Tools tools;
    private final Agenda agenda;
    private volatile boolean closing;

    Dispatcher(Tools tools) {
        this.tools = tools;
        this.agenda = tools.agenda();
    }

    void start() {
        Thread.ofVirtual().name("queue-dispatch").start(this::dispatch);
    }

    private void dispatch() {
        while (!closing) {
            try {
                long seen = agenda.version();
                turn();
                OptionalLong next = agenda.next();
                agenda.await(seen, next.isPresent() ? Math.min(next.getAsLong() - now(), LOOK_AGAIN) : LOOK_AGAIN);
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException | Error defect) {   // also where memory is short for a moment: all mail out hangs on this thread
                LOG.log(Level.ERROR, "queue: the dispatcher failed and goes on", defect);
                LockSupport.parkNanos(BREATH);            // what fails at once would fail at full speed
            }
        }
    }

    /** Begins whatever is due and has room. */
    void turn() {
        for (Agenda.Due due : agenda.takeDue(now())) {
            try {
                sort(due);
            } catch (RuntimeException | Error noRoute) {
                LOG.log(Level.ERROR, "queue: no route for " + due.entry().id, noRoute);
                putOff(due);
            }
        }
        if (!closing) {
            agenda.takeReady(now()).forEach(this::run);
        }
        forgetServed();
    }

    /** Recipients with one hop share one attempt; failed ones wait only for their bounce. */
    private void sort(Agenda.Due due) {
        Map<Hop, List<Slot>> byHop = new HashMap<>();
        List<Slot> failed = new ArrayList<>();
        for (Slot slot : due.slots()) {
            if (slot.failure.isPresent()) {
                failed.add(slot);
            } else {
                byHop.computeIfAbsent(tools.routing().hop(slot.recipient), _ -> new ArrayList<>()).add(slot);
            }
        }
        agenda.enqueue(byHop.entrySet().stream().map(each -> new Job.Try(due.entry(), each.getValue(), each.getKey())).toList());
        if (!failed.isEmpty() || due.slots().isEmpty()) {
            run(new Job.Tidy(due.entry(), failed));
        }
    }

    private void putOff(Agenda.Due due) {
        long later = now() + tools.options().pause(1).toNanos();
        agenda.with(() -> {
            due.slots().forEach(slot -> slot.due = later);
            agenda.giveBack(due.entry(), due.slots());
            return null;
        });
    }

    private void run(Job job) {
        try {
            tools.threads().execute(() -> {
                if (tools.courier().run(job)) {
                    tools.served().add(job.entry().id, now());    // first: an add of the same id must find one or the other
                    agenda.forget(job.entry());
                }
            });
        } catch (RuntimeException | Error noThread) {
            LOG.log(Level.ERROR, "queue: no thread for " + job.entry().id, noThread);
            tools.courier().giveUp(job);
        }
    }

    private void forgetServed() {
        for (String id : tools.served().takeOld(now())) {
            try {
                tools.shelf().forgetDone(id);
            } catch (IOException left) {
                LOG.log(Level.WARNING, "queue: the mark of {0} stays behind", id);
            }
        }
    }

    /** Begins nothing more, and waits a moment for what runs. What is not written down by then is tried again at the next start. */
    void close() {
        closing = true;
        agenda.wake();
        long until = now() + FAREWELL;
        try {
            for (long seen = agenda.version(); agenda.running() > 0 && now() - until < 0; seen = agenda.version()) {
                agenda.await(seen, until - now());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private long now() {
        return tools.nanos().getAsLong();
    }
}
