package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleListTest {

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("people.csv"), bytes);
    }

    @Test
    void a_list_that_a_spreadsheet_wrote_begins_with_its_first_address() throws IOException, Refusal {
        assertEquals(List.of("asha@b.example,Asha,sw", "juma@b.example"),
                PeopleList.lines(file("\uFEFFasha@b.example,Asha,sw\r\njuma@b.example\r\n".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void a_list_in_another_charset_is_refused_before_anybody_is_made() throws IOException {
        Path latin = file("leon@b.example,L\u00e9on,en\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("cannot read " + latin + ": it is not in UTF-8", assertThrows(Refusal.class, () -> PeopleList.lines(latin)).getMessage());
    }

    @Test
    void a_list_that_is_not_there_is_said_to_be_so() {
        Path missing = folder.resolve("people.csv");
        assertEquals("cannot read " + missing + ": there is no such file", assertThrows(Refusal.class, () -> PeopleList.lines(missing)).getMessage());
    }
}
