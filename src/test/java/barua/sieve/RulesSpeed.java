package barua.sieve;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * How long 100 typical rules take for a letter of 50 KB when the machine is warm, and how long it takes to read 10,000 of them. With numbers of
 * its own where {@link SieveSpeed} wants a script and letters. {@code java barua.sieve.RulesSpeed}
 */
final class RulesSpeed {

    private static final int RUNS = 500;
    private static final int ROUNDS = 21;

    private RulesSpeed() {
    }

    public static void main(String[] args) throws Exception {
        String message = "From: \"Neema Mushi\" <neema@uni.example>\r\nTo: asha@college.example, staff@college.example\r\nCc: juma@college.example\r\n"
                + "Subject: =?utf-8?q?Ratiba_ya_mitihani_=E2=80=93_exam_timetable?=\r\n"
                + "Date: Sun, 22 Nov 2026 10:42:00 +0300\r\nMessage-ID: <m1@uni.example>\r\n"
                + "Received: from a.example by b.example; Sun, 22 Nov 2026 10:41:00 +0300\r\n".repeat(5) + "List-Id: Staff <staff.lists.uni.example>\r\n\r\n"
                + "Some text of a letter that goes on and on.\r\n".repeat(1_100);
        Script hundred = compile(rules(100));
        long[] times = new long[ROUNDS];
        for (int round = -ROUNDS; round < ROUNDS; round++) {
            long took = 0;
            for (int i = 0; i < RUNS; i++) {
                Situation situation = ScriptTest.situation(message);
                long began = System.nanoTime();
                Script.run(List.of(hundred), situation);
                took += System.nanoTime() - began;
            }
            times[Math.max(round, 0)] = took / RUNS;
        }
        Arrays.sort(times);
        System.out.printf("100 rules on %d bytes: %.1f us a letter (median; %.1f to %.1f)%n", message.length(), times[ROUNDS / 2] / 1e3, times[0] / 1e3,
                times[ROUNDS - 1] / 1e3);
        String many = rules(10_000);
        for (int i = 0; i < 5; i++) {
            long began = System.nanoTime();
            compile(many);
            System.out.printf("10,000 rules (%d bytes) read in %.0f ms%n", many.length(), (System.nanoTime() - began) / 1e6);
        }
    }

    private static Script compile(String text) throws SieveException {
        Limits limits = new Limits(16 << 20, 32, 1_000_000, 32, 4, 10_000_000, Limits.DEFAULT.time());
        return Script.compile("rules", text.getBytes(StandardCharsets.UTF_8), limits, Set.copyOf(Script.extensions()), Includes.NONE);
    }

    /** None of them holds: all are looked at. */
    private static String rules(int count) {
        var text = new StringBuilder("require [\"fileinto\", \"imap4flags\", \"variables\", \"envelope\", \"relational\", \"comparator-i;ascii-numeric\"];\n");
        for (int i = 0; i < count; i++) {
            String test = switch (i % 8) {
                case 0 -> "header :contains \"subject\" [\"invoice " + i + "\", \"ankara " + i + "\"]";
                case 1 -> "address :is [\"from\", \"sender\"] \"somebody" + i + "@example.org\"";
                case 2 -> "anyof (header :contains \"to\" \"list" + i + "@\", header :contains \"cc\" \"list" + i + "@\")";
                case 3 -> "header :matches \"subject\" \"*[ticket " + i + "]*\"";
                case 4 -> "allof (address :domain \"from\" \"d" + i + ".example\", not size :over 1M)";
                case 5 -> "header :is \"list-id\" \"<list" + i + ".example.org>\"";
                case 6 -> "envelope :localpart \"from\" \"bounce" + i + "\"";
                default -> "exists [\"x-spam-" + i + "\", \"received\"]";
            };
            text.append("# rule:[Rule ").append(i).append("]\nif ").append(test).append("\n{\n    addflag \"\\\\Seen\";\n    fileinto \"Folder ").append(i)
                    .append("\";\n    stop;\n}\n");
        }
        return text.toString();
    }
}
