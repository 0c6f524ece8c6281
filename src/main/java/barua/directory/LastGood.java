package barua.directory;

import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The last-good copy of the directory: a text file of mode 0600, one thing a line, tabs between fields.
 * <pre>
 * barua-directory 1
 * decoy    SECRET
 * domain   NAME
 * unsearched NAME
 * account  ID LOCAL DOMAIN NAME ENABLED ADMINISTRATOR QUOTA LANGUAGE HASH SCRAM MOVING
 * former   LOCAL DOMAIN ACCOUNT-ID
 * alias    LOCAL DOMAIN TARGET...
 * end      CRC-32C of all bytes before this line, in hex
 * </pre>
 * Tab, line feed, carriage return and backslash inside a field are {@code \t \n \r \\}. It is replaced as a whole (written
 * beside, forced, renamed, folder forced), so a crash leaves the old or the new one.
 */
final class LastGood {

    private static final String FIRST_LINE = "barua-directory 1";

    private LastGood() {
    }

    static void write(Snapshot snapshot, Path file) throws IOException {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        line(text, "decoy", snapshot.decoy());
        snapshot.domains().forEach(domain -> line(text, "domain", domain.ascii()));
        snapshot.unsearched().stream().sorted(Comparator.comparing(Domain::ascii)).forEach(domain -> line(text, "unsearched", domain.ascii()));
        snapshot.people().forEach(person -> line(text, fields(person)));
        snapshot.former().forEach(former -> line(text, "former", former.address().local(), former.address().domain().ascii(), "" + former.account()));
        snapshot.aliases().forEach(alias -> line(text, fields(alias)));
        line(text, "end", sum(text.toString()));
        new RealFiles().replace(file.toAbsolutePath(), text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Empty where there is none. @throws IOException where it is damaged, or of a newer format */
    static Optional<Snapshot> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file);
        int end = text.lastIndexOf("end\t");
        if (!text.startsWith(FIRST_LINE + "\n") || end < 0 || !text.substring(end).strip().equals("end\t" + sum(text.substring(0, end)))) {
            throw new IOException(file + " is damaged or of another version");
        }
        return Optional.of(parse(text.substring(FIRST_LINE.length() + 1, end)));
    }

    private static Snapshot parse(String lines) throws IOException {
        String decoy = "";
        List<Domain> domains = new ArrayList<>();
        Set<Domain> unsearched = new HashSet<>();
        List<Snapshot.Person> people = new ArrayList<>();
        List<Snapshot.Former> former = new ArrayList<>();
        List<Entry.Alias> aliases = new ArrayList<>();
        for (String line : lines.split("\n")) {
            List<String> field = Arrays.stream(line.split("\t", -1)).map(LastGood::unescape).toList();
            switch (field.getFirst()) {
                case "decoy" -> decoy = field.get(1);
                case "domain" -> domains.add(new Domain(field.get(1)));
                case "unsearched" -> unsearched.add(new Domain(field.get(1)));
                case "account" -> people.add(person(field));
                case "former" -> former.add(new Snapshot.Former(address(field, 1), Long.parseLong(field.get(3))));
                case "alias" -> aliases.add(new Entry.Alias(address(field, 1),
                        field.subList(3, field.size()).stream().flatMap(target -> Address.parse(target).stream()).toList()));
                default -> throw new IOException("unknown line in the last-good copy of the directory");
            }
        }
        return new Snapshot(domains, unsearched, people, former, aliases, decoy);
    }

    private static String[] fields(Snapshot.Person person) {
        Account account = person.account();
        return new String[] {"account", "" + account.id(), account.address().local(), account.address().domain().ascii(), account.name(),
            "" + account.enabled(), "" + account.administrator(), "" + account.quota(), account.language(),
            person.credentials().hash(), person.credentials().scram(), "" + person.moving()};
    }

    private static Snapshot.Person person(List<String> field) {
        Account account = new Account(Long.parseLong(field.get(1)), address(field, 2), field.get(4), Boolean.parseBoolean(field.get(5)),
                Boolean.parseBoolean(field.get(6)), Long.parseLong(field.get(7)), field.get(8));
        return new Snapshot.Person(account, new Credentials(field.get(9), field.get(10)), Boolean.parseBoolean(field.get(11)));
    }

    private static String[] fields(Entry.Alias alias) {
        List<String> fields = new ArrayList<>(List.of("alias", alias.address().local(), alias.address().domain().ascii()));
        alias.targets().forEach(target -> fields.add(target.toString()));
        return fields.toArray(String[]::new);
    }

    private static Address address(List<String> field, int at) {
        return new Address(field.get(at), new Domain(field.get(at + 1)));
    }

    private static void line(StringBuilder text, String... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : "\t").append(escape(fields[i]));
        }
        text.append('\n');
    }

    private static String escape(String field) {
        return field.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 1 < field.length()) {
                i++;
                plain.append(switch (field.charAt(i)) {
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> field.charAt(i);
                });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static String sum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }
}
