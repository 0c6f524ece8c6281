package barua.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.Parser;
import org.xml.sax.SAXException;

/**
 * Two ways to read a file: the usual one makes trees of documents and presentations, and finds what belongs to what in them; where there is no memory for
 * a tree they are read as they come, so that at least their beginning can be had.
 */
final class ChildParsers {

    private static final long LARGE = 8_000_000;   // bytes of XML: a tree of it takes ten times as much, and more
    private static final String OFFICE = "org.apache.tika.parser.microsoft.ooxml.OOXMLParser";
    private static final String AS_IT_COMES = "<properties><parsers><parser class='org.apache.tika.parser.DefaultParser'><parser-exclude class='" + OFFICE
            + "'/></parser><parser class='" + OFFICE + "'><params><param name='useSAXDocxExtractor' type='bool'>true</param>"
            + "<param name='useSAXPptxExtractor' type='bool'>true</param></params></parser></parsers></properties>";

    private final Parser usual = new AutoDetectParser();
    private Parser asItComes;

    Parser of(Path file) throws IOException, SAXException, TikaException {
        if (xml(file) <= LARGE) {
            return usual;
        }
        if (asItComes == null) {
            asItComes = new AutoDetectParser(new TikaConfig(new ByteArrayInputStream(AS_IT_COMES.getBytes(StandardCharsets.US_ASCII))));
        }
        return asItComes;
    }

    /** How much XML is packed in it, as it says itself. */
    private static long xml(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().filter(entry -> entry.getName().endsWith(".xml")).mapToLong(ZipEntry::getSize).filter(size -> size > 0).sum();
        } catch (IOException | RuntimeException noArchive) {
            return 0;
        }
    }
}
