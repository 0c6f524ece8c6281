package barua.message;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

/** A message put together from pieces of another one and text of ours, made anew each time it is read. */
final class Pieces implements Content {

    /** What stands in one place. */
    sealed interface Piece {
    }

    /** A range as it is. */
    record Raw(long from, long length) implements Piece {
    }

    record Text(byte[] bytes) implements Piece {
    }

    /** A range as quoted-printable. */
    record Quoted(long from, long length) implements Piece {
    }

    /** A range as base64. */
    record Base64(long from, long length) implements Piece {
    }

    /** A range that claims to be quoted-printable: octets beyond US-ASCII are quoted, the rest stays. */
    record Requoted(long from, long length) implements Piece {
    }

    /** A range with question marks for octets beyond US-ASCII. */
    record Questioned(long from, long length) implements Piece {
    }

    private static final int BUFFER = 32 * 1024;

    private final Content content;
    private final List<Piece> pieces;
    private long size = -1;

    Pieces(Content content, List<Piece> pieces) {
        this.content = content;
        this.pieces = List.copyOf(pieces);
    }

    /** Encoded sizes are known by encoding alone: the first call does that. */
    @Override
    public synchronized long size() throws IOException {
        if (size < 0) {
            long counted = 0;
            byte[] buffer = new byte[BUFFER];
            try (InputStream in = open(0)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    counted += n;
                }
            }
            size = counted;
        }
        return size;
    }

    @Override
    public InputStream open(long from) throws IOException {
        InputStream all = new Sequence(pieces.iterator());
        all.skipNBytes(from);
        return all;
    }

    private InputStream open(Piece piece) throws IOException {
        return switch (piece) {
            case Raw(long from, long length) -> range(from, length);
            case Text(byte[] bytes) -> new ByteArrayInputStream(bytes);
            case Quoted(long from, long length) -> new QuotedPrintableEncoding(range(from, length));
            case Base64(long from, long length) -> new Base64Encoding(range(from, length));
            case Requoted(long from, long length) ->
                    new Replaced(range(from, length), b -> String.format("=%02X", b).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            case Questioned(long from, long length) -> new Replaced(range(from, length), _ -> new byte[] {'?'});
        };
    }

    private InputStream range(long from, long length) throws IOException {
        return new BufferedInputStream(new SliceInput(content.open(from), length), BUFFER);
    }

    /** One piece after the other. */
    private final class Sequence extends InputStream {

        private final Iterator<Piece> left;
        private InputStream now = InputStream.nullInputStream();

        Sequence(Iterator<Piece> left) {
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = length == 0 ? 0 : now.read(into, offset, length);
            while (n < 0 && left.hasNext()) {
                now.close();
                now = Pieces.this.open(left.next());
                n = now.read(into, offset, length);
            }
            return n;
        }

        @Override
        public void close() throws IOException {
            now.close();
        }
    }

    private interface Instead {
        byte[] of(int octet);
    }

    /** Something else in place of each octet beyond US-ASCII. */
    private static final class Replaced extends Encoding {

        private final InputStream in;
        private final Instead instead;

        Replaced(InputStream in, Instead instead) {
            super(in);
            this.in = in;
            this.instead = instead;
        }

        @Override
        boolean more(Out out) throws IOException {
            int b = in.read();
            if (b >= 128) {
                for (byte each : instead.of(b)) {
                    out.put(each);
                }
            } else if (b >= 0) {
                out.put(b);
            }
            return b >= 0;
        }
    }
}
