package barua.sieve;

import barua.message.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What lies around a letter in a {@link Case}: lines {@code mailbox: NAME}, {@code id: ID NAME}, {@code use: \Junk NAME}, {@code metadata: NAME ENTRY VALUE},
 * {@code server: ENTRY VALUE}, {@code remembered: HANDLE ID} (a lone {@code -} is the empty handle), {@code list: NAME ADDRESS ADDRESS},
 * {@code item: NAME VALUE}. Included scripts of a person have no lists whose names end in {@code !}.
 */
record CaseSurroundings(List<List<String>> lines) implements Surroundings, ExternalLists {

    static CaseSurroundings read(String section) {
        return new CaseSurroundings(section.lines().filter(line -> !line.isBlank()).map(line -> List.of(line.strip().split(" "))).toList());
    }

    private Optional<List<String>> line(String... beginning) {
        List<String> wanted = Arrays.asList(beginning);
        return lines.stream().filter(line -> line.size() >= wanted.size() && line.subList(0, wanted.size()).equals(wanted))
                .map(line -> line.subList(wanted.size(), line.size())).findFirst();
    }

    private Optional<String> rest(String... beginning) {
        return line(beginning).map(words -> String.join(" ", words));
    }

    @Override
    public boolean mailboxExists(String name) {
        return line("mailbox:", name).isPresent();
    }

    @Override
    public Optional<String> mailboxById(String id) {
        return rest("id:", id);
    }

    @Override
    public Optional<String> mailboxByUse(String use) {
        return rest("use:", use);
    }

    @Override
    public Optional<String> metadata(Optional<String> mailbox, String entry) {
        return mailbox.isPresent() ? rest("metadata:", mailbox.get(), entry) : rest("server:", entry);
    }

    @Override
    public boolean remembered(String handle, String id) {
        return line("remembered:", handle.isEmpty() ? "-" : handle, id).isPresent();
    }

    @Override
    public Optional<Held> find(String name) {
        return line("list:", name).<Held>map(CaseList::new);
    }

    @Override
    public ExternalLists personal() {
        return name -> name.endsWith("!") ? Optional.empty() : find(name);
    }

    private record CaseList(List<String> values) implements Held {

        @Override
        public boolean has(String value) {
            return values.contains(value);
        }

        @Override
        public List<Address> members() {
            return values.stream().map(Address::of).toList();
        }
    }

    @Override
    public Optional<String> environment(String item) {
        return rest("item:", item);
    }
}
