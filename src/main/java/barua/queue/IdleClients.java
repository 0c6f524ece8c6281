package barua.queue;

import barua.queue.Routing.Hop;
import barua.smtp.SmtpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connections that have just carried a message and wait a few seconds for the next one to the same destination. Its own lock guards the map. */
final class IdleClients {

    private static final Duration WAIT = Duration.ofSeconds(4);
    private static final int MOST = 40;

    record Idle(SmtpClient client, String name) {
    }

    private final Map<Hop, List<Idle>> waiting = new HashMap<>();
    private int size;
    private boolean closed;

    synchronized Optional<Idle> take(Hop hop) {
        List<Idle> here = waiting.get(hop);
        if (here == null) {
            return Optional.empty();
        }
        Idle last = here.removeLast();
        size--;
        if (here.isEmpty()) {
            waiting.remove(hop);
        }
        return Optional.of(last);
    }

    void keep(Hop hop, SmtpClient client, String name) {
        Idle idle = new Idle(client, name);
        if (!put(hop, idle)) {
            client.close();
            return;
        }
        Thread.ofVirtual().name("queue-idle").start(() -> {
            try {
                Thread.sleep(WAIT);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            if (remove(hop, idle)) {
                client.close();
            }
        });
    }

    private synchronized boolean put(Hop hop, Idle idle) {
        if (closed || size >= MOST) {
            return false;
        }
        size++;
        return waiting.computeIfAbsent(hop, _ -> new ArrayList<>()).add(idle);
    }

    private synchronized boolean remove(Hop hop, Idle idle) {
        List<Idle> here = waiting.getOrDefault(hop, List.of());
        for (Iterator<Idle> each = here.iterator(); each.hasNext();) {
            if (each.next() == idle) {
                each.remove();
                size--;
                if (here.isEmpty()) {
                    waiting.remove(hop);
                }
                return true;
            }
        }
        return false;
    }

    void close() {
        List<Idle> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            waiting.values().forEach(all::addAll);
            waiting.clear();
            size = 0;
        }
        all.forEach(idle -> idle.client().close());
    }
}
