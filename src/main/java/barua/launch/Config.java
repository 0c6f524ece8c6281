package barua.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings of one start, checked before anything runs: {@code barua.properties} of this program (which also says, in lines
 * that begin with {@code #=}, what each key may hold), then that of the data folder, then the environment.
 */
record Config(Map<String, String> values, List<String> warnings) {

    /** Of the command itself (server-config/barua) and of the programs that it starts: no settings. */
    private static final Set<String> NO_SETTINGS = Set.of("BARUA_DATA", "BARUA_JAR", "BARUA_NO_BUILD", "BARUA_NO_ARCHIVE", "BARUA_JAVA_FLAGS");

    Config {
        values = Map.copyOf(values);
        warnings = List.copyOf(warnings);
    }

    /** @throws Refusal naming the key, its value and what is allowed */
    static Config read(DataFolder data, Map<String, String> environment) throws Refusal {
        try (InputStream in = Config.class.getResourceAsStream("/barua.properties");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return merge(documented(reader), load(data.properties()), environment, data.properties());
        } catch (IOException unreadable) {
            throw new Refusal("cannot read the settings: " + unreadable.getMessage());
        }
    }

    String get(String key) {
        return values.get(key);
    }

    private record Key(String initial, SettingRule rule) {
    }

    private static Map<String, Key> documented(BufferedReader reader) throws IOException {
        Map<String, Key> keys = new LinkedHashMap<>();
        SettingRule rule = SettingRule.ANY;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            int equals = line.indexOf('=');
            if (line.startsWith("#=")) {
                rule = SettingRule.parse(line.substring(2).strip());
            } else if (!line.startsWith("#") && equals > 0) {
                keys.put(line.substring(0, equals).strip(), new Key(line.substring(equals + 1).strip(), rule));
                rule = SettingRule.ANY;
            }
        }
        return keys;
    }

    /** A mistyped name would leave the default in force without a word. Not refused: whoever runs several versions has one environment for all. */
    private static List<String> unknown(Map<String, String> environment, Map<String, Key> keys) {
        Set<String> known = new TreeSet<>(NO_SETTINGS);
        keys.keySet().forEach(key -> known.add(variable(key)));
        return environment.keySet().stream().filter(name -> name.startsWith("BARUA_") && !known.contains(name)).sorted()
                .map(name -> name + " in the environment is no setting and does nothing; server-config/barua.properties lists all").toList();
    }

    private static Config merge(Map<String, Key> keys, Properties own, Map<String, String> environment, Path file) throws Refusal {
        for (Object key : own.keySet()) {
            if (!keys.containsKey(key)) {
                throw new Refusal(file + ": there is no key " + key + "; server-config/barua.properties lists all");
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, Key> entry : keys.entrySet()) {
            String key = entry.getKey();
            String value = environment.getOrDefault(variable(key), own.getProperty(key, entry.getValue().initial())).strip();
            if (!entry.getValue().rule().allows(value)) {
                throw new Refusal(key + " = " + value + ": not allowed; it takes " + entry.getValue().rule().words());
            }
            values.put(key, value);
        }
        return new Config(values, unknown(environment, keys));
    }

    /** As MicroProfile Config names it: everything that is no letter or digit becomes {@code _}. */
    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties load(Path file) throws Refusal, IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (CharacterCodingException otherCharset) {
                throw new Refusal(file + ": it is not in UTF-8");
            } catch (IllegalArgumentException badEscape) {
                throw new Refusal(file + ": a \\u in it is not followed by four hexadecimal digits; a backslash itself is written twice");
            }
        }
        return properties;
    }
}
