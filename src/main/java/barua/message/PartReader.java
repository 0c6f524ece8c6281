package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of a part as it was meant: transfer encoding undone, and for text the charset too. Broken encodings give what can be had. */
public final class PartReader {

    private PartReader() {
    }

    /** Decoded bytes. The caller closes it. */
    public static InputStream bytes(Content content, MimePart part) throws IOException {
        return undone(new SliceInput(content.open(part.bodyStart()), part.bodySize()), part.encoding());
    }

    /**
     * Decoded text, lines ending in LF; a missing, unknown or lying charset is guessed (a byte order mark, UTF-8 where valid, else windows-1252).
     * At most {@code limit} chars.
     */
    public static String text(Content content, MimePart part, int limit) throws IOException {
        try (InputStream in = bytes(content, part)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, 4L * limit + 4));
            return cut(plainLineEnds(Charsets.decode(bytes, charset(part, bytes))), limit);
        }
    }

    /**
     * The content lines of a calendar or card, unfolded (RFC 5545 §3.1, RFC 6350 §3.2) before they become characters, for a fold may
     * stand inside one. UTF-8 where no charset is said. At most {@code limit} chars.
     */
    public static String unfolded(Content content, MimePart part, int limit) throws IOException {
        try (InputStream in = bytes(content, part)) {
            String lines = new String(in.readNBytes(4 * limit), StandardCharsets.ISO_8859_1).replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
            String charset = part.parameters().getOrDefault("charset", "utf-8");
            return cut(plainLineEnds(Charsets.decode(lines.getBytes(StandardCharsets.ISO_8859_1), charset)), limit);
        }
    }

    private static String charset(MimePart part, byte[] bytes) {
        String said = part.parameters().getOrDefault("charset", "");
        boolean nothing = Charsets.named(said).filter(charset -> !charset.equals(StandardCharsets.US_ASCII)).isEmpty();
        return !nothing ? said : marked(bytes).or(() -> part.is("text", "html") ? HtmlCharset.of(bytes) : Optional.empty()).orElse(said);
    }

    /** The character set that a byte order mark tells (RFC 2781 §3.2, RFC 3629 §6). */
    private static Optional<String> marked(byte[] bytes) {
        int two = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        return switch (two) {
            case 0xfeff -> Optional.of("utf-16be");
            case 0xfffe -> Optional.of("utf-16le");
            case 0xefbb -> bytes.length > 2 && (bytes[2] & 0xff) == 0xbf ? Optional.of("utf-8") : Optional.empty();
            default -> Optional.empty();
        };
    }

    static InputStream undone(InputStream in, String encoding) {
        return switch (encoding) {
            case "base64" -> new Base64Input(in);
            case "quoted-printable" -> new QuotedPrintableInput(in);
            case "x-uuencode", "x-uue", "uuencode", "uue" -> new UuInput(in);
            default -> in;   // 7bit, 8bit, binary, and what nobody knows
        };
    }

    private static String plainLineEnds(String text) {
        String whole = text.startsWith("\ufeff") ? text.substring(1) : text;
        return whole.indexOf('\r') < 0 ? whole : whole.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        boolean splits = limit > 0 && Character.isHighSurrogate(text.charAt(limit - 1));
        return text.substring(0, splits ? limit - 1 : limit);
    }
}
