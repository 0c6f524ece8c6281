package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Commands with bytes changed, cut, doubled and mixed: the parser always has an answer, and soon. */
class ImapParserFuzzTest {

    private static final int ROUNDS = 60_000;

    private static final List<String> SEEDS = List.of(
            "a LOGIN {4}\r\nuser \"pa\\\"ss\"", "a AUTHENTICATE PLAIN AGEAYg==", "a SELECT \"INBOX\" (QRESYNC (1 2 3:4 (1 2)))",
            "a CREATE \"Entw&APw-rfe\" (USE (\\Sent))",
            "a LIST (SUBSCRIBED RECURSIVEMATCH) \"\" (\"%\" a*) RETURN (CHILDREN STATUS (MESSAGES UNSEEN SIZE))", "a STATUS {3}\r\nabc (MESSAGES UIDNEXT)",
            "a FETCH 1:*,3,4:2 (UID FLAGS BODY.PEEK[1.2.HEADER.FIELDS (From \"To\")]<0.100> BINARY[1]<1.2> RFC822.SIZE) (CHANGEDSINCE 4)",
            "a UID STORE 1,$ (UNCHANGEDSINCE 5) +FLAGS.SILENT (\\Seen $Junk)",
            "a UID SEARCH RETURN (MIN SAVE) CHARSET UTF-8 OR (FROM {3}\r\nabc SINCE 1-Feb-2026) NOT HEADER X \"y\" UID 1:*",
            "a ESEARCH IN (selected mailboxes (INBOX {3}\r\nabc) subtree-one \"x&APw-\" personal) RETURN (MIN RELEVANCY) NOT FUZZY SUBJECT {1}\r\na",
            "a UID SORT RETURN (MIN SAVE RELEVANCY) (REVERSE DISPLAYFROM RELEVANCY SIZE) UTF-8 FUZZY SUBJECT {1}\r\na",
            "a SORT (SUBJECT REVERSE DATE) \"us-ascii\" OR UNSEEN 1:*", "a UID THREAD REFERENCES UTF-8 NOT (FROM {3}\r\nabc)",
            "a COPY 1:5 \"a b\"", "a ID (\"name\" NIL)", "a ENABLE UTF8=ACCEPT QRESYNC", "a APPEND box (\\Seen) \" 1-Feb-2026 10:42:00 +0300\" {310+}");

    @Test
    void no_input_breaks_the_parser() {
        long seed = barua.Seed.next();
        System.out.println("ImapParserFuzzTest: -Dbarua.fuzz.seed=" + seed);
        Random random = new Random(seed);
        int understood = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] wire = mutate(SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8), random);
            try {
                understood += check(wire) ? 1 : 0;
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("seed " + seed + ", input: " + new String(wire, StandardCharsets.ISO_8859_1), broken);
            }
        }
        assertTrue(understood > ROUNDS / 100, "mutations are so wild that hardly any is a command: " + understood);
    }

    private static boolean check(byte[] wire) {
        Request request = ImapParser.parse(wire, (wire.length & 1) == 0);
        assertNotNull(request.command());
        assertTrue(request.tag().equals("*") || request.tag().chars().allMatch(c -> c > ' ' && c < 127), "a tag that would break the answer");
        if (request.command() instanceof ImapCommand.Impossible(var code, var why)) {
            assertTrue((code + why).chars().noneMatch(c -> c < ' '), "an answer of more than one line");
        }
        if (request.command() instanceof ImapCommand.Malformed(var why)) {
            assertTrue(why.chars().noneMatch(c -> c < ' '), "an answer of more than one line");
        }
        Literal.atEnd(wire, wire.length).ifPresent(literal -> ImapParser.appendBefore(wire, literal, false));
        return !(request.command() instanceof ImapCommand.Malformed);
    }

    private static byte[] mutate(byte[] seed, Random random) {
        byte[] wire = seed;
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(wire.length + 1);
            int to = Math.min(wire.length, at + random.nextInt(8));
            wire = switch (random.nextInt(5)) {
                case 0 -> Arrays.copyOf(wire, at);
                case 1 -> joined(Arrays.copyOf(wire, at), Arrays.copyOfRange(wire, to, wire.length));
                case 2 -> joined(Arrays.copyOf(wire, to), Arrays.copyOfRange(wire, at, wire.length));
                case 3 -> joined(Arrays.copyOf(wire, at), new byte[] {(byte) random.nextInt(256)}, Arrays.copyOfRange(wire, at, wire.length));
                default -> {
                    byte[] other = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
                    yield joined(Arrays.copyOf(wire, at), Arrays.copyOfRange(other, Math.min(other.length, at), other.length));
                }
            };
        }
        return wire;
    }

    private static byte[] joined(byte[]... pieces) {
        int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, all, at, piece.length);
            at += piece.length;
        }
        return all;
    }

    @Test
    void large_commands_are_parsed_in_linear_time() {
        List<String> large = List.of("a FETCH " + "1,".repeat(32_000) + "1 FLAGS", "a SEARCH " + "NOT ".repeat(16_000) + "ALL", "a SEARCH "
                + "OR ALL ".repeat(9_000) + "ALL",
                "a FETCH 1 BODY[" + "1.".repeat(32_000) + "1]", "a LIST \"\" \"" + "*%".repeat(30_000) + "\"", "a SELECT " + "\\".repeat(60_000));
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            for (String command : large) {
                assertEquals("a", ImapParser.parse(command.getBytes(StandardCharsets.US_ASCII), false).tag());
            }
        });
    }
}
