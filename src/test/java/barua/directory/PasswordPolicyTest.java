package barua.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.Address;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    private static final Address NEEMA = Address.of("neema.mushi@mfano.example");

    private static Optional<PasswordPolicy.Weakness> weakness(String password) {
        return PasswordPolicy.weakness(password, NEEMA, "Neema Mushi Kileo");
    }

    @ParameterizedTest
    @CsvSource({"1234567890, TOO_SIMPLE", "0987654321, TOO_SIMPLE", "qwertyuiop, TOO_SIMPLE", "Qwertyuiop1, TOO_SIMPLE", "abcdefghijkl, TOO_SIMPLE",
            "aaaaaaaaaaaa, TOO_SIMPLE",
        "abababababab, TOO_SIMPLE", "1212121212, TOO_SIMPLE", "20242025202, TOO_SIMPLE", "asdfghjkl;, TOO_SIMPLE", "password12, COMMON",
        "P@ssw0rd2024!, COMMON", "passwordpassword, COMMON",
        "Welcome2026!, COMMON", "Karibu2026!, COMMON", "karibu-chai, COMMON", "tanzania255, COMMON", "nenosiri123, COMMON", "hakunamatata, COMMON",
        "letmein1234567, COMMON",
        "neemamushi, OWN_NAME", "Neema.Mushi1, OWN_NAME", "mushi@neema!, OWN_NAME", "n33ma-mush1, OWN_NAME", "mfano-mfano, OWN_NAME",
        "mfano2026mfano, OWN_NAME", "kileo199900, OWN_NAME",
        "1q2w3e4r5t, TOO_SIMPLE", "q1w2e3r4t5y6, TOO_SIMPLE", "a1b2c3d4e5, TOO_SIMPLE", "1qaz2wsx3edc, TOO_SIMPLE", "1qazxsw23edc, TOO_SIMPLE",
        "x7#pQ2mZk, TOO_SHORT", "ééééééééé, TOO_SHORT"})
    void what_anybody_guesses_is_refused_with_the_reason(String password, PasswordPolicy.Weakness why) {
        assertEquals(Optional.of(why), weakness(password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x7#pQ2mZk!", "correct horse battery staple", "kofia nyekundu juu ya meza", "tembo hupanda ngazi", "Ukuta wa mawe 7",
            "gjqx-wmtk-rbvz", "ﬁne ünïcödé wörds", "neema anapenda mvua"})
    void what_has_to_be_guessed_is_taken(String password) {
        assertEquals(Optional.empty(), weakness(password));
    }

    @Test
    void a_password_has_a_greatest_length_in_bytes() {
        assertEquals(Optional.of(PasswordPolicy.Weakness.TOO_LONG), weakness("é".repeat(101)));
        String longest = "kx7#pq2mz".repeat(22) + "ab";
        assertEquals(Optional.empty(), weakness(longest));
        assertEquals(Optional.of(PasswordPolicy.Weakness.TOO_LONG), weakness(longest + "c"));
    }
}
