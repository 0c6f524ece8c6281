package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Listener.Event;
import barua.message.Address;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A window over a line that takes as much as the test lets it. */
class LiveWindowTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");

    private final Live live = new Live();
    private final Line line = new Line();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private boolean completed;
    private long now;
    private LiveWindow window;

    @BeforeEach
    void open() throws IOException {
        ServletResponse response = (ServletResponse) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServletResponse.class}, (_, _, _) ->
                line);
        AsyncContext async = (AsyncContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {AsyncContext.class}, (_, call, _) ->
                switch (call.getName()) {
            case "getResponse" -> response;
            case "complete" -> {
                completed = true;
                yield null;
            }
            default -> null;
        });
        window = new LiveWindow(async, NEEMA, new LiveWindow.House(live, tasks::add, event -> "" + event.uids()[0], () -> now));
        window.open();
    }

    private static Event event(long uid) {
        return new Event(NEEMA, "m1", FolderName.INBOX, Event.Kind.DELIVERED, new long[] {uid}, uid, Flags.NONE, "");
    }

    private void run() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    @Test
    void news_are_written_as_they_come() {
        window.hear(event(1));
        window.hear(event(2));
        run();
        assertEquals("event: mail\ndata: 1\n\nevent: mail\ndata: 2\n\n", line.text());
    }

    @Test
    void nobody_waits_for_a_line_that_takes_no_more_and_it_goes_on_when_it_does() {
        line.ready = false;
        window.hear(event(1));
        run();
        window.hear(event(2));
        assertTrue(tasks.isEmpty(), "no task stands in line for it");
        assertEquals("", line.text());
        line.ready = true;
        window.onWritePossible();
        run();
        assertEquals("event: mail\ndata: 1\n\nevent: mail\ndata: 2\n\n", line.text());
    }

    @Test
    void what_gathers_too_long_becomes_one_look_again() {
        line.ready = false;
        for (int i = 0; i <= LiveWindow.MOST_WAITING; i++) {
            window.hear(event(i));
            run();
        }
        line.ready = true;
        window.onWritePossible();
        run();
        assertEquals("event: resync\ndata: {}\n\n", line.text());
    }

    @Test
    void a_line_that_takes_nothing_for_half_a_minute_is_given_up() {
        line.ready = false;
        window.hear(event(1));
        run();
        now += LiveWindow.SLOWEST;
        window.hear(event(2));
        run();
        assertFalse(completed);
        now++;
        window.hear(event(3));
        run();
        assertTrue(completed);
        assertEquals(0, live.listening(NEEMA));
        window.hear(event(4));
        assertTrue(tasks.isEmpty());
    }

    @Test
    void a_line_that_broke_is_over() {
        line.broken = true;
        window.hear(event(1));
        run();
        assertTrue(completed);
        assertEquals(0, live.listening(NEEMA));
    }

    private static final class Line extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean ready = true;
        private boolean broken;

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            // The test calls it itself.
        }

        @Override
        public void write(int b) throws IOException {
            if (broken) {
                throw new IOException("broken");
            }
            bytes.write(b);
        }
    }
}
