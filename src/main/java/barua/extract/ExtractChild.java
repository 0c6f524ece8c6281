package barua.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The other process: reads files from its standard input and writes their texts to its standard output, one after the other.
 * <pre>
 * first    byte READY
 * asked    byte TEXT or PREVIEW, UTF name, long size, int how many milliseconds the file is given, bytes
 * answered boolean whether this is the last answer, then
 *          of TEXT byte kind, int length, bytes (UTF-8); of PREVIEW what {@link FilePreview} writes
 * </pre>
 */
public final class ExtractChild {

    /** What there is to answer with when a file took all the memory. */
    private static byte[] reserve = new byte[12 * 1024 * 1024];

    private ExtractChild() {
    }

    /** @param arguments none */
    public static void main(String[] arguments) {
        try {
            answer();
            Runtime.getRuntime().halt(0);   // a reader that does not end is left behind
        } catch (Throwable over) {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer() throws IOException, InterruptedException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));   // whoever prints must not answer
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        ChildParsers parsers = new ChildParsers();
        out.writeByte(Extractor.READY);
        out.flush();
        boolean last = false;
        while (!last) {
            int question = in.read();
            if (question < 0) {
                return;
            }
            String name = in.readUTF();
            Path file = Files.createTempFile("file", "");
            long size = in.readLong();
            Duration time = Duration.ofMillis(in.readInt());
            take(in, size, file);
            last = question == Extractor.PREVIEW ? preview(parsers, name, file, time, out) : text(parsers, name, file, time, out);
            out.flush();
        }
    }

    private static boolean text(ChildParsers parsers, String name, Path file, Duration time, DataOutputStream out) throws IOException, InterruptedException {
        ChildReading.Read read = ChildReading.read(parsers, name, file, time);
        ended(file, read.spoils());
        byte[] text = read.extracted().text().getBytes(StandardCharsets.UTF_8);
        out.writeBoolean(read.spoils());
        out.writeByte(read.extracted().kind().ordinal());
        out.writeInt(text.length);
        out.write(text);
        return read.spoils();
    }

    private static boolean preview(ChildParsers parsers, String name, Path file, Duration time, DataOutputStream out) throws IOException, InterruptedException {
        ChildPreview.Made made = ChildPreview.of(parsers, name, file, time);
        ended(file, made.spoils());
        out.writeBoolean(made.spoils());
        made.preview().write(out);
        return made.spoils();
    }

    private static void ended(Path file, boolean last) throws IOException {
        Files.delete(file);
        if (last) {
            reserve = null;
        }
    }

    private static void take(InputStream in, long size, Path file) throws IOException {
        byte[] buffer = new byte[65_536];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long left = size; left > 0;) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException();
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
