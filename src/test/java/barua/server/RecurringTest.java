package barua.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ejb.EJBException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RecurringTest {

    @Test
    void a_timer_whose_step_fails_is_called_again() throws InterruptedException {
        CountDownLatch turns = new CountDownLatch(3);
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            clock.scheduleWithFixedDelay(Recurring.of("it works", () -> {
                turns.countDown();
                throw new EJBException("the database is away");
            }), 0, 1, TimeUnit.MILLISECONDS);
            Assertions.assertTrue(turns.await(10, TimeUnit.SECONDS), "three turns in spite of the failure");
            clock.shutdownNow();
        }
    }

    @Test
    void the_same_failure_is_told_once_and_the_recovery_too() {
        List<String> told = new ArrayList<>();
        Logger log = Logger.getLogger(Recurring.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                told.add(line.getLevel() + " " + new java.util.logging.SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        log.addHandler(handler);
        log.setUseParentHandlers(false);
        int[] turn = {0};
        Recurring step = Recurring.of("mail is taken in", () -> {
            if (turn[0]++ < 3) {
                throw new IOException("no space");
            }
        });
        for (int i = 0; i < 5; i++) {
            step.run();
        }
        log.removeHandler(handler);
        log.setUseParentHandlers(true);
        assertEquals(List.of("WARNING not done for now: mail is taken in; it is tried again", "INFO mail is taken in again"), told);
    }
}
