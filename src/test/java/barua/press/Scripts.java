package barua.press;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The scripts of the pages. */
final class Scripts {

    private static final Map<String, List<String>> FILES = Map.of("barua.js", List.of("core.js", "list.js", "reader.js"), "compose.js", List.of("compose.js"));

    private Scripts() {
    }

    static Map<String, String> pressed(Path assets, BinaryOperator<String> named) throws IOException {
        Map<String, String> out = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> file : FILES.entrySet()) {
            StringBuilder joined = new StringBuilder();
            for (String part : file.getValue()) {
                joined.append(Files.readString(assets.resolve(part)));
            }
            out.put(file.getKey(), joined.toString());
        }
        return out;
    }
}
