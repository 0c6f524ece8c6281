package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.extract.Extracted;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FileTextTest {

    @Test
    void a_place_in_the_text_is_on_a_page() {
        FileText file = new FileText("a.pdf", Extracted.Kind.CUT, "\fZumaridi\f\fAlmasi");
        assertEquals(OptionalInt.of(1), file.page(0));
        assertEquals(OptionalInt.of(2), file.page(file.text().indexOf("Zumaridi")));
        assertEquals(OptionalInt.of(2), file.page(file.text().indexOf("di")));
        assertEquals(OptionalInt.of(4), file.page(file.text().indexOf("Almasi")));
        assertEquals(OptionalInt.of(4), file.page(1_000_000));
    }

    @Test
    void what_has_no_pages_names_none() {
        assertEquals(OptionalInt.empty(), new FileText("a.docx", Extracted.Kind.TEXT, "Almasi").page(3));
        assertEquals(OptionalInt.empty(), new FileText("a.docx", Extracted.Kind.UNREADABLE, "").page(0));
    }

    @Test
    void it_lies_in_the_index_as_it_is() {
        FileText file = new FileText("a.pdf", Extracted.Kind.CUT, "\f\nZumaridi\n\nya bahari\f\fAlmasi");
        assertEquals(file, FileText.of(file.stored()));
        FileText none = new FileText("", Extracted.Kind.ENCRYPTED, "");
        assertEquals(none, FileText.of(none.stored()));
        FileText book = new FileText("b.pdf", Extracted.Kind.TEXT, "\ud83d\ude00".repeat(200_000));
        assertEquals(200_000, FileText.of("CUT\nb.pdf\n" + FileText.of(book.stored()).text()).text().length());
    }
}
