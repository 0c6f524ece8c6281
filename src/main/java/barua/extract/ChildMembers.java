package barua.extract;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** The files within one file, and those within them: so many bytes of all of them together are read, and no more are made of a bomb. */
final class ChildMembers extends ParsingEmbeddedDocumentExtractor {

    private static final int MOST = 2_000;

    private final ChildText text;
    private long left;
    private int members;

    ChildMembers(ParseContext context, ChildText text, long mostBytes) {
        super(context);
        this.text = text;
        this.left = mostBytes;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata member) {
        if (++members > MOST) {
            text.stop();
        }
        return super.shouldParseEmbedded(member);
    }

    @Override
    public void parseEmbedded(InputStream member, ContentHandler handler, Metadata metadata, boolean named) throws SAXException, IOException {
        TikaInputStream opened = TikaInputStream.cast(member);
        boolean inMemory = opened != null && opened.getOpenContainer() != null;
        super.parseEmbedded(inMemory ? member : new Counted(member), handler, metadata, named);
        String said = ChildPicture.words(metadata);
        handler.characters(said.toCharArray(), 0, said.length());
    }

    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return took(in.read() < 0 ? -1 : 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return took(in.read(bytes, offset, length));
        }

        @Override
        public long skip(long bytes) throws IOException {
            return took(in.skip(bytes));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private <N extends Number> N took(N bytes) throws IOException {
            left -= Math.max(0, bytes.longValue());
            if (left < 0) {
                text.stop();
                throw new IOException("too much is packed in it");
            }
            return bytes;
        }
    }
}
