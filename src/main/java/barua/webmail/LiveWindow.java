package barua.webmail;

import barua.mailbox.Listener.Event;
import barua.message.Address;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One browser window that listens. Events wait in a small set; one task at a time puts them into words, and what the line takes now is written.
 * Nothing waits for a slow browser: while its line takes no more, events gather until they are one "look again at everything", and a line that
 * took nothing for {@link #SLOWEST} is given up. The browser comes back by itself.
 */
final class LiveWindow implements Live.Ear, AsyncListener, WriteListener {

    static final long SLOWEST = TimeUnit.SECONDS.toNanos(30);
    static final int MOST_WAITING = 50;
    private static final String RESYNC = "event: resync\ndata: {}\n\n";

    /** Puts an event into words for this window. */
    interface Teller {

        String text(Event event) throws IOException;
    }

    /** What a window stands on. @param live that is told when it is over. @param tasks for what may take a moment */
    record House(Live live, Executor tasks, Teller teller, LongSupplier nanoTime) {
    }

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Address account;
    private final House house;

    // Guarded by this.
    private final Set<Event> waiting = new LinkedHashSet<>();
    private boolean resync;
    private boolean working;
    private boolean over;
    private boolean stuck;
    private long stuckSince;

    LiveWindow(AsyncContext async, Address account, House house) throws IOException {
        this.async = async;
        this.out = async.getResponse().getOutputStream();
        this.account = account;
        this.house = house;
    }

    /** From now on it hears and is never waited for. */
    void open() {
        async.addListener(this);
        out.setWriteListener(this);
        house.live.listen(account, this);
    }

    @Override
    public synchronized void hear(Event event) {
        if (waiting.size() >= MOST_WAITING) {
            waiting.clear();
            resync = true;
        } else {
            waiting.add(event);
        }
        wake();
    }

    @Override
    public synchronized void resync() {
        resync = true;
        wake();
    }

    @Override
    public void end() {
        close();
    }

    @Override
    public synchronized void onWritePossible() {
        stuck = false;
        wake();
    }

    /** Called under the lock. */
    private void wake() {
        if (over || working || waiting.isEmpty() && !resync) {
            return;
        }
        boolean givenUp = stuck && house.nanoTime.getAsLong() - stuckSince > SLOWEST;
        if (stuck && !givenUp) {
            return;
        }
        working = true;
        try {
            house.tasks.execute(givenUp ? this::close : this::work);
        } catch (RejectedExecutionException busy) {
            working = false;
            resync = true;
        }
    }

    private void work() {
        try {
            while (isWanted()) {
                boolean ready = out.isReady();   // if not, the container says when; it may do so before this line is over
                String text = next(ready);
                if (!text.isEmpty()) {
                    send(text);
                }
            }
        } catch (IOException | IllegalStateException gone) {
            close();
        }
    }

    /** Whether there is something to write and nothing known against it; otherwise the task is over. */
    private synchronized boolean isWanted() {
        working = !over && (!waiting.isEmpty() || resync) && !stuck;
        if (working) {
            stuck = true;   // until the line says otherwise
            stuckSince = house.nanoTime.getAsLong();
        }
        return working;
    }

    /** What is to be written now; empty where the line takes nothing. */
    private String next(boolean ready) throws IOException {
        List<Event> events;
        synchronized (this) {
            if (!ready) {
                return "";
            }
            stuck = false;
            if (resync) {
                waiting.clear();
                resync = false;
                return RESYNC;
            }
            events = new ArrayList<>(waiting);
            waiting.clear();
        }
        return text(events);
    }

    private String text(List<Event> events) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Event event : events) {
            text.append("event: mail\ndata: ").append(house.teller.text(event)).append("\n\n");
        }
        return text.toString();
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        if (out.isReady()) {
            out.flush();
        }
    }

    private void close() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        house.live.forget(account, this);
        try {
            async.complete();
        } catch (IllegalStateException already) {
            // The container was quicker.
        }
    }

    @Override
    public void onError(Throwable broken) {
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Never started twice.
    }
}
