package barua.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHeadTest {

    private static List<String> list(String values) {
        return values == null ? List.of() : Stream.of(values.split(";", -1)).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "barua.example | | ", "barua.example:8443 | | 12", "[2001:db8::1]:443 | chunked | ", "192.0.2.7 | CHUNKED | ", " | | ", "mail_1.chuo.example | | "})
    void what_can_be_read_in_one_way_passes(String hosts, String encodings, String lengths) {
        assertEquals(Optional.empty(), new RequestHead(list(hosts), list(encodings), list(lengths)).fault());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.example;b.example | | | more than one Host field",
        "a.example;a.example | | | more than one Host field",
        "a@b.example | | | Host is no host",
        "'' | | | Host is no host",
        "a.example/x | | | Host is no host",
        "a.example:port | | | Host is no host",
        "\"><script> | | | Host is no host",
        "a.example | chunked | 5 | a length and a transfer encoding",
        "a.example | identity | | a transfer encoding other than chunked",
        "a.example | chunked, identity | | a transfer encoding other than chunked",
        "a.example | gzip, chunked | | a transfer encoding other than chunked",
        "a.example | chunked;chunked | | a transfer encoding other than chunked"})
    void what_could_be_read_in_two_ways_is_refused(String hosts, String encodings, String lengths, String why) {
        assertEquals(Optional.of(why), new RequestHead(list(hosts), list(encodings), list(lengths)).fault());
    }
}
