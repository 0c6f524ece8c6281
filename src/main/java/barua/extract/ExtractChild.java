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
 * asked    UTF name, long size, int how many milliseconds the file is given, bytes
 * answered byte kind, boolean whether this is the last answer, int length, bytes (UTF-8)
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
            String name;
            try {
                name = in.readUTF();
            } catch (EOFException over) {
                return;
            }
            Path file = Files.createTempFile("file", "");
            long size = in.readLong();
            Duration time = Duration.ofMillis(in.readInt());
            take(in, size, file);
            ChildReading.Read read = ChildReading.read(parsers, name, file, time);
            Files.delete(file);
            last = read.spoils();
            if (last) {
                reserve = null;
            }
            byte[] text = read.extracted().text().getBytes(StandardCharsets.UTF_8);
            out.writeByte(read.extracted().kind().ordinal());
            out.writeBoolean(last);
            out.writeInt(text.length);
            out.write(text);
            out.flush();
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
