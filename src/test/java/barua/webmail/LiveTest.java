package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Listener.Event;
import barua.message.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveTest {

    private static final Address NEEMA = Address.of("neema@mfano.ac.tz");
    private static final Address BARAKA = Address.of("baraka@mfano.ac.tz");

    private final Live live = new Live();

    private final class Window implements Live.Ear {

        private final List<Event> heard = new ArrayList<>();
        private final CountDownLatch hears = new CountDownLatch(1);
        private boolean ended;

        @Override
        public void hear(Event event) {
            heard.add(event);
            hears.countDown();
        }

        @Override
        public void resync() {
            hears.countDown();
        }

        @Override
        public void end() {
            ended = true;
        }
    }

    private Window listening(Address account) {
        Window window = new Window();
        live.listen(account, window);
        return window;
    }

    @Test
    void room_for_a_new_window_is_made_by_ending_the_persons_oldest() {
        Window others = listening(BARAKA);
        List<Window> windows = List.of(listening(NEEMA), listening(NEEMA), listening(NEEMA));
        live.makeRoom(NEEMA, 1);
        assertEquals(List.of(true, true, false), windows.stream().map(window -> window.ended).toList());
        assertEquals(1, live.listening(NEEMA));
        assertEquals(false, others.ended);
    }

    @Test
    void no_window_ends_while_there_is_room() {
        Window first = listening(NEEMA);
        live.makeRoom(NEEMA, 1);
        live.makeRoom(BARAKA, 0);
        assertEquals(false, first.ended);
        assertEquals(1, live.listening(NEEMA));
    }

    @Test
    void an_event_reaches_the_windows_of_its_account_alone() throws InterruptedException {
        Window mine = listening(NEEMA);
        Window others = listening(BARAKA);
        Thread pump = Thread.ofVirtual().start(live::pump);
        Event event = new Event(NEEMA, "F1", FolderName.INBOX, Event.Kind.DELIVERED, new long[] {7}, 12, Flags.NONE, "");
        assertTrue(live.offer(event));
        assertTrue(mine.hears.await(10, TimeUnit.SECONDS));
        pump.interrupt();
        pump.join();
        assertEquals(List.of(event), mine.heard);
        assertEquals(List.of(), others.heard);
    }
}
