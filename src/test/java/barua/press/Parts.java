package barua.press;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What all pages have in common and only a script needs (dialogs, words) as one script for each language: fetched once and kept, instead of within each page.
 * The source may hold {@code #{w['key']}}, {@code #{' '}} and {@code <b:icon name="" look=""/>}, as pages do.
 */
final class Parts {

    private static final Pattern LANGUAGE = Pattern.compile("messages_([a-z]+)\\.properties");
    private static final Pattern WORD = Pattern.compile("#\\{w\\['([^']+)'\\]\\}");
    private static final Pattern ICON = Pattern.compile("<b:icon name=\"([a-z]+)\"(?: look=\"([a-z ]+)\")?/>");
    private static final Pattern CLOSED = Pattern.compile("<([a-z0-9]+)([^<>]*?)/>");
    /** Elements of HTML that have no end tag. */
    private static final Set<String> VOID = Set.of("input", "br", "hr", "img");

    private Parts() {
    }

    /** The scripts by name. @param words folder of the bundles @param icons packed name of the icons */
    static Map<String, String> pressed(Path source, Path words, String icons) throws IOException {
        String page = Pages.pressed(Files.readString(source)).replaceFirst("^<parts[^>]*>", "").replaceFirst("</parts>$", "");
        Map<String, String> scripts = new TreeMap<>();
        try (DirectoryStream<Path> bundles = Files.newDirectoryStream(words, "messages_*.properties")) {
            for (Path bundle : bundles) {
                Matcher language = LANGUAGE.matcher(bundle.getFileName().toString());
                if (language.matches()) {
                    scripts.put("parts-" + language.group(1) + ".js", script(html(page, read(bundle), icons)));
                }
            }
        }
        return scripts;
    }

    static String html(String page, Properties words, String icons) throws IOException {
        String drawn = ICON.matcher(page)
                .replaceAll(icon -> Matcher.quoteReplacement("<svg class=\"" + ("icon " + (icon.group(2) == null ? "" : icon.group(2))).strip()
                + "\" aria-hidden=\"true\"><use href=\"/a/" + icons + "#" + icon.group(1) + "\"/></svg>"));
        String open = CLOSED.matcher(drawn).replaceAll(tag -> Matcher.quoteReplacement(VOID.contains(tag.group(1)) ? "<" + tag.group(1) + tag.group(2) + ">"
                : "<" + tag.group(1) + tag.group(2) + "></" + tag.group(1) + ">"));
        String said = WORD.matcher(open.replace("#{' '}", " ")).replaceAll(word -> Matcher.quoteReplacement(text(words, word)));
        if (said.contains("#{") || said.contains("<b:")) {
            throw new IOException("the build cannot fill in: " + said.substring(Math.max(said.indexOf("#{"), said.indexOf("<b:"))));
        }
        return said;
    }

    private static String text(Properties words, MatchResult word) {
        String text = words.getProperty(word.group(1));
        if (text == null) {
            throw new IllegalArgumentException("no word for " + word.group(1));
        }
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Runs before the modules, which find what it put there. */
    private static String script(String html) {
        String quoted = html.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "");
        return "document.body.insertAdjacentHTML('beforeend','" + quoted + "')";
    }

    private static Properties read(Path bundle) throws IOException {
        Properties words = new Properties();
        try (Reader in = Files.newBufferedReader(bundle)) {
            words.load(in);
        }
        return words;
    }
}
