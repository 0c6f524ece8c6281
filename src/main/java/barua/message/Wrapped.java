package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SignedData;

/**
 * A message inside a part that only some programs open: signed so that the words lie inside the signature (RFC 8551 §3.5.2), or Outlook's
 * {@code winmail.dat}. What comes out is a message like any other, to be read by {@link MimeParser}. Nothing is said of whether a
 * signature is good.
 */
public final class Wrapped {

    /** Bytes of a part that are looked into; they are held in memory, several times over. */
    private static final int LARGEST = 32 * 1024 * 1024;

    private Wrapped() {
    }

    /** Whether the part may be signed content; one that is encrypted instead looks the same until it is opened. */
    public static boolean maySign(MimePart part) {
        boolean pkcs7 = part.is("application", "pkcs7-mime") || part.is("application", "x-pkcs7-mime");
        String kind = part.parameters().getOrDefault("smime-type", "");
        return pkcs7 && (kind.isEmpty() || kind.equalsIgnoreCase("signed-data"));
    }

    /** Whether the part is one of Outlook's, by its type or, where a server made that octets, by its name. */
    public static boolean isTnef(MimePart part) {
        boolean type = part.is("application", "ms-tnef") || part.is("application", "vnd.ms-tnef");
        return type || part.is("application", "octet-stream") && part.fileName().filter(name -> name.equalsIgnoreCase("winmail.dat")).isPresent();
    }

    /** The message inside; empty where there is none, it is too large, or it cannot be read without a key. */
    public static Optional<Content> open(Content content, MimePart part) throws IOException {
        boolean signed = maySign(part);
        if (!signed && !isTnef(part)) {
            return Optional.empty();
        }
        try (InputStream in = PartReader.bytes(content, part)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return Optional.empty();
            }
            return signed ? signedContent(bytes) : Tnef.read(bytes).map(Tnef::message);
        }
    }

    /** RFC 5652 §5.1: the encapsulated content of signed data, whichever form of BER it is written in. */
    private static Optional<Content> signedContent(byte[] bytes) {
        try (var in = new ASN1InputStream(new ByteArrayInputStream(bytes), bytes.length)) {
            ASN1Primitive read = in.readObject();
            ContentInfo outer = ContentInfo.getInstance(read);
            if (!PKCSObjectIdentifiers.signedData.equals(outer.getContentType())) {
                return Optional.empty();
            }
            ContentInfo inner = SignedData.getInstance(outer.getContent()).getContentInfo();
            return Optional.ofNullable(inner.getContent()).map(ASN1OctetString::getInstance).map(ASN1OctetString::getOctets).map(Content::of);
        } catch (IOException | RuntimeException broken) {
            return Optional.empty();   // the ASN.1 reader throws all sorts of things at broken bytes
        }
    }
}
