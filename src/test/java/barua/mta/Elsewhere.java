package barua.mta;

import barua.message.Address;
import barua.message.ReversePath;
import barua.net.ListeningPort;
import barua.smtp.Peer;
import barua.smtp.Receiver;
import barua.smtp.Reply;
import barua.smtp.SmtpOptions;
import barua.smtp.SmtpSession;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Every other mail server of the world, on one port: takes what it is given and shows it to the test. Refuses whoever is called {@code nobody}. */
final class Elsewhere implements Receiver, Closeable {

    /** One message as it arrived. */
    record Arrived(ReversePath from, List<Address> to, String text) {
    }

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final ListeningPort listener;

    Elsewhere() throws IOException {
        listener = ListeningPort.open("elsewhere", World.anyPort(), World.limits(), Optional.empty(),
                new SmtpSession(new SmtpOptions(SmtpOptions.Kind.MX, "mx.other.example", 1_000_000, 100, Optional.empty(), Optional.empty()), this));
    }

    int port() {
        return listener.port();
    }

    /** The next message, waiting for it. */
    Arrived next() throws InterruptedException {
        Arrived next = arrived.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing arrived elsewhere");
        }
        return next;
    }

    boolean isEmpty() {
        return arrived.isEmpty();
    }

    @Override
    public void close() {
        listener.close();
    }

    @Override
    public Visit visit(Peer peer) {
        return new Visit() {
            private ReversePath sender = ReversePath.NOBODY;
            private final List<Address> to = new ArrayList<>();

            @Override
            public Reply greeting() {
                return Reply.of(220, "mx.other.example");
            }

            @Override
            public void peer(Peer now) {
            }

            @Override
            public Reply sender(ReversePath from, Parameters parameters) {
                sender = from;
                return Reply.of(250, "2.1.0 Ok");
            }

            @Override
            public Reply recipient(Address recipient, Parameters parameters) {
                if (recipient.local().equals("nobody")) {
                    return Reply.of(550, "5.1.1 Nobody of that name");
                }
                to.add(recipient);
                return Reply.of(250, "2.1.5 Ok");
            }

            @Override
            public Intake begin() {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                Arrived now = new Arrived(sender, List.copyOf(to), "");
                return new Intake.Yes(new Sink() {
                    @Override
                    public void write(byte[] piece, int offset, int length) {
                        bytes.write(piece, offset, length);
                    }

                    @Override
                    public List<Reply> end() {
                        arrived.add(new Arrived(now.from(), now.to(), bytes.toString(StandardCharsets.UTF_8)));
                        return List.of(Reply.of(250, "2.0.0 Taken"));
                    }

                    @Override
                    public void abandon() {
                    }
                });
            }

            @Override
            public void reset() {
                to.clear();
            }
        };
    }
}
