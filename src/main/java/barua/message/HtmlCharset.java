package barua.message;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The character set that an HTML document names for itself in a meta element, for where the part's header names none. */
final class HtmlCharset {

    /** HTML's own readers look at 1,024 bytes; mail programs write more before it. */
    private static final int LOOKED_AT = 8 * 1024;
    private static final Pattern META = Pattern.compile("(?i)<meta\\s[^>]{0,400}?charset\\s{0,9}=\\s{0,9}[\"']?\\s{0,9}([a-z0-9_:.-]{2,60})");

    private HtmlCharset() {
    }

    /** Empty where it names none that is known. */
    static Optional<String> of(byte[] html) {
        Matcher meta = META.matcher(new String(html, 0, Math.min(html.length, LOOKED_AT), StandardCharsets.ISO_8859_1));
        return meta.find() ? Optional.of(meta.group(1)).filter(name -> Charsets.named(name).isPresent()).map(HtmlCharset::readable) : Optional.empty();
    }

    /** What could be read this far as US-ASCII cannot be UTF-16, whatever it says. */
    private static String readable(String name) {
        return name.regionMatches(true, 0, "utf-16", 0, 6) || name.regionMatches(true, 0, "utf-32", 0, 6) ? "utf-8" : name;
    }
}
