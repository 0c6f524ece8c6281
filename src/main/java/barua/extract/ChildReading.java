package barua.extract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.PagedText;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TIFF;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.EmptyParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.SAXException;

/**
 * One file, read on a thread of its own: when its time is over, or its memory, what was read of it so far is its text. A thread that does not end then, or that
 * had all the memory, spoils the process for the next file.
 */
final class ChildReading {

    private static final int MOST_TEXT = 1_000_000;   // chars
    private static final long MOST_WITHIN = 200_000_000;   // bytes of files within a file
    private static final byte[] ARCHIVE = {'P', 'K', 3, 4};
    private static final int TO_END = 10;   // a part of the time, for a reader that was stopped to end

    private final ChildParsers parsers;
    private final Metadata metadata = new Metadata();
    private final ChildText text = new ChildText(MOST_TEXT);
    private volatile Throwable failure;
    private boolean spoiled;

    private ChildReading(ChildParsers parsers, String name) {
        this.parsers = parsers;
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
    }

    /** @param spoils whether the process cannot read another one */
    record Read(Extracted extracted, boolean spoils, About about) {
    }

    /**
     * What its reader learned of a file.
     *
     * @param type        a media type, found by what is in it
     * @param readable    whether there is a reader for files of that kind
     * @param pages       as the file says; 0 where it does not
     * @param orientation of a photograph, as EXIF counts them; 1 where it says none
     */
    record About(String type, boolean readable, int pages, int orientation) {

        static final About NOTHING = new About("application/octet-stream", true, 0, 1);
    }

    static Read read(ChildParsers parsers, String name, Path file, Duration time) throws InterruptedException {
        ChildReading reading = new ChildReading(parsers, name);
        Thread reader = Thread.ofPlatform().name("file").daemon().start(() -> reading.parse(file));
        if (!reader.join(time.minus(time.dividedBy(TO_END)))) {
            reading.text.stop();
            reader.interrupt();
            reading.spoiled = !reader.join(time.dividedBy(TO_END));
        }
        Extracted extracted = reading.extracted();
        boolean spoils = reading.spoiled || reading.failure instanceof VirtualMachineError error && !(error instanceof StackOverflowError);
        return new Read(extracted, spoils, spoils ? About.NOTHING : reading.about());
    }

    private About about() {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        boolean readable = !List.of(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY)).contains(EmptyParser.class.getName());
        return new About(type == null ? About.NOTHING.type : type.replaceAll(";.*", "").strip(), readable, number(PagedText.N_PAGES, 0, FilePreview.MOST_PAGES),
                number(TIFF.ORIENTATION, 1, 8));
    }

    private int number(Property property, int least, int most) {
        String said = metadata.get(property);
        int number = said != null && said.matches("[0-9]{1,5}") ? Integer.parseInt(said) : least;
        return number >= least && number <= most ? number : least;
    }

    private void parse(Path file) {
        try {
            parse(file, metadata);
        } catch (IOException | SAXException | TikaException | RuntimeException broken) {
            failure = broken;   // what came before it is text all the same
            if (!(broken instanceof EncryptedDocumentException) && text.soFar().isEmpty()) {
                asArchive(file);
            }
        } catch (Throwable broken) {
            failure = broken;
        }
    }

    private void parse(Path file, Metadata about) throws IOException, SAXException, TikaException {
        Parser parser = parsers.of(file);
        ParseContext context = new ParseContext();
        context.set(Parser.class, parser);
        context.set(EmbeddedDocumentExtractor.class, new ChildMembers(context, text, MOST_WITHIN));
        try (TikaInputStream in = TikaInputStream.get(file)) {
            parser.parse(in, text, about, context);
        }
    }

    /** An Office file that is not quite as it should be, or of a strict kind that its reader does not know, is an archive of XML all the same. */
    private void asArchive(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            if (Arrays.equals(in.readNBytes(ARCHIVE.length), ARCHIVE)) {
                Metadata archive = new Metadata();
                archive.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, "application/zip");
                parse(file, archive);
            }
        } catch (IOException | SAXException | TikaException | RuntimeException broken) {
            // no more can be had of it
        } catch (Throwable broken) {
            failure = broken;
        }
    }

    private Extracted extracted() {
        if (failure instanceof EncryptedDocumentException) {
            return new Extracted(Extracted.Kind.ENCRYPTED, "");
        }
        boolean whole = failure == null && !spoiled && !text.isCut();
        String all = said();
        return new Extracted(whole ? Extracted.Kind.TEXT : all.isEmpty() ? Extracted.Kind.UNREADABLE : Extracted.Kind.CUT, all);
    }

    /** Title and text. The reader may still be adding to what it knows of the file, where it did not end. */
    private String said() {
        String title = spoiled ? null : metadata.get(TikaCoreProperties.TITLE);
        String known = spoiled ? "" : ChildPicture.words(metadata);
        String before = known.isEmpty() ? title == null || title.isBlank() ? "" : title.strip() + "\n" : known;
        return (before + text.soFar()).stripTrailing();
    }
}
