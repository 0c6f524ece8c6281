package barua.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class QueueTest {

    private static final Status GREYLISTED = Status.passing(7, 1, "greylisted");
    private static final Status UNREACHABLE = Status.passing(4, 1, "nobody there");
    private static final Status NO_USER = Status.lasting(1, 1, "no such user");

    @Test
    void what_is_added_is_sent_at_once_and_leaves_nothing_but_a_mark() throws IOException {
        Rig rig = new Rig();
        rig.add("q1", "b@remote.example");
        assertEquals(List.of("q1.env", "q1.mail"), rig.names());
        rig.run();
        assertEquals(List.of(new Rig.Sent("q1", List.of(Address.of("b@remote.example")))), rig.attempts);
        assertEquals(List.of(), rig.queue.items());
        assertEquals(List.of("q1.done"), rig.names());
        rig.pass(Duration.ofMinutes(61));
        assertEquals(List.of(), rig.names());
    }

    @Test
    void an_error_in_an_attempt_costs_one_attempt() throws IOException {
        Rig rig = new Rig();
        rig.defects.add(() -> {
            throw new StackOverflowError("made for the test");
        });
        rig.add("q1", "b@remote.example");
        rig.run();
        assertEquals("4.3.0 trouble here", rig.queue.items().getFirst().waiting().getFirst().lastWord());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(2, rig.attempts.size());
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void an_error_while_outcomes_are_told_costs_a_minute() throws IOException {
        Rig rig = new Rig();
        rig.limits(1, 1);
        rig.hollow = true;
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.add("q2", "c@remote.example");
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), rig.queue.items(), "neither the lane nor the recipient stays taken");
    }

    @Test
    void an_error_while_a_way_is_looked_for_puts_one_message_off() throws IOException {
        Rig rig = new Rig();
        rig.onRoute = () -> {
            throw new StackOverflowError("made for the test");
        };
        rig.add("q1", "b@remote.example");
        rig.add("q2", "c@remote.example");
        rig.run();
        assertEquals(1, rig.queue.items().size());
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void where_no_thread_can_be_had_the_attempt_is_made_later() throws IOException {
        Rig rig = new Rig();
        rig.limits(1, 1);
        rig.noThread = true;
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.noThread = false;
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, rig.attempts.size());
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void recipients_of_one_hop_share_an_attempt() throws IOException {
        Rig rig = new Rig();
        rig.add("q1", "a@one.example", "b@two.example", "c@one.example", "home@one.example");
        rig.run();
        assertEquals(List.of(1, 1, 2), rig.attempts.stream().map(sent -> sent.to().size()).sorted().toList());
    }

    @Test
    void retries_follow_the_schedule_until_five_days() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 4.7.1 greylisted");
        rig.add("q1", "b@remote.example");
        List<Long> minutes = new ArrayList<>();
        Instant start = rig.time.instant();
        for (int minute = 0; minute <= 6 * 24 * 60; minute++) {
            rig.run();
            while (minutes.size() < rig.attempts.size()) {
                minutes.add(Duration.between(start, rig.time.instant()).toMinutes());
            }
            rig.time.pass(Duration.ofMinutes(1));
        }
        assertEquals(List.of(0L, 1L, 6L, 21L, 51L, 111L, 231L, 471L, 711L), minutes.subList(0, 9));
        assertTrue(minutes.getLast() >= 5 * 24 * 60 && minutes.getLast() < 5 * 24 * 60 + 4 * 60, minutes.toString());
        assertEquals(List.of(), rig.queue.items());
        assertEquals(2, rig.bounces.size(), "a notice of delay and a bounce");
        assertTrue(rig.bounces.getLast().text().contains("5.4.7"));
        assertEquals(ReversePath.NOBODY, rig.bounces.getLast().from());
        assertEquals(Address.of("sender@example.org"), rig.bounces.getLast().to());
    }

    @Test
    void the_sender_is_told_of_a_delay_once_after_four_hours() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 4.7.1 greylisted");
        rig.add("q1", "b@remote.example");
        rig.pass(Duration.ofHours(3));
        assertEquals(0, rig.bounces.size());
        rig.pass(Duration.ofHours(9));
        assertEquals(1, rig.bounces.size());
        assertTrue(rig.bounces.getFirst().text().contains("delayed"));
        rig.open();
        rig.pass(Duration.ofHours(24));
        assertEquals(1, rig.bounces.size(), "also after a restart");
    }

    @Test
    void a_notice_of_delay_says_who_said_what_also_after_a_restart() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 4.7.1 greylisté");
        rig.answers.put("dead.example", UNREACHABLE);
        rig.add("q1", "b@remote.example", "c@dead.example");
        rig.run();
        rig.open();
        rig.time.pass(Duration.ofHours(4));
        rig.answers.put("remote.example", UNREACHABLE);
        rig.replies.clear();
        rig.run();
        String notice = rig.bounces.getFirst().text();
        assertTrue(notice.contains("Status: 4.4.1\r\nDiagnostic-Code: x-barua; 4.4.1 nobody there\r\n"), notice);
        rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 4.7.1 greylisté");
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.pass(Duration.ofHours(3));
        rig.open();
        rig.pass(Duration.ofHours(9));
        notice = rig.bounces.getFirst().text();
        assertTrue(notice.contains("Action: delayed\r\nStatus: 4.7.1\r\nRemote-MTA: dns; mx.remote.example\r\n"
                + "Diagnostic-Code: smtp; 450 4.7.1 greylist\\x{E9}\r\n"), notice);
    }

    @Test
    void how_an_attempt_ended_is_written_down_and_may_be_missing() {
        QueuedEnvelope.Failure last = new QueuedEnvelope.Failure(GREYLISTED, "mx.remote.example [192.0.2.1]", "450 4.7.1 greylisted\ttoo");
        for (Optional<QueuedEnvelope.Failure> told : List.of(Optional.of(last), Optional.<QueuedEnvelope.Failure>empty())) {
            QueuedEnvelope envelope = new QueuedEnvelope("q1", Rig.FROM, Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Duration.ZERO, false, false,
                    List.of(new QueuedEnvelope.Line(Address.of("b@remote.example"), 1, Instant.EPOCH, "450 4.7.1 greylisted", told, Optional.empty())));
            assertEquals(Optional.of(envelope), EnvelopeFile.read(EnvelopeFile.write(envelope)));
        }
    }

    @Test
    void who_failed_bounces_and_the_others_are_tried_again() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("no@remote.example", NO_USER);
        rig.answers.put("later@remote.example", GREYLISTED);
        rig.replies.put("remote.example", "550 5.1.1 who?");
        rig.add("q1", "no@remote.example", "later@remote.example", "yes@remote.example");
        rig.run();
        assertEquals(1, rig.bounces.size());
        assertTrue(rig.bounces.getFirst().text().contains("550 5.1.1 who?"));
        assertEquals(List.of(Address.of("later@remote.example")), rig.queue.items().getFirst().waiting().stream().map(Queue.Waiting::recipient).toList());
        rig.answers.clear();
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of(Address.of("later@remote.example")), rig.attempts.getLast().to());
        assertEquals(2, rig.attempts.size());
    }

    @Test
    void a_bounce_never_bounces() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", NO_USER);
        rig.queue.add(ReversePath.NOBODY, List.of(Address.of("b@remote.example")), Content.of(Rig.LETTER), "q1", Duration.ZERO);
        rig.run();
        assertEquals(List.of(), rig.bounces);
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void a_bounce_that_cannot_be_sent_is_tried_again_without_another_attempt() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", NO_USER);
        rig.outboxBroken = true;
        rig.add("q1", "b@remote.example");
        rig.run();
        assertEquals(1, rig.queue.items().size());
        rig.open();
        rig.outboxBroken = false;
        rig.pass(Duration.ofMinutes(2));
        assertEquals(1, rig.bounces.size());
        assertEquals(1, rig.attempts.size());
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void a_refused_bounce_is_the_end() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", NO_USER);
        rig.outboxAnswer = NO_USER;
        rig.add("q1", "b@remote.example");
        rig.run();
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void the_same_id_is_taken_once() throws IOException {
        Rig rig = new Rig();
        rig.add("q1", "b@remote.example");
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.open();
        rig.add("q1", "b@remote.example");
        rig.run();
        assertEquals(1, rig.attempts.size());
    }

    @Test
    void an_id_that_is_no_file_name_is_refused() throws IOException {
        Rig rig = new Rig();
        for (String id : List.of("", "../x", "a/b", "a.b", "x".repeat(65))) {
            assertThrows(IllegalArgumentException.class, () -> rig.add(id, "b@remote.example"));
        }
    }

    @Test
    void a_held_letter_waits_and_can_be_taken_back_also_after_a_restart() throws IOException {
        Rig rig = new Rig();
        rig.add("q1", Duration.ofMinutes(10), "b@remote.example");
        rig.add("q2", Duration.ofMinutes(10), "c@remote.example");
        rig.pass(Duration.ofMinutes(4));
        rig.open();
        rig.pass(Duration.ofMinutes(5));
        assertEquals(List.of(), rig.attempts);
        assertTrue(rig.queue.remove("q1"));
        assertFalse(rig.queue.remove("q1"));
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of("q2"), rig.attempts.stream().map(Rig.Sent::queueId).toList());
    }

    @Test
    void what_an_administrator_holds_is_not_tried_until_it_is_released() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.add("q1", "b@remote.example");
        rig.run();
        assertTrue(rig.queue.hold("q1"));
        rig.open();
        assertTrue(rig.queue.items().getFirst().held());
        rig.pass(Duration.ofDays(1));
        assertEquals(1, rig.attempts.size());
        assertTrue(rig.queue.release("q1"));
        rig.run();
        assertEquals(2, rig.attempts.size());
        assertFalse(rig.queue.hold("q9"));
    }

    @Test
    void retry_does_not_wait_even_for_a_destination_that_was_down() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", UNREACHABLE);
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.answers.clear();
        assertTrue(rig.queue.retry("q1"));
        rig.run();
        assertEquals(2, rig.attempts.size());
        assertFalse(rig.queue.retry("q1"));
    }

    @Test
    void retry_tries_also_where_the_dispatcher_wakes_in_between() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", UNREACHABLE);
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.answers.clear();
        rig.onRoute = rig::begin;
        assertTrue(rig.queue.retry("q1"));
        rig.run();
        assertEquals(List.of(), rig.queue.items());
        assertEquals(2, rig.attempts.size());
    }

    @Test
    void retry_tries_also_where_another_attempt_finds_the_destination_down_meanwhile() throws IOException {
        Rig rig = new Rig();
        rig.limits(10, 1);
        rig.answers.put("remote.example", UNREACHABLE);
        rig.add("q1", "b@remote.example");
        rig.add("q2", "b@remote.example");
        assertEquals(1, rig.begin());
        assertTrue(rig.queue.retry("q2"));
        rig.run();
        assertEquals(List.of("q1", "q2"), rig.attempts.stream().map(Rig.Sent::queueId).toList());
        rig.pass(Duration.ofMinutes(1));
        assertEquals(2, rig.attempts.size(), "it was urgent once: now the destination is left alone for two minutes");
    }

    @Test
    void flush_tries_all_but_what_is_held_and_a_dead_destination_once() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("dead.example", UNREACHABLE);
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 4.7.1 greylisted");
        rig.add("d1", "b@dead.example");
        rig.add("d2", "b@dead.example");
        rig.add("q1", "b@remote.example");
        rig.add("q2", "b@remote.example");
        rig.run();
        assertTrue(rig.queue.hold("q2"));
        rig.attempts.clear();
        assertEquals(3, rig.queue.flush());
        rig.run();
        assertEquals(List.of("dead.example", "remote.example"), rig.attempts.stream().map(sent -> sent.to().getFirst().domain().ascii()).sorted().toList());
        assertEquals(4, rig.queue.items().size());
    }

    @Test
    void a_destination_that_is_down_is_probed_by_one_message_at_a_time() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", UNREACHABLE);
        rig.add("q0", "b@remote.example");
        rig.run();
        for (int i = 1; i < 50; i++) {
            rig.add("q" + i, "b@remote.example");
        }
        rig.run();
        assertEquals(1, rig.attempts.size());
        rig.pass(Duration.ofMinutes(59));
        assertTrue(rig.attempts.size() <= 7, rig.attempts.size() + " attempts");
        assertEquals("4.4.1 nobody there", rig.queue.items().getLast().waiting().getFirst().lastWord());
        rig.answers.clear();
        rig.pass(Duration.ofMinutes(35));
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void what_waits_behind_a_dead_destination_expires_too() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", UNREACHABLE);
        for (int i = 0; i < 5; i++) {
            rig.add("q" + i, "b@remote.example");
        }
        for (int hour = 0; hour < 5 * 24 + 6; hour++) {
            rig.time.pass(Duration.ofHours(1));
            rig.run();
        }
        assertEquals(List.of(), rig.queue.items());
        assertEquals(10, rig.bounces.size(), "five notices and five bounces");
    }

    @Test
    void another_destination_is_not_held_up() throws IOException {
        Rig rig = new Rig();
        rig.limits(3, 2);
        for (int i = 0; i < 5; i++) {
            rig.add("slow" + i, "b@slow.example");
        }
        rig.add("fast", "b@fast.example");
        assertEquals(3, rig.begin(), "two of the slow ones, and the fast one");
        rig.runOne();
        assertEquals("fast", rig.attempts.getFirst().queueId());
        assertEquals(2, rig.begin(), "no third slow one though there is room in all");
        rig.runOne();
        assertEquals(2, rig.begin());
        rig.run();
        assertEquals(6, rig.attempts.size());
    }

    @Test
    void what_is_under_way_cannot_be_removed_but_what_only_queues_up_can() throws IOException {
        Rig rig = new Rig();
        rig.limits(1, 1);
        rig.add("q1", "b@remote.example");
        rig.add("q2", "b@remote.example");
        assertEquals(1, rig.begin());
        assertFalse(rig.queue.remove("q1"));
        assertTrue(rig.queue.remove("q2"));
        rig.run();
        assertEquals(List.of("q1"), rig.attempts.stream().map(Rig.Sent::queueId).toList());
    }

    @Test
    void a_clock_that_jumps_loses_and_hastens_nothing() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", GREYLISTED);
        rig.replies.put("remote.example", "450 no");
        rig.add("q1", "b@remote.example");
        rig.run();
        rig.time.jump(Duration.ofDays(3650));
        rig.pass(Duration.ofMinutes(10));
        assertEquals(3, rig.attempts.size());
        rig.time.jump(Duration.ofDays(-7300));
        rig.open();
        rig.pass(Duration.ofMinutes(16));
        assertEquals(4, rig.attempts.size(), "within the schedule's pause after a restart");
        rig.time.jump(Duration.ofDays(7300));
        rig.open();
        rig.pass(Duration.ofHours(1));
        assertEquals(1, rig.queue.items().size(), "still there: a leap ages it by a day at most");
        rig.answers.clear();
        rig.pass(Duration.ofHours(5));
        assertEquals(List.of(), rig.queue.items());
    }

    @Test
    void attempts_and_words_survive_a_restart() throws IOException {
        Rig rig = new Rig();
        rig.answers.put("remote.example", Status.passing(7, 1, "tab\there, back\\slash\r\nand lines"));
        rig.add("q1", "b@remote.example");
        rig.run();
        Queue.Item before = rig.queue.items().getFirst();
        rig.open();
        assertEquals(before, rig.queue.items().getFirst());
        assertEquals(Rig.LETTER.length, before.size());
    }

    @Test
    void a_recipient_with_an_odd_address_survives_a_restart() throws IOException {
        Rig rig = new Rig();
        List<Address> odd = List.of(Address.of("\"a b\\\\\"@example.org"), Address.of("jürg@bücher.example"), Address.of("x@[127.0.0.1]"));
        rig.queue.add(ReversePath.of(odd.get(1)), odd, Content.of(Rig.LETTER), "q1", Duration.ofHours(1));
        rig.open();
        assertEquals(odd, rig.queue.items().getFirst().waiting().stream().map(Queue.Waiting::recipient).toList());
        assertEquals(ReversePath.of(odd.get(1)), rig.queue.items().getFirst().from());
    }

    @Test
    void a_defect_in_a_transport_is_passing() throws IOException {
        Rig rig = new Rig();
        rig.queue.prepare(new Ways(_ -> (_, _, _, _) -> {
            throw new IllegalStateException("made for the test");
        }, recipient -> new Routing.Hop.Mx(recipient.domain()), (_, _, _) -> List.of(Status.DELIVERED)));
        rig.add("q1", "b@remote.example");
        rig.run();
        assertEquals(1, rig.queue.items().getFirst().waiting().getFirst().attempts());
    }

    @Test
    void a_defect_in_routing_puts_it_off() throws IOException {
        Rig rig = new Rig();
        boolean[] broken = {true};
        List<String> sent = new ArrayList<>();
        rig.queue.prepare(new Ways(_ -> (id, _, to, _) -> {
            sent.add(id);
            return to.stream().map(recipient -> new Transport.Outcome(recipient, Status.DELIVERED, "", "")).toList();
        }, recipient -> {
            if (broken[0]) {
                throw new IllegalStateException("made for the test");
            }
            return new Routing.Hop.Mx(recipient.domain());
        }, (_, _, _) -> List.of(Status.DELIVERED)));
        rig.add("q1", "b@remote.example");
        rig.run();
        broken[0] = false;
        rig.pass(Duration.ofMinutes(2));
        assertEquals(List.of("q1"), sent);
    }
}
