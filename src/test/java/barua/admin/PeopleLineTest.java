package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleLineTest {

    @Test
    void a_line_says_address_name_and_language_and_the_last_two_may_be_missing() {
        assertEquals(Optional.of(new PeopleLine("asha@b.example, \"Juma, Asha\" ,sw", Optional.of(Address.of("asha@b.example")), "Juma, Asha", "sw")),
                PeopleLine.parse("asha@b.example, \"Juma, Asha\" ,sw"));
        assertEquals(Optional.of(new PeopleLine("asha@b.example", Optional.of(Address.of("asha@b.example")), "", "en")), PeopleLine.parse("asha@b.example"));
        assertEquals(Optional.of(new PeopleLine("Asha,Juma", Optional.empty(), "Juma", "en")), PeopleLine.parse("Asha,Juma"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "# staff of 2026", "address,name,language", "Address"})
    void some_lines_name_nobody(String line) {
        assertEquals(Optional.empty(), PeopleLine.parse(line));
    }
}
