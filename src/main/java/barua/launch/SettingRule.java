package barua.launch;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one key may hold, as its {@code #=} line says: a word, a range where it has one, and {@code or empty}.
 *
 * @param words the same for people
 */
record SettingRule(Predicate<String> test, boolean mayBeEmpty, String words) {

    static final SettingRule ANY = new SettingRule(value -> true, true, "any text");

    private static final Pattern LINE = Pattern.compile("([a-z]+)(?: ([^ ]+)\\.\\.([^ ]+)| ([^ .]+))?( or empty)?");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,12})([A-Za-z]{0,2})");
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_][A-Za-z0-9_-]{0,62})*");
    private static final Pattern HOST_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]+):([0-9]{1,5})");
    private static final Pattern NETWORK = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]{1,44})(?:/([0-9]{1,3}))?");
    private static final Map<String, Long> BYTES = Map.of("", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30, "tb", 1L << 40);
    private static final Map<String, Long> SECONDS = Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);

    static SettingRule parse(String line) {
        Matcher part = LINE.matcher(line);
        if (!part.matches()) {
            throw new IllegalArgumentException("not a rule: " + line);
        }
        boolean mayBeEmpty = part.group(5) != null;
        String end = mayBeEmpty ? ", or nothing" : "";
        return switch (part.group(1)) {
            case "text" -> new SettingRule(value -> true, mayBeEmpty, (mayBeEmpty ? "any text" : "a text that is not empty") + end);
            case "hostname" -> new SettingRule(value -> HOST.matcher(value).matches(), mayBeEmpty, "a host name such as mail.example.org" + end);
            case "hostport" -> new SettingRule(SettingRule::hostPort, mayBeEmpty, "host:port" + end);
            case "hostports" -> new SettingRule(value -> Stream.of(value.split(",")).allMatch(one -> hostPort(one.strip())), mayBeEmpty,
                    "host:port, with commas between several" + end);
            case "networks" -> new SettingRule(value -> Stream.of(value.split(",")).allMatch(one -> network(one.strip())), mayBeEmpty,
                    "networks such as 10.1.0.0/16,fd00::/8" + end);
            case "jdbc" -> new SettingRule(value -> value.matches("jdbc:mariadb://[^/ ]+/[A-Za-z0-9_]+([?].*)?"), mayBeEmpty,
                    "jdbc:mariadb://host:port/database" + end);
            case "file" -> new SettingRule(value -> java.nio.file.Files.isReadable(java.nio.file.Path.of(value)), mayBeEmpty,
                    "the path of a file that can be read" + end);
            case "choice" -> new SettingRule(value -> List.of(part.group(4).split("\\|")).contains(value), mayBeEmpty, part.group(4).replace("|", " or ")
                    + end);
            case "number" -> range(part, Map.of("", 1L), mayBeEmpty, "a number", end);
            case "size" -> range(part, BYTES, mayBeEmpty, "a size", end);
            case "duration" -> range(part, SECONDS, mayBeEmpty, "a time in s, m, h or d", end);
            default -> throw new IllegalArgumentException("not a rule: " + line);
        };
    }

    boolean allows(String value) {
        return value.isEmpty() ? mayBeEmpty : test.test(value);
    }

    private static SettingRule range(Matcher part, Map<String, Long> units, boolean mayBeEmpty, String noun, String end) {
        long low = amount(part.group(2), units);
        long high = amount(part.group(3), units);
        return new SettingRule(value -> {
            long amount = amount(value, units);
            return amount >= low && amount <= high;
        }, mayBeEmpty, noun + " from " + part.group(2) + " to " + part.group(3) + end);
    }

    /** -1 where the text is none; the largest there is where it says more. */
    private static long amount(String text, Map<String, Long> units) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches() || !units.containsKey(amount.group(2).toLowerCase(java.util.Locale.ROOT))) {
            return -1;
        }
        long number = Long.parseLong(amount.group(1));
        long unit = units.get(amount.group(2).toLowerCase(java.util.Locale.ROOT));
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }

    /**
     * An address, or the first of a range with the number of bits that all in it share (RFC 4632 §3.1): not more bits than an address has, and none set behind
     * them. Whoever writes 10.1.2.3/8 may have meant one machine, and would open the door to millions.
     */
    private static boolean network(String value) {
        Matcher part = NETWORK.matcher(value);
        if (!part.matches()) {
            return false;
        }
        try {
            byte[] address = InetAddress.ofLiteral(part.group(1)).getAddress();
            return part.group(2) == null || isFirst(address, Integer.parseInt(part.group(2)));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isFirst(byte[] address, int bits) {
        int behind = address.length * Byte.SIZE - bits;
        BigInteger number = new BigInteger(1, address);
        return behind >= 0 && (number.signum() == 0 || number.getLowestSetBit() >= behind);
    }

    private static boolean hostPort(String value) {
        Matcher part = HOST_PORT.matcher(value);
        return part.matches() && Integer.parseInt(part.group(2)) >= 1 && Integer.parseInt(part.group(2)) <= 65535;
    }
}
