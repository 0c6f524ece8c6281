package barua.message;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OutlineCodecTest {

    private static final String MESSAGE = """
            From: =?utf-8?Q?N=C3=A9ema?= <n@mfano.example>
            Subject: Matokeo ya mitihani
            X-Other: not kept
            Content-Type: multipart/mixed; boundary="b"; x*=utf-8''%E2%82%AC

            --b
            Content-Type: text/plain; charset=utf-8
            Content-Language: sw, en

            Habari za asubuhi
            --b
            Content-Type: message/rfc822

            Subject: inside
            Content-Type: image/png; name="a.png"
            Content-Disposition: attachment; filename="b.png"
            Content-Transfer-Encoding: base64

            AAAA
            --b--
            """.replace("\n", "\r\n");

    @Test
    void what_is_encoded_is_decoded() throws IOException {
        Outline outline = outline();
        assertEquals("Habari za asubuhi", outline.preview());
        assertEquals(3, outline.headers().fields().size());
        assertEquals("€", outline.structure().parameters().get("x"));
        assertEquals(outline, OutlineCodec.decode(OutlineCodec.encode(outline)));
    }

    @Test
    void the_order_of_parameters_stays() throws IOException {
        MimePart part = OutlineCodec.decode(OutlineCodec.encode(outline())).structure();
        assertEquals("[boundary, x]", part.parameters().keySet().toString());
    }

    @Test
    void every_shorter_form_is_refused() throws IOException {
        byte[] whole = OutlineCodec.encode(outline());
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IllegalArgumentException.class, () -> OutlineCodec.decode(cut));
        }
        assertThrows(IllegalArgumentException.class, () -> OutlineCodec.decode(Arrays.copyOf(whole, whole.length + 1)));
    }

    @Test
    void another_version_is_refused() throws IOException {
        byte[] whole = OutlineCodec.encode(outline());
        whole[0]++;
        assertThrows(IllegalArgumentException.class, () -> OutlineCodec.decode(whole));
    }

    @Test
    void garbage_is_an_illegal_argument_or_an_outline_and_nothing_else() throws IOException {
        long seed = barua.Seed.next();
        var random = new Random(seed);
        byte[] whole = OutlineCodec.encode(outline());
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                bytes[random.nextInt(1, bytes.length)] = (byte) random.nextInt();
            }
            try {
                OutlineCodec.decode(bytes);
            } catch (IllegalArgumentException expected) {
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("seed " + seed + " round " + round, other);
            }
        }
        assertTrue(refused > 1000, "only " + refused);
    }

    private static Outline outline() throws IOException {
        return Outline.of(Content.of(MESSAGE.getBytes(StandardCharsets.UTF_8)));
    }
}
