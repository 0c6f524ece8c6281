package barua.smtp;

import barua.disk.DiskFullException;
import barua.message.Address;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is given. Addresses whose local part begins with "no" do not exist, those with "later" may come back, "full" makes the disk full. */
final class FakeReceiver implements Receiver {

    record Letter(ReversePath from, List<Address> to, byte[] bytes, Parameters parameters) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    final List<Letter> letters = new CopyOnWriteArrayList<>();
    final List<Peer> peers = new CopyOnWriteArrayList<>();
    final List<String> abandoned = new CopyOnWriteArrayList<>();
    volatile LineEnds lineEnds = LineEnds.STRICT;
    private final boolean lmtp;

    FakeReceiver(boolean lmtp) {
        this.lmtp = lmtp;
    }

    @Override
    public Visit visit(Peer peer) {
        return new FakeVisit();
    }

    private final class FakeVisit implements Visit {

        private ReversePath from = ReversePath.NOBODY;
        private Parameters parameters = Parameters.NONE;
        private List<Address> to = new ArrayList<>();

        @Override
        public Reply greeting() {
            return Reply.of(220, "");
        }

        @Override
        public void peer(Peer peer) {
            peers.add(peer);
        }

        @Override
        public Reply sender(ReversePath sender, Parameters given) {
            from = sender;
            parameters = given;
            return Reply.of(250, "2.1.0 Ok");
        }

        @Override
        public Reply recipient(Address recipient, Parameters given) throws IOException {
            if (recipient.local().startsWith("no")) {
                return Reply.of(Status.lasting(1, 1, "no such user"));
            }
            if (recipient.local().startsWith("later")) {
                return Reply.of(Status.passing(2, 1, "not now"));
            }
            if (recipient.local().startsWith("defect")) {
                throw new IllegalStateException("made for the test");
            }
            if (recipient.local().startsWith("away")) {
                throw new IOException("the directory is away");
            }
            to.add(recipient);
            return Reply.of(250, "2.1.5 Ok");
        }

        @Override
        public Intake begin() throws IOException {
            if (to.getFirst().local().startsWith("broken")) {
                throw new IllegalStateException("made for the test");
            }
            return to.getFirst().local().startsWith("busy") ? new Intake.No(Reply.of(452, "4.3.1 Disk nearly full"))
                    : new Intake.Yes(new FakeSink(from, to, parameters), lineEnds);
        }

        @Override
        public void reset() {
            from = ReversePath.NOBODY;
            to = new ArrayList<>();
        }
    }

    private final class FakeSink implements Sink {

        private final ReversePath from;
        private final List<Address> to;
        private final Parameters parameters;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        FakeSink(ReversePath from, List<Address> to, Parameters parameters) {
            this.from = from;
            this.to = to;
            this.parameters = parameters;
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            if (to.getFirst().local().startsWith("full")) {
                throw new IOException("the disk is full", new DiskFullException("No space left on device", null));
            }
            bytes.write(b, offset, length);
        }

        @Override
        public List<Reply> end() throws IOException {
            if (to.getFirst().local().startsWith("torn")) {
                throw new IOException("cannot force");
            }
            letters.add(new Letter(from, to, bytes.toByteArray(), parameters));
            return Collections.nCopies(lmtp ? to.size() : 1, Reply.of(250, "2.0.0 Kept"));
        }

        @Override
        public void abandon() {
            abandoned.add(from.toString());
        }
    }
}
