package barua.imap;

import barua.mailbox.Staged;
import barua.message.Content;
import barua.message.MimeParser;
import barua.message.MimePart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A message that came as literal8 and holds NUL (RFC 3516 §4.4), which may not stand in what BODY[] answers (RFC 9051 §9). So its binary
 * parts with NUL are kept in base64: all clients can read them, and BINARY gives their bytes as they were.
 */
final class BinaryMessage {

    private static final int CHUNK = 16 * 1024;
    private static final byte[] CRLF = {'\r', '\n'};

    private final Content message;
    private final Staged into;
    private boolean nul;

    private BinaryMessage(Content message, Staged into) {
        this.message = message;
        this.into = into;
    }

    /** @return false where there is a NUL outside of binary parts, so that no form can keep it */
    static boolean keep(Content message, Staged into) throws IOException {
        return new BinaryMessage(message, into).write();
    }

    private boolean write() throws IOException {
        List<MimePart> binary = new ArrayList<>();
        find(MimeParser.parse(message).root(), binary);
        long at = 0;
        for (MimePart part : binary) {
            if (holdsNul(part)) {
                copy(at, part.headerStart());
                header(part);
                body(part);
                at = part.bodyEnd();
            }
        }
        copy(at, message.size());
        return !nul;
    }

    private static void find(MimePart part, List<MimePart> binary) {
        if (part.message().isPresent()) {
            find(part.message().get().root(), binary);
        } else if (part.isMultipart()) {
            part.children().forEach(child -> find(child, binary));
        } else if (part.encoding().equals("binary")) {
            binary.add(part);
        }
    }

    private interface Chunks {
        void take(byte[] chunk, int length) throws IOException;
    }

    private void read(long from, long to, Chunks chunks) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = message.open(from)) {
            for (long left = to - from; left > 0; ) {
                int read = in.readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
                if (read == 0) {
                    break;
                }
                chunks.take(chunk, read);
                left -= read;
            }
        }
    }

    private boolean holdsNul(MimePart part) throws IOException {
        boolean[] found = {false};
        read(part.bodyStart(), part.bodyEnd(), (chunk, length) -> found[0] |= LineEnds.holdsNul(chunk, length));
        return found[0];
    }

    private void copy(long from, long to) throws IOException {
        read(from, to, this::put);
    }

    private void put(byte[] bytes, int length) throws IOException {
        nul |= LineEnds.holdsNul(bytes, length);
        into.write(bytes, 0, length);
    }

    private void header(MimePart part) throws IOException {
        byte[] header = message.bytes(part.headerStart(), (int) (part.bodyStart() - part.headerStart()));
        byte[] others = Sections.fields(header, List.of("CONTENT-TRANSFER-ENCODING"), true);   // with the empty line behind them
        put(others, others.length - CRLF.length);
        byte[] encoding = "Content-Transfer-Encoding: base64\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        put(encoding, encoding.length);
    }

    private void body(MimePart part) throws IOException {
        try (OutputStream out = Base64.getMimeEncoder().wrap(new Sink())) {
            read(part.bodyStart(), part.bodyEnd(), (chunk, length) -> out.write(chunk, 0, length));
        }
        if (part.bodyEnd() == message.size()) {
            into.write(CRLF, 0, CRLF.length);   // else the line end is the boundary's
        }
    }

    private final class Sink extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            into.write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            into.write(bytes, offset, length);
        }
    }
}
