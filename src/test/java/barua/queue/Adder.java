package barua.queue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.Status;
import barua.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A process that adds messages to a queue, sends half of them, and says what it knows, until it is killed. */
final class Adder {

    private Adder() {
    }

    static byte[] letter(int number) {
        return ("Subject: " + number + "\r\n\r\n" + "Habari za leo?\r\n".repeat(1 + number % 2000)).getBytes(StandardCharsets.UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        Queue queue = Queue.open(QueueOptions.of(Path.of(arguments[0]), "mx.example.org", Address.of("postmaster@example.org")), Trace.none(),
                Clock.systemUTC());
        queue.start(new Ways(_ -> (id, _, to, _) -> to.stream().map(recipient -> {
            say("SENT " + id);
            return new Transport.Outcome(recipient, Status.DELIVERED, "", "");
        }).toList(), recipient -> new Routing.Hop.Mx(recipient.domain()), (_, _, _) -> List.of(Status.DELIVERED)));
        for (int i = 0; i < 100_000; i++) {
            Duration hold = i % 2 == 0 ? Duration.ZERO : Duration.ofHours(1);
            queue.add(ReversePath.of(Address.of("a@example.org")), List.of(Address.of("b@example.org")), Content.of(letter(i)), "q" + i, hold);
            say("ADDED q" + i);
        }
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
