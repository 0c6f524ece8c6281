package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bytes of one message as on the wire (CRLF lines, no dot-stuffing), wherever they are kept. May be read many times. */
public interface Content {

    /** In bytes. */
    long size() throws IOException;

    /** From byte {@code from} (0 to size) to the end. The caller closes it. */
    InputStream open(long from) throws IOException;

    default InputStream open() throws IOException {
        return open(0);
    }

    /** The same without its first bytes. */
    default Content behind(long start) {
        Content whole = this;
        return new Content() {
            @Override
            public long size() throws IOException {
                return whole.size() - start;
            }

            @Override
            public InputStream open(long from) throws IOException {
                return whole.open(start + from);
            }
        };
    }

    /** The same with bytes in front. */
    default Content after(byte[] front) {
        return joined(List.of(of(front), this));
    }

    /** {@code length} bytes from {@code from} as a content of their own; they must be there. */
    default Content slice(long from, long length) {
        Content whole = this;
        return new Content() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public InputStream open(long start) throws IOException {
                return new SliceInput(whole.open(from + start), length - start);
            }
        };
    }

    /** One behind the other. */
    static Content joined(List<Content> parts) {
        return new Joined(parts);
    }

    /** {@code length} bytes from {@code from}; fewer where the message ends before. Only for parts known to be small. */
    default byte[] bytes(long from, int length) throws IOException {
        try (InputStream in = open(from)) {
            return in.readNBytes(length);
        }
    }

    static Content of(byte[] bytes) {
        return new Content() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public InputStream open(long from) {
                return new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
            }
        };
    }

    static Content of(Path file) {
        return new Content() {
            @Override
            public long size() throws IOException {
                return Files.size(file);
            }

            @Override
            public InputStream open(long from) throws IOException {
                InputStream in = Files.newInputStream(file);
                try {
                    in.skipNBytes(from);
                    return in;
                } catch (IOException gone) {
                    in.close();
                    throw gone;
                }
            }
        };
    }
}
