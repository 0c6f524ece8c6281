package barua.search;

import barua.mailbox.MessageInfo;
import barua.message.Content;
import barua.message.MimeParser;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * Makes the two kinds of documents of an index: what a message holds, known by a hash of its bytes, and where it lies, a folder's id and a UID with the number
 * of what is there.
 */
final class IndexDocuments {

    /** The field that those contents have whose files are yet to be read. */
    static final String TO_READ = "unread";

    private static final int KEY_BYTES = 16;
    private static final FieldType WORDS = new FieldType();

    static {
        WORDS.setIndexOptions(IndexOptions.DOCS);
        WORDS.setTokenized(true);
        WORDS.setOmitNorms(true);
        WORDS.freeze();
    }

    private final Languages languages;
    private final long largestFile;

    IndexDocuments(SearchOptions options) {
        this.languages = options.spoken();
        this.largestFile = options.largestFile();
    }

    /** @param files empty where they are yet to be read */
    Document content(String key, int number, Content message, Optional<List<FileText>> files) throws IOException {
        MimeParser.Message parsed = MimeParser.parse(message);
        MessageWords words = MessageWords.of(message, parsed, languages);
        files.ifPresent(all -> all.forEach(file -> words.addAttached(file.text())));
        Document document = new Document();
        document.add(new StringField("key", key, Field.Store.NO));
        number(document, number);
        document.add(new SortedDocValuesField("who", new BytesRef(words.who())));
        if (files.isEmpty() && !FileParts.of(parsed.root(), largestFile).isEmpty()) {
            document.add(new StringField(TO_READ, "files", Field.Store.NO));
        }
        files.ifPresent(all -> all.forEach(file -> document.add(new StoredField("files", file.stored()))));
        if (words.files() > 0) {
            document.add(new StringField("has", "file", Field.Store.NO));
        }
        words.kinds().forEach(kind -> document.add(new StringField("has", kind.word(), Field.Store.NO)));
        LetterPeople.of(parsed.headers()).forEach(person -> document.add(new SortedSetDocValuesField("people", new BytesRef(person.term()))));
        for (MessageWords.Where where : MessageWords.Where.values()) {
            WordSet set = words.in(where);
            document.add(new Field(where.field, new SetStream(set.words()), WORDS));
            document.add(new Field(where.grams(), new SetStream(set.grams()), WORDS));
        }
        return document;
    }

    static Document place(String folder, MessageInfo info, int content) {
        Document place = new Document();
        place.add(new StringField("place", place(folder, info.uid()), Field.Store.NO));
        place.add(new StringField("folder", folder, Field.Store.NO));
        place.add(new SortedDocValuesField("in", new BytesRef(folder)));
        place.add(new NumericDocValuesField("uid", info.uid()));
        place.add(new NumericDocValuesField("received", info.received().toEpochMilli()));
        place.add(new NumericDocValuesField("size", info.size()));
        number(place, content);
        return place;
    }

    /** The term of the field {@code place}. */
    static String place(String folder, long uid) {
        return folder + " " + uid;
    }

    private static void number(Document document, int content) {
        document.add(new LongPoint("content", content));
        document.add(new NumericDocValuesField("content", content));
    }

    /** Of what the same bytes have. */
    static String key(Content message) throws IOException {
        try (DigestInputStream in = new DigestInputStream(message.open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
