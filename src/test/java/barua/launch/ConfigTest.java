package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigTest {

    @TempDir
    private Path folder;

    private DataFolder data() {
        return new DataFolder(folder);
    }

    @Test
    void every_documented_default_is_allowed_by_its_own_rule() throws Refusal {
        Config config = Config.read(data(), Map.of());
        assertEquals("50MB", config.get("barua.message.size-limit"));
        assertEquals("", config.get("barua.smtp.relayhost"));
        assertTrue(config.values().size() > 15, "all keys are there");
    }

    @Test
    void the_data_folders_file_stands_above_the_defaults_and_the_environment_above_both() throws Refusal, IOException {
        Files.writeString(data().properties(), "barua.hostname=one.example\nbarua.smtp.relayhost=relay.example:25\n");
        Config config = Config.read(data(), Map.of("BARUA_HOSTNAME", "two.example"));
        assertEquals("two.example", config.get("barua.hostname"));
        assertEquals("relay.example:25", config.get("barua.smtp.relayhost"));
    }

    @Test
    void a_key_with_a_dash_is_an_underscore_in_the_environment() throws Refusal {
        assertEquals("1MB", Config.read(data(), Map.of("BARUA_MESSAGE_SIZE_LIMIT", "1MB")).get("barua.message.size-limit"));
    }

    @Test
    void a_name_in_the_environment_that_is_no_setting_is_told() throws Refusal {
        Config config = Config.read(data(), Map.of("BARUA_NO_SUCH", "1", "BARUA_DATA", "/data", "BARUA_HOSTNAME", "one.example", "HOME", "/root"));
        assertEquals(List.of("BARUA_NO_SUCH in the environment is no setting and does nothing; server-config/barua.properties lists all"), config.warnings());
    }

    @Test
    void an_unknown_key_is_refused_by_name() throws IOException {
        Files.writeString(data().properties(), "barua.relayhost=relay.example:25\n");
        Refusal refused = assertThrows(Refusal.class, () -> Config.read(data(), Map.of()));
        assertTrue(refused.getMessage().contains("there is no key barua.relayhost"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "783DE9 | it is not in UTF-8",
        "783D5C757A | a \\u in it is not followed by four hexadecimal digits; a backslash itself is written twice"})
    void a_file_that_cannot_be_read_is_refused_in_one_sentence(String broken, String why) throws IOException {
        Files.write(data().properties(), HexFormat.of().parseHex(broken));
        assertEquals(data().properties() + ": " + why, assertThrows(Refusal.class, () -> Config.read(data(), Map.of())).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "BARUA_HOSTNAME | mail example | barua.hostname = mail example: not allowed; it takes a host name such as mail.example.org",
        "BARUA_SMTP_RELAYHOST | relay | barua.smtp.relayhost = relay: not allowed; it takes host:port, or nothing",
        "BARUA_SMTP_RELAYHOST | relay:70000 | barua.smtp.relayhost = relay:70000: not allowed; it takes host:port, or nothing",
        "BARUA_SMTP_RECIPIENT_LIMIT | 0 | barua.smtp.recipient-limit = 0: not allowed; it takes a number from 1 to 10000",
        "BARUA_MESSAGE_SIZE_LIMIT | 2TB | barua.message.size-limit = 2TB: not allowed; it takes a size from 64KB to 1GB",
        "BARUA_WEBMAIL_SEND_HOLD | 2 minutes | barua.webmail.send-hold = 2 minutes: not allowed; it takes a time in s, m, h or d from 0s to 60s",
        "BARUA_MAILBOX_WHEN_FULL | maybe | barua.mailbox.when-full = maybe: not allowed; it takes try-again or refuse",
        "BARUA_SEARCH_LANGUAGES | fr | barua.search.languages = fr: not allowed; it takes en,sw or en or sw or none",
        "BARUA_SEARCH_LARGEST_FILE | 2GB | barua.search.largest-file = 2GB: not allowed; it takes a size from 0KB to 1GB",
        "BARUA_SEARCH_LONGEST_TEXT | 2MB | barua.search.longest-text = 2MB: not allowed; it takes a size from 1KB to 1MB",
        "BARUA_SEARCH_DISK_TOTAL | much | barua.search.disk-total = much: not allowed; it takes a size from 1MB to 1000TB, or nothing",
        "BARUA_SEARCH_DISK_PER_ACCOUNT | 10KB | barua.search.disk-per-account = 10KB: not allowed; it takes a size from 1MB to 1000TB, or nothing",
        "BARUA_DB_URL | jdbc:h2:mem | barua.db.url = jdbc:h2:mem: not allowed; it takes jdbc:mariadb://host:port/database, or nothing",
        "BARUA_DB_PASSWORD_FILE | /no/such/file | barua.db.password-file = /no/such/file: not allowed; it takes the path of a file that can be read, or "
        + "nothing",
        "BARUA_SMTP_MYNETWORKS | everybody | barua.smtp.mynetworks = everybody: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | 10.0.0.0/33 | barua.smtp.mynetworks = 10.0.0.0/33: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | 10.0.0.256/24 | barua.smtp.mynetworks = 10.0.0.256/24: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or "
        + "nothing",
        "BARUA_SMTP_MYNETWORKS | fd00::/129 | barua.smtp.mynetworks = fd00::/129: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | fd00:::/8 | barua.smtp.mynetworks = fd00:::/8: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | 10.1.2.3/8 | barua.smtp.mynetworks = 10.1.2.3/8: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | 10.1.2.3/0 | barua.smtp.mynetworks = 10.1.2.3/0: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_SMTP_MYNETWORKS | fd00::1/64 | barua.smtp.mynetworks = fd00::1/64: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing",
        "BARUA_MESSAGE_SIZE_LIMIT | 999999999999GB | barua.message.size-limit = 999999999999GB: not allowed; it takes a size from 64KB to 1GB",
        "BARUA_MAILBOX_KEEP | 999999999999d | barua.mailbox.keep = 999999999999d: not allowed; it takes a time in s, m, h or d from 0s to 3650d",
        "BARUA_NAME | '' | barua.name = : not allowed; it takes a text that is not empty",
        "BARUA_SMTP_MYNETWORKS | 10.0/8 | barua.smtp.mynetworks = 10.0/8: not allowed; it takes networks such as 10.1.0.0/16,fd00::/8, or nothing"})
    void a_wrong_value_is_refused_with_key_value_and_what_is_allowed(String variable, String value, String words) {
        Refusal refused = assertThrows(Refusal.class, () -> Config.read(data(), Map.of(variable, value)));
        assertEquals(words, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"BARUA_SMTP_RELAYHOST,[2001:db8::1]:587", "BARUA_DNS_SERVERS,127.0.0.1:53", "BARUA_SMTP_MYNETWORKS,10.0.0.0/8",
            "BARUA_SMTP_MYNETWORKS,'10.0.0.0/32, fd00::/128,192.0.2.7,::1'", "BARUA_SMTP_MYNETWORKS,0.0.0.0/0", "BARUA_SMTP_MYNETWORKS,::/0",
            "BARUA_MAILBOX_KEEP,0s", "BARUA_HEAP,2GB",
        "BARUA_DB_URL,jdbc:mariadb://db.example.org:3306/barua", "BARUA_MAILBOX_QUOTA,1000TB", "BARUA_SMTP_RELAYHOST,''"})
    void a_right_value_is_taken(String variable, String value) throws Refusal {
        assertTrue(Config.read(data(), Map.of(variable, value)).values().containsValue(value));
    }
}
