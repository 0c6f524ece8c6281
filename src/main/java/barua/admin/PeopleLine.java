package barua.admin;

import barua.directory.NewAccount;
import barua.message.Address;
import java.util.List;
import java.util.Optional;

/**
 * One line of a list of people: {@code address,name,language}, the last two may be missing.
 *
 * @param text    the line as it was
 * @param address empty where that is none
 */
record PeopleLine(String text, Optional<Address> address, String name, String language) {

    /** Empty for a line that names nobody: blank, a remark ({@code #}), or the line of headings. */
    static Optional<PeopleLine> parse(String line) {
        List<String> values = CsvParser.line(line).stream().map(String::strip).toList();
        String address = values.getFirst();
        if (line.isBlank() || line.startsWith("#") || address.equalsIgnoreCase("address")) {
            return Optional.empty();
        }
        return Optional.of(new PeopleLine(line, Address.parse(address), value(values, 1, ""), value(values, 2, "en")));
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
