package barua.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.BodyContentHandler;

/**
 * The other process: reads files from its standard input and writes their texts to its standard output, one after the other.
 * <pre>
 * first    byte READY
 * asked    UTF name, long size, bytes
 * answered byte kind, int length, bytes (UTF-8)
 * </pre>
 */
public final class ExtractChild {

    private static final int MOST_TEXT = 1_000_000;   // chars

    private ExtractChild() {
    }

    public static void main(String[] arguments) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(new PrintStream(System.err, true, StandardCharsets.UTF_8));   // whoever prints must not answer
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        Parser parser = new AutoDetectParser();
        out.writeByte(Extractor.READY);
        out.flush();
        while (true) {
            String name;
            try {
                name = in.readUTF();
            } catch (EOFException over) {
                return;
            }
            Part part = new Part(in, in.readLong());
            Extracted extracted = read(parser, name, part);
            part.skipRest();
            byte[] text = extracted.text().getBytes(StandardCharsets.UTF_8);
            out.writeByte(extracted.kind().ordinal());
            out.writeInt(text.length);
            out.write(text);
            out.flush();
        }
    }

    private static Extracted read(Parser parser, String name, InputStream file) {
        BodyContentHandler text = new BodyContentHandler(MOST_TEXT);
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parser.parse(in, text, metadata, context);
        } catch (EncryptedDocumentException locked) {
            return new Extracted(Extracted.Kind.ENCRYPTED, "");
        } catch (Exception | StackOverflowError broken) {
            return found(text, metadata, Extracted.Kind.UNREADABLE);   // what came before it is text all the same
        }
        return found(text, metadata, Extracted.Kind.TEXT);
    }

    private static Extracted found(BodyContentHandler text, Metadata metadata, Extracted.Kind otherwise) {
        String title = metadata.get(TikaCoreProperties.TITLE);
        String all = ((title == null ? "" : title + "\n") + text).strip();
        return new Extracted(all.isEmpty() ? otherwise : Extracted.Kind.TEXT, all);
    }

    /** The bytes of one file, which does not end the stream. */
    private static final class Part extends FilterInputStream {

        private long left;

        Part(InputStream in, long size) {
            super(in);
            left = size;
        }

        @Override
        public int read() throws IOException {
            int read = left == 0 ? -1 : in.read();
            left -= read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0 || left == 0) {
                return length == 0 ? 0 : -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(Math.min(bytes, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() {
            // the next file follows
        }

        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }
    }
}
