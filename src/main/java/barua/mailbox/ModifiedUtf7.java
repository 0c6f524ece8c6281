package barua.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Modified UTF-7 (RFC 3501 §5.1.3), the form of folder names on the disk and for IMAP clients without UTF8=ACCEPT. */
public final class ModifiedUtf7 {

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private ModifiedUtf7() {
    }

    public static String encode(String text) {
        return encode(text, false);
    }

    /** For one level of a name in Maildir++, where a dot separates levels: {@code .} becomes {@code &AC4-}, {@code /} {@code &AC8-}. */
    static String encodeLevel(String text) {
        return encode(text, true);
    }

    private static String encode(String text, boolean dots) {
        StringBuilder out = new StringBuilder();
        StringBuilder shifted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean direct = c >= 0x20 && c <= 0x7e && !(dots && (c == '.' || c == '/'));
            if (!direct) {
                shifted.append(c);
                continue;
            }
            flush(shifted, out);
            out.append(c == '&' ? "&-" : String.valueOf(c));
        }
        flush(shifted, out);
        return out.toString();
    }

    private static void flush(StringBuilder shifted, StringBuilder out) {
        if (!shifted.isEmpty()) {
            byte[] utf16 = shifted.toString().getBytes(StandardCharsets.UTF_16BE);
            out.append('&').append(ENCODER.encodeToString(utf16).replace('/', ',')).append('-');
            shifted.setLength(0);
        }
    }

    /** Empty where the text is not well formed. Encoded ASCII, which the RFC forbids but Maildir++ needs, is read. */
    public static Optional<String> decode(String text) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c < 0x20 || c > 0x7e) {
                return Optional.empty();
            }
            if (c != '&') {
                out.append(c);
                i++;
                continue;
            }
            int end = text.indexOf('-', i);
            Optional<String> part = end < 0 ? Optional.empty() : shifted(text.substring(i + 1, end));
            if (part.isEmpty()) {
                return part;
            }
            out.append(part.get());
            i = end + 1;
        }
        return Optional.of(out.toString());
    }

    private static Optional<String> shifted(String base64) {
        if (base64.isEmpty()) {
            return Optional.of("&");
        }
        if (base64.indexOf('/') >= 0 || base64.indexOf('=') >= 0) {
            return Optional.empty();
        }
        try {
            byte[] utf16 = DECODER.decode(base64.replace(',', '/'));
            String text = new String(utf16, StandardCharsets.UTF_16BE);
            boolean whole = utf16.length % 2 == 0 && utf16.length > 0 && StandardCharsets.UTF_16BE.newEncoder().canEncode(text) && text.indexOf('\uFFFD') < 0;
            return whole ? Optional.of(text) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
