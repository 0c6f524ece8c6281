package barua.sasl;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private static final byte[] PENCIL = "pencil".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_password_matches_its_own_hash_and_no_other_does() {
        String hash = PasswordHash.of(PENCIL);
        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        assertTrue(PasswordHash.matches(PENCIL, hash));
        assertFalse(PasswordHash.matches("Pencil".getBytes(StandardCharsets.UTF_8), hash));
        assertNotEquals(hash, PasswordHash.of(PENCIL));
    }

    /** Made by the reference program: {@code echo -n password | argon2 somesalt -id -t 2 -k 256 -p 1 -l 32 -e} (its own test.c). */
    @Test
    void a_hash_of_the_reference_program_is_understood() {
        assertTrue(PasswordHash.matches("password".getBytes(StandardCharsets.UTF_8),
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "pencil", "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=4,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4x2"})
    void a_hash_that_is_not_understood_or_would_cost_too_much_matches_nothing(String hash) {
        assertFalse(PasswordHash.matches("password".getBytes(StandardCharsets.UTF_8), hash));
    }
}
