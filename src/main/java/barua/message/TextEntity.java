package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A text as a MIME entity whole: header, empty line and body (RFC 2045 §2.4), in an encoding that passes everywhere. */
public final class TextEntity {

    private TextEntity() {
    }

    /** text/plain in UTF-8; lines end in CRLF whatever they ended in. */
    public static byte[] plain(String text) {
        byte[] body = MailParts.withCrlf(text).getBytes(StandardCharsets.UTF_8);
        String encoding = MailParts.encodingOf(body);
        String header = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: " + encoding + "\r\n\r\n";
        byte[] encoded = encoded(body, encoding);
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + encoded.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(encoded, 0, whole, head.length, encoded.length);
        return whole;
    }

    private static byte[] encoded(byte[] body, String encoding) {
        try (InputStream plain = new ByteArrayInputStream(body)) {
            return switch (encoding) {
                case "base64" -> new Base64Encoding(plain).readAllBytes();
                case "quoted-printable" -> new QuotedPrintableEncoding(plain).readAllBytes();
                default -> body;
            };
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
