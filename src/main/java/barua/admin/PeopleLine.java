package barua.admin;

import barua.directory.NewAccount;
import barua.message.Address;
import java.util.List;
import java.util.Optional;

/**
 * One line of a list of people: {@code address,name,language}, the last two may be missing.
 *
 * @param text  the line as it was
 * @param wrong what is wrong with it; there is no address then
 */
record PeopleLine(String text, Optional<Address> address, String name, String language, Optional<String> wrong) {

    private static final int VALUES = 3;

    /** Empty for a line that names nobody: blank, a remark ({@code #}), or the line of headings. */
    static Optional<PeopleLine> parse(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return Optional.empty();
        }
        Optional<List<String>> read = CsvParser.line(line);
        if (read.isEmpty()) {
            return Optional.of(wrong(line, "a quote is not closed"));
        }
        List<String> values = read.get().stream().map(String::strip).toList();
        return values.getFirst().equalsIgnoreCase("address") ? Optional.empty() : Optional.of(of(line, values));
    }

    private static PeopleLine of(String line, List<String> values) {
        if (values.stream().skip(VALUES).anyMatch(value -> !value.isEmpty())) {
            return wrong(line, "more than address,name,language; a name with a comma stands in quotes");
        }
        Optional<Address> address = Address.parse(values.getFirst());
        return address.isEmpty() ? wrong(line, "not an address")
                : new PeopleLine(line, address, value(values, 1, ""), value(values, 2, "en"), Optional.empty());
    }

    private static PeopleLine wrong(String line, String why) {
        return new PeopleLine(line, Optional.empty(), "", "", Optional.of(why));
    }

    private static String value(List<String> values, int at, String otherwise) {
        return values.size() > at && !values.get(at).isEmpty() ? values.get(at) : otherwise;
    }

    /** @param password drawn by chance */
    NewAccount account(byte[] password, long quota) {
        Address of = address.orElseThrow();
        return new NewAccount(of, name.isEmpty() ? of.local() : name, password, true, language, quota);
    }
}
