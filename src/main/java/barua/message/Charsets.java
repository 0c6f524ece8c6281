package barua.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Character sets as mail names them, and text from bytes whose label may be missing, unknown or a lie. Never throws: what
 * cannot be read becomes U+FFFD.
 */
final class Charsets {

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final int LONGEST_NAME = 60;
    private static final int MOST_WRONG_UTF8 = 4;   // bad bytes for each good sequence in what is labelled UTF-8
    private static final Map<String, Charset> KNOWN = knownToJava();

    /** Names that mail uses and Java does not know, or knows as something narrower than what is sent under them. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("iso-8859-1", "windows-1252"), Map.entry("latin1", "windows-1252"), Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso-8859-8-i", "iso-8859-8"), Map.entry("iso-8859-8-e", "iso-8859-8"), Map.entry("iso-8859-6-i", "iso-8859-6"),
            Map.entry("iso-8859-9", "windows-1254"), Map.entry("iso-8859-11", "windows-874"), Map.entry("tis-620", "windows-874"),
            Map.entry("ks_c_5601-1987", "ms949"), Map.entry("ks_c_5601", "ms949"), Map.entry("ksc5601", "ms949"),
            Map.entry("ksc_5601", "ms949"), Map.entry("euc-kr", "ms949"), Map.entry("gb2312", "gb18030"), Map.entry("gbk", "gb18030"),
            Map.entry("gb_2312-80", "gb18030"), Map.entry("x-gbk", "gb18030"), Map.entry("hz-gb-2312", "gb18030"),
            Map.entry("shift_jis", "windows-31j"), Map.entry("shift-jis", "windows-31j"), Map.entry("sjis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"), Map.entry("iso-2022-jp", "x-windows-iso2022jp"), Map.entry("big5", "big5-hkscs"),
            Map.entry("utf8", "utf-8"), Map.entry("utf-8mb4", "utf-8"), Map.entry("unicode-1-1-utf-8", "utf-8"),
            Map.entry("x-unicode-2-0-utf-8", "utf-8"), Map.entry("unicode", "utf-16"), Map.entry("macintosh", "x-macroman"),
            Map.entry("x-mac-roman", "x-macroman"), Map.entry("mac", "x-macroman"), Map.entry("koi8-ru", "koi8-u"),
            Map.entry("win-1251", "windows-1251"), Map.entry("win-1252", "windows-1252"), Map.entry("ansi", "windows-1252"));

    private static final Set<String> UTF_7 = Set.of("utf-7", "utf7", "unicode-1-1-utf-7", "x-unicode-2-0-utf-7", "csunicode11utf7");

    private Charsets() {
    }

    /** The character set of that name; empty where nobody knows it (x-unknown, default, a template's leftover). */
    static Optional<Charset> named(String label) {
        String name = cleaned(label);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        Optional<Charset> known = lookUp(ALIASES.getOrDefault(name, name));
        if (known.isPresent() || !name.startsWith("cp-")) {
            return known;
        }
        return lookUp("cp" + name.substring(3));
    }

