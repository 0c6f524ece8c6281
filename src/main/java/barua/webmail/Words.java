package barua.webmail;

import barua.web.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** What the pages say in one language, from {@code messages_<language>.properties}. A test holds the bundles against each other. */
public final class Words {

    /** Languages that are complete, the usual one first. */
    static final List<String> LANGUAGES = List.of("en", "sw");

    private static final Map<String, Words> ALL = new HashMap<>();

    static {
        for (String language : LANGUAGES) {
            ALL.put(language, new Words(language, read(language)));
        }
    }

    private final String language;
    private final Map<String, String> text;

    private Words(String language, Map<String, String> text) {
        this.language = language;
        this.text = text;
    }

    /** English where the language is not one of ours. Takes tags with a region too. */
    public static Words of(String tag) {
        String language = Locale.forLanguageTag(tag).getLanguage();
        return ALL.getOrDefault(language, ALL.get("en"));
    }

    /** The language of whoever asks. */
    static Words of(Call call) {
        return of(call.language());
    }

    public String language() {
        return language;
    }

    /** For month and day names: the language as it is written in Tanzania. */
    public Locale locale() {
        return Locale.of(language, "TZ");
    }

    /** The text of a key without values; the key itself where it is missing, so that a mistake is seen and nothing breaks. */
    public String say(String key) {
        return text.getOrDefault(key, key);
    }

    /** With values, name and value by turns: {@code say("mail.unread", "n", 12)}. */
    public String say(String key, Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return Plural.fill(say(key), values);
    }

    /** For pages that know their key only while they run. */
    public Map<String, String> all() {
        return text;
    }

    private static Map<String, String> read(String language) {
        String file = "/barua/webmail/messages_" + language + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> text = new HashMap<>();
            properties.forEach((key, value) -> text.put(key.toString(), value.toString()));
            return Map.copyOf(text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
