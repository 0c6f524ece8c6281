package barua.smtp;

import barua.disk.DiskFullException;
import barua.smtp.Receiver.Intake;
import barua.smtp.Receiver.LineEnds;
import barua.smtp.Receiver.Sink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One message on its way in, from DATA or from BDAT chunks. It counts the bytes and judges the line ends; from the first fault on
 * nothing more is kept, but the peer is read to its end, because only then can it hear why. Must stay true: {@link Sink#end} is
 * called at most once, only for a message without fault, and its reply is the only 250.
 *
 * <p>A bare CR or LF is refused (RFC 5321 §2.3.8), also where it does no harm here: the next server might see a line end in it. From our own a bare
 * LF may be mended into the CRLF that was meant.
 * A NUL is refused because no IMAP literal can hold it (RFC 3501 §9) and RFC 5322 §4 forbids to make one.
 */
final class IncomingMessage implements DotDecoder.Drain {

    private static final Reply TOO_BIG = Reply.of(552, "5.3.4 Message too big");
    private static final Reply BARE = Reply.of(550, "5.6.0 A CR or LF stands alone in the message");
    private static final Reply NUL = Reply.of(550, "5.6.0 A NUL in the message");
    private static final Reply DISK_FULL = Reply.of(452, "4.3.1 No space now, try again later");
    private static final Reply TROUBLE = Reply.of(451, "4.3.0 Trouble here, try again later");

    private final Sink sink;
    private final long sizeLimit;
    private final LineEnds lineEnds;
    private long size;
    private boolean afterCr;
    private boolean atLineStart = true;
    private Optional<Reply> fault = Optional.empty();
    private boolean over;

    IncomingMessage(Intake.Yes intake, long sizeLimit) {
        this.sink = intake.sink();
        this.lineEnds = intake.lineEnds();
        this.sizeLimit = sizeLimit;
    }

    LineEnds lineEnds() {
        return lineEnds;
    }

    /** Bytes so far, kept or not. */
    long size() {
        return size;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        if (fault.isPresent() || length == 0) {
            size += length;
            return;
        }
        if (lineEnds == LineEnds.MENDED) {
            byte[] mended = mended(bytes, offset, length);
            keep(mended, 0, mended.length);
        } else {
            keep(bytes, offset, length);
        }
    }

    private byte[] mended(byte[] bytes, int offset, int length) {
        ByteArrayOutputStream mended = new ByteArrayOutputStream(length + 64);
        boolean cr = afterCr;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n' && !cr) {
                mended.write('\r');
            }
            mended.write(bytes[i]);
            cr = bytes[i] == '\r';
        }
        return mended.toByteArray();
    }

    private void keep(byte[] bytes, int offset, int length) {
        size += length;
        judge(bytes, offset, length);
        if (fault.isEmpty() && size > sizeLimit) {
            fail(TOO_BIG);
        }
        if (fault.isEmpty()) {
            write(bytes, offset, length);
        }
    }

    private void judge(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte b = bytes[i];
            if (afterCr != (b == '\n')) {
                fail(BARE);
                return;
            }
            if (b == 0) {
                fail(NUL);
                return;
            }
            afterCr = b == '\r';
        }
        atLineStart = bytes[offset + length - 1] == '\n';
    }

    private void write(byte[] bytes, int offset, int length) {
        try {
            sink.write(bytes, offset, length);
        } catch (IOException notKept) {
            fail(trouble(notKept));
        } catch (RuntimeException defect) {
            SmtpConversation.LOG.log(System.Logger.Level.ERROR, "taking in a message failed", defect);
            fail(TROUBLE);
        }
    }

    /** What the message has earned so far; empty while it is sound. */
    Optional<Reply> fault() {
        return fault;
    }

    /** The message is complete: hands it over. One reply, or one for each recipient where {@code lmtp}. */
    List<Reply> end(int recipients, boolean lmtp) {
        if (fault.isEmpty() && afterCr) {
            fail(BARE);
        }
        if (fault.isEmpty() && !atLineStart) {
            write(new byte[] {'\r', '\n'}, 0, 2);   // BDAT may end within a line; everything after us counts on whole ones
        }
        int wanted = lmtp ? recipients : 1;
        if (fault.isPresent()) {
            return Collections.nCopies(wanted, fault.get());
        }
        over = true;
        return handOver(wanted);
    }

    private List<Reply> handOver(int wanted) {
        try {
            List<Reply> replies = sink.end();
            if (replies.size() == wanted) {
                return replies;
            }
            SmtpConversation.LOG.log(System.Logger.Level.ERROR, "{0} replies for {1} recipients", replies.size(), wanted);
            return Collections.nCopies(wanted, TROUBLE);
        } catch (IOException notKept) {
            return Collections.nCopies(wanted, trouble(notKept));
        } catch (RuntimeException defect) {
            SmtpConversation.LOG.log(System.Logger.Level.ERROR, "handing over a message failed", defect);
            return Collections.nCopies(wanted, TROUBLE);
        }
    }

    /** Forgets the message; may be called at any time. */
    void abandon() {
        if (!over) {
            over = true;
            sink.abandon();
        }
    }

    private void fail(Reply why) {
        fault = Optional.of(why);
        abandon();
    }

    static Reply trouble(IOException notKept) {
        return DiskFullException.isCauseOf(notKept) ? DISK_FULL : TROUBLE;
    }
}