    /** Text under a label: believed where the bytes agree with it, else guessed: UTF-8 where it is valid, else windows-1252. */
    static String decode(byte[] bytes, int from, int length, String label) {
        if (UTF_7.contains(cleaned(label))) {
            return Utf7.decode(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
        }
        Optional<Charset> named = named(label);
        boolean weak = named.isEmpty() || named.get().equals(WINDOWS_1252) || named.get().equals(StandardCharsets.US_ASCII);
        if (weak) {
            return guess(bytes, from, length);
        }
        if (named.get().equals(StandardCharsets.UTF_8)) {
            return saidToBeUtf8(bytes, from, length);
        }
        return strictly(bytes, from, length, named.get()).orElseGet(() -> afterALie(bytes, from, length, named.get()));
    }

    static String decode(byte[] bytes, String label) {
        return decode(bytes, 0, bytes.length, label);
    }

    /**
     * UTF-8 where it is that but for a torn end or a few bad bytes, else windows-1252. Real Latin text of any length is
     * practically never valid UTF-8, which is why this comes first even where the label says ISO 8859-1.
     */
    static String guess(byte[] bytes, int from, int length) {
        Utf8Evidence evidence = Utf8Evidence.of(bytes, from, length);
        boolean onlyTorn = evidence.torn() > 0 && evidence.right() == 0;   // a lone byte at the end: an accent of windows-1252
        if (!onlyTorn && (evidence.wrong() == 0 || evidence.right() > 0 && evidence.right() >= evidence.wrong())) {
            return new String(bytes, from, length - evidence.torn(), StandardCharsets.UTF_8);
        }
        return new String(bytes, from, length, WINDOWS_1252);
    }

    /** The label counts where there is anything to it: a few bad bytes become U+FFFD and not the whole text Ã©. */
    private static String saidToBeUtf8(byte[] bytes, int from, int length) {
        Utf8Evidence evidence = Utf8Evidence.of(bytes, from, length);
        boolean believed = evidence.right() > 0 && evidence.right() >= evidence.wrong() / MOST_WRONG_UTF8;
        return believed ? new String(bytes, from, length - evidence.torn(), StandardCharsets.UTF_8) : guess(bytes, from, length);
    }

    /** Bytes held as ISO 8859-1 chars, the way header fields are, as the text that was meant. */
    static String fromLatin1(String bytesAsChars) {
        for (int i = 0; i < bytesAsChars.length(); i++) {
            if (bytesAsChars.charAt(i) > 0x7f) {
                return fromNonAscii(bytesAsChars);
            }
        }
        return bytesAsChars;
    }

    private static String fromNonAscii(String text) {
        if (text.chars().anyMatch(c -> c > 0xff)) {
            return text;   // it has been read as Unicode already
        }
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return guess(bytes, 0, bytes.length);
    }

    private static String cleaned(String label) {
        String name = label.length() > 2 * LONGEST_NAME ? "" : label.strip().toLowerCase(Locale.ROOT);
        if (name.length() > 1 && (name.charAt(0) == '"' || name.charAt(0) == '\'')) {
            name = name.substring(1, name.length() - 1);
        }
        return name.replace(' ', '-');
    }

    /** All names at once, for a look-up of an unknown one takes 50 µs, and a hostile header may have 100,000 of them. */
    private static Map<String, Charset> knownToJava() {
        Map<String, Charset> known = new HashMap<>();
        for (Charset charset : Charset.availableCharsets().values()) {
            known.put(charset.name().toLowerCase(Locale.ROOT), charset);
            charset.aliases().forEach(alias -> known.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
        }
        return Map.copyOf(known);
    }

    private static Optional<Charset> lookUp(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** A multibyte text that was cut short or has a bad spot is still what it says; valid UTF-8 under another name is not. */
    private static String afterALie(byte[] bytes, int from, int length, Charset said) {
        Utf8Evidence evidence = Utf8Evidence.of(bytes, from, length);
        boolean utf8 = evidence.wrong() == 0 && evidence.right() > 0;
        return utf8 ? new String(bytes, from, length, StandardCharsets.UTF_8) : new String(bytes, from, length, said);
    }

    private static Optional<String> strictly(byte[] bytes, int from, int length, Charset charset) {
        var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            CharBuffer out = CharBuffer.allocate((int) (length * (double) decoder.maxCharsPerByte()) + 1);
            CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, length), out, true);
            if (result.isError()) {
                result.throwException();
            }
            decoder.flush(out);
            return Optional.of(out.flip().toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }

    /**
     * How much speaks for UTF-8.
     *
     * @param right well-formed sequences of several bytes
     * @param wrong bytes that cannot stand where they stand
     * @param torn  bytes of a sequence that the end cuts off; they are neither
     */
    private record Utf8Evidence(int right, int wrong, int torn) {

        static Utf8Evidence of(byte[] bytes, int from, int length) {
            int right = 0;
            int wrong = 0;
            int end = from + length;
            for (int i = from; i < end; ) {
                if (bytes[i] >= 0) {
                    i++;
                    continue;
                }
                int need = following(bytes[i]);
                int have = 0;
                while (have < need && i + 1 + have < end && allowed(bytes[i], bytes[i + 1 + have], have)) {
                    have++;
                }
                if (need > 0 && have == need) {
                    right++;
                    i += need + 1;
                } else if (need > 0 && i + 1 + have == end) {
                    return new Utf8Evidence(right, wrong, end - i);
                } else {
                    wrong++;
                    i++;
                }
            }
            return new Utf8Evidence(right, wrong, 0);
        }

        private static int following(byte lead) {
            int b = lead & 0xff;
            return b >= 0xc2 && b <= 0xdf ? 1 : b >= 0xe0 && b <= 0xef ? 2 : b >= 0xf0 && b <= 0xf4 ? 3 : 0;
        }

        /** RFC 3629 §4: no overlong forms, no surrogates, nothing past U+10FFFF. */
        private static boolean allowed(byte lead, byte next, int position) {
            int b = next & 0xff;
            int low = 0x80;
            int high = 0xbf;
            if (position == 0) {
                switch (lead & 0xff) {
                    case 0xe0 -> low = 0xa0;
                    case 0xed -> high = 0x9f;
                    case 0xf0 -> low = 0x90;
                    case 0xf4 -> high = 0x8f;
                    default -> { }
                }
            }
            return b >= low && b <= high;
        }
    }
}
