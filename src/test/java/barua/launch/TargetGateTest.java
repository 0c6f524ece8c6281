package barua.launch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a target, and what is none (RFC 9112 §3.2). */
class TargetGateTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "*", "/mail/inbox/12", "/a%20b", "/%C3%A9%e2%82%ac", "/a;b=c", "/~x/!$&'()*+,=:@", "/a..b/.c/d.", "/...",
        "/assets/app-1.2.js", "/[x]", "/%ef%bf%bd"})
    void good(String target) {
        assertTrue(TargetGate.isGood(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "foo", "/%", "/%z", "/%zz", "/a%2", "/%u0041", "/..", "/../", "/a/../b", "/a/.", "/a/./b", "/%2e%2E/x", "/.%2e",
        "/%00", "/%0d%0a", "/%7f", "/a%2fb", "/a%5Cb", "/a\\b", "/a b", "/a\tb", "/a\u0000", "/\u00e9", "/\u007f", "http://", "ftp://mail.example/",
        "mail.example:443", "**", "/a#b", "/%c0%ae", "/a%ff", "/%ed%a0%80"})
    void none(String target) {
        assertFalse(TargetGate.isGood(target));
    }

    @Test
    void a_long_one_takes_no_longer_than_its_length() {
        assertTimeout(Duration.ofSeconds(2), () -> assertFalse(TargetGate.isGood("/" + "a%41".repeat(1_000_000) + "%")));
    }
}
