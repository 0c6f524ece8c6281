package barua.press;

import com.helger.css.decl.CascadingStyleSheet;
import com.helger.css.reader.CSSReader;
import com.helger.css.writer.CSSWriter;
import com.helger.css.writer.CSSWriterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One style sheet out of those of the components, for every page; a later one may rely on what stands in an earlier one. One more for the pages of
 * filters, one for the results of a search, one for previews of files.
 */
final class Styles {

    static final List<String> SHEETS = List.of("base/tokens.css", "base/base.css", "controls/controls.css", "frame/frame.css", "list/list.css",
            "reader/reader.css", "composer/composer.css");
    static final List<String> FILTERS = List.of("filters/filters.css");
    static final List<String> SEARCH = List.of("search/search.css");
    static final List<String> PREVIEW = List.of("preview/preview.css");

    private Styles() {
    }

    static String pressed(Path assets, List<String> sheets) throws IOException {
        CSSWriter writer = new CSSWriter(new CSSWriterSettings(true)).setWriteHeaderText(false);
        StringBuilder out = new StringBuilder();
        for (String sheet : sheets) {
            CascadingStyleSheet parsed = CSSReader.readFromString(Files.readString(assets.resolve(sheet)));
            if (parsed == null) {
                throw new IOException("not a style sheet: " + sheet);
            }
            out.append(writer.getCSSAsString(parsed));
        }
        return out.toString();
    }
}
