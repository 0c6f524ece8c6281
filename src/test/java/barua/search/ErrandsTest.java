package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrandsTest {

    private static final Address BIG = Address.of("a@mfano.example");
    private static final Address SMALL = Address.of("b@mfano.example");
    private static final Address LIVELY = Address.of("c@mfano.example");

    private static Errands.Job next(Errands errands) {
        return errands.next(() -> false).orElseThrow();
    }

    @Test
    void after_a_start_a_big_account_lets_the_small_ones_come_between() {
        Errands errands = new Errands();
        errands.sweep(List.of(BIG, SMALL));
        List<Address> order = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            Errands.Job job = next(errands);
            order.add(job.account());
            if (job.account().equals(BIG)) {
                errands.put(BIG, job.errand().rest(true));   // its time was over
            }
            errands.done();
        }
        assertEquals(List.of(BIG, SMALL, BIG), order);
    }

    @Test
    void of_whom_something_is_heard_comes_before_those_whose_turn_it_is() {
        Errands errands = new Errands();
        errands.sweep(List.of(BIG, SMALL));
        Errands.Job job = next(errands);
        errands.behind(LIVELY);
        errands.put(BIG, job.errand().rest(true));
        assertEquals(LIVELY, next(errands).account());
        errands.hurry(BIG);   // he searches
        Errands.Job hurried = next(errands);
        assertEquals(BIG, hurried.account());
        assertTrue(hurried.errand().isAll());
        errands.put(BIG, hurried.errand().rest(true));
        assertEquals(BIG, next(errands).account(), "he still waits");
    }

    @Test
    void a_slice_begins_when_it_is_first_asked_for() throws InterruptedException {
        Slice slice = new Slice(1_000_000);
        Thread.sleep(5);
        assertTrue(slice.getAsBoolean(), "whatever was done before");
        Thread.sleep(5);
        assertFalse(slice.getAsBoolean());
    }
}
