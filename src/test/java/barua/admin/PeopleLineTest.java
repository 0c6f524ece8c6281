package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleLineTest {

    @Test
    void a_line_says_address_name_and_language_and_the_last_two_may_be_missing() {
        assertEquals(Optional.of(new PeopleLine("asha@b.example, \"Juma, Asha\" ,sw", Optional.of(Address.of("asha@b.example")), "Juma, Asha", "sw",
                Optional.empty())),
                PeopleLine.parse("asha@b.example, \"Juma, Asha\" ,sw"));
        assertEquals(Optional.of(new PeopleLine("asha@b.example", Optional.of(Address.of("asha@b.example")), "", "en", Optional.empty())),
                PeopleLine.parse("asha@b.example"));
        assertEquals(Optional.of(new PeopleLine("Asha,Juma", Optional.empty(), "", "", Optional.of("not an address"))), PeopleLine.parse("Asha,Juma"));
    }

    @Test
    void empty_columns_that_a_spreadsheet_adds_do_not_matter() {
        assertEquals(Optional.of("Asha"), PeopleLine.parse("asha@b.example,Asha,sw,,").map(PeopleLine::name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "asha@b.example,\"Juma, Asha,sw | a quote is not closed",
        "\"asha@b.example,Asha,sw | a quote is not closed",
        "asha@b.example,Juma,Asha,sw | more than address,name,language; a name with a comma stands in quotes",
        "asha@b.example;Asha;sw | not an address"})
    void a_broken_line_makes_nobody(String line, String why) {
        PeopleLine read = PeopleLine.parse(line).orElseThrow();
        assertEquals(Optional.of(why), read.wrong());
        assertEquals(Optional.empty(), read.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# staff of 2026", "address,name,language", "Address"})
    void some_lines_name_nobody(String line) {
        assertEquals(Optional.empty(), PeopleLine.parse(line));
    }
}
