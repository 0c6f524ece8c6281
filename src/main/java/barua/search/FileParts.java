package barua.search;

import barua.extract.Extracted;
import barua.extract.Extractor;
import barua.message.Address;
import barua.message.CardText;
import barua.message.Content;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The files of a message that may have words in them: no sounds, films, signatures; what is text itself is looked through as the body is. */
final class FileParts {

    private static final System.Logger LOG = System.getLogger(FileParts.class.getName());
    private static final int MOST = 20;
    private static final long MOST_TIME = 60_000_000_000L;   // nanoseconds, of one message
    private static final Set<String> WITHOUT = Set.of("pkcs7-signature", "x-pkcs7-signature", "pgp-signature", "pgp-encrypted", "pgp-keys", "pkcs7-mime",
            "x-pkcs7-mime", "ms-tnef", "java-archive", "x-msdownload", "x-executable", "x-iso9660-image");
    private static final Set<String> CARDS = Set.of("ics", "calendar", "vcard", "x-vcard");
    /** Those of which people write something in them. */
    private static final Set<String> PICTURES = Set.of("jpeg", "jpg", "pjpeg", "png", "x-png", "tiff", "webp", "heic", "heif", "svg+xml");

    private FileParts() {
    }

    /** @param largest bytes, as it travels: larger ones are left out */
    static List<MimePart> of(MimePart root, long largest) {
        List<MimePart> found = new ArrayList<>();
        collect(root, largest, found);
        return found;
    }

    private static void collect(MimePart part, long largest, List<MimePart> found) {
        part.message().ifPresent(inner -> collect(inner.root(), largest, found));
        part.children().forEach(child -> collect(child, largest, found));
        boolean known = part.type().equals("application") && !WITHOUT.contains(part.subtype())
                || part.type().equals("image") && PICTURES.contains(part.subtype());
        boolean readable = known && part.bodySize() > 0 && part.bodySize() <= largest;
        if (readable && part.children().isEmpty() && found.size() < MOST) {
            found.add(part);
        }
    }

    /**
     * What reads them.
     *
     * @param scratch a folder for one while it is read
     * @param longest chars that are kept of the text of one
     * @param account whose they are: named where one of them makes trouble
     */
    record Reader(Extractor extractor, Path scratch, int longest, Address account) {
    }

    /** @param hurried whether nothing is wanted where one of them takes longer than a first try @return empty where one did */
    static Optional<List<FileText>> read(Content message, List<MimePart> files, Reader reader, boolean hurried) throws IOException {
        List<FileText> texts = new ArrayList<>();
        long until = System.nanoTime() + MOST_TIME;
        for (MimePart file : files) {
            if (System.nanoTime() > until) {
                LOG.log(System.Logger.Level.INFO, "files of a message of " + reader.account + " are left out: others before them took "
                        + TimeUnit.NANOSECONDS.toSeconds(MOST_TIME) + " s");
                texts.add(unreadable(file));   // others wait
                continue;
            }
            if (isCard(file)) {
                texts.add(FileText.of(file.fileName().orElse(""), Extracted.Kind.TEXT, CardText.of(message, file, reader.longest), reader.longest));
                continue;
            }
            Path decoded = Files.createTempFile(reader.scratch, "file", "");
            try {
                try (InputStream in = PartReader.bytes(message, file)) {
                    Files.copy(in, decoded, StandardCopyOption.REPLACE_EXISTING);
                }
                Optional<FileText> text = read(file, decoded, reader, hurried);
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                texts.add(text.get());
            } finally {
                Files.deleteIfExists(decoded);
            }
        }
        return Optional.of(texts);
    }

    private static Optional<FileText> read(MimePart file, Path decoded, Reader reader, boolean hurried) throws IOException {
        String name = file.fileName().orElse("");
        Optional<Extracted> extracted = extract(reader.extractor, name, decoded, hurried);
        if (hurried && extracted.filter(found -> found.kind() != Extracted.Kind.CUT).isEmpty()) {
            LOG.log(System.Logger.Level.DEBUG, "a file of " + reader.account + " takes long: it is read again when nobody waits");
            return Optional.empty();
        }
        if (extracted.isEmpty()) {
            extracted = extract(reader.extractor, name, decoded, false);   // perhaps it was not the file's fault
        }
        if (extracted.isEmpty()) {
            LOG.log(System.Logger.Level.INFO, "a file of " + reader.account + " (" + Files.size(decoded)
                    + " bytes) took too long or ended its reader, and is left out of the index");
        }
        return Optional.of(extracted.map(found -> FileText.of(name, found.kind(), found.text(), reader.longest)).orElseGet(() -> unreadable(file)));
    }

    /** Not said to be text, but a calendar or a card all the same. */
    private static boolean isCard(MimePart file) {
        String name = file.fileName().orElse("").toLowerCase(Locale.ROOT);
        return CARDS.contains(file.subtype()) || file.is("application", "octet-stream") && (name.endsWith(".ics") || name.endsWith(".vcf"));
    }

    private static Optional<Extracted> extract(Extractor extractor, String name, Path file, boolean hurried) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return hurried ? extractor.hurry(name, in, Files.size(file)) : extractor.extract(name, in, Files.size(file));
        }
    }

    private static FileText unreadable(MimePart file) {
        return new FileText(file.fileName().orElse(""), Extracted.Kind.UNREADABLE, "");
    }
}
