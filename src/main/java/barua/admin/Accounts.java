package barua.admin;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.DirectoryException;
import barua.directory.Registry;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.message.Address;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The account commands. */
final class Accounts {

    private static final int MOST_AT_ONCE = 20_000;
    private static final int PASSWORD_LENGTH = 14;                                    // 32^14: 70 bits
    private static final String PASSWORD_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";  // 32 that nobody confuses

    private final Directory directory;
    private final Registry registry;
    private final MailStore store;
    private final long quota;
    private final SecureRandom random = new SecureRandom();

    Accounts(Shell.Parts parts) {
        this.directory = parts.directory();
        this.registry = parts.registry();
        this.store = parts.store();
        this.quota = parts.quota();
    }

    Answer answer(ShellCall.OnAccounts call) throws DirectoryException, IOException {
        return switch (call) {
            case ShellCall.AddAccount add -> add(add);
            case ShellCall.AddAccounts(List<String> lines) -> addAll(lines);
            case ShellCall.ListAccounts() -> list();
            case ShellCall.ShowAccount(Address address) -> show(known(address));
            case ShellCall.RemoveAccount(Address address) -> {
                registry.removeAccount(address);
                yield Answer.done("removed " + address + "; its mail is kept aside under mail/.removed");
            }
            case ShellCall.RenameAccount(Address from, Address to) -> {
                registry.renameAccount(from, to);
                yield Answer.done(from + " is now " + to + "; mail for the old address still arrives");
            }
            case ShellCall.EnableAccount(Address address, boolean enabled) -> {
                registry.enable(address, enabled);
                yield Answer.done((enabled ? "enabled " : "disabled ") + address);
            }
            case ShellCall.Quota(Address address, long bytes) -> {
                registry.quota(address, bytes);
                yield Answer.done("quota of " + address + ": " + size(bytes));
            }
            case ShellCall.Administrator(Address address, boolean on) -> {
                registry.administrator(address, on);
                yield Answer.done(address + (on ? " is" : " is not") + " an administrator");
            }
            case ShellCall.Password(Address address, Optional<byte[]> password) -> password(address, password);
        };
    }

    private Answer add(ShellCall.AddAccount add) throws DirectoryException {
        Optional<String> generated = make(add);
        JsonObjectBuilder data = Json.createObjectBuilder().add("address", add.address().folded().toString());
        generated.ifPresent(password -> data.add("password", password));
        return new Answer.Done(List.of("added " + add.address().folded() + generated.map(password -> " with password " + password).orElse("")), data.build());
    }

    /** All lines are read before the first account is made; an account that cannot be made does not stop the others. */
    private Answer addAll(List<String> lines) {
        if (lines.size() > MOST_AT_ONCE) {
            return Answer.refused("at most " + MOST_AT_ONCE + " accounts at once");
        }
        List<String> said = new ArrayList<>();
        JsonArrayBuilder data = Json.createArrayBuilder();
        int failed = 0;
        for (String line : lines) {
            List<String> field = CsvParser.line(line);
            Optional<Address> address = Address.parse(field.getFirst().strip());
            boolean nothing = line.isBlank() || line.startsWith("#") || field.getFirst().strip().equalsIgnoreCase("address");
            if (nothing) {
                continue;
            }
            try {
                Address of = address.orElseThrow(() -> new DirectoryException(DirectoryException.Reason.NOT_ALLOWED, "\"" + field.getFirst() + "\" is not an address"));
                String password = make(new ShellCall.AddAccount(of, field.size() > 1 ? field.get(1).strip() : "", field.size() > 2 ? field.get(2).strip() : "en", Optional.empty())).orElseThrow();
                said.add(of.folded() + "," + password);
                data.add(Json.createObjectBuilder().add("address", of.folded().toString()).add("password", password));
            } catch (DirectoryException refused) {
                failed++;
                said.add("# not added: " + line + ": " + refused.getMessage());
                data.add(Json.createObjectBuilder().add("line", line).add("why", refused.getMessage()));
            }
        }
        said.add("# " + (said.size() - failed) + " added, " + failed + " not");
        return new Answer.Done(said, data.build());
    }

    /** Returns the password where it was generated. */
    private Optional<String> make(ShellCall.AddAccount add) throws DirectoryException {
        Optional<String> generated = add.password().isPresent() ? Optional.empty() : Optional.of(generate());
        byte[] password = add.password().orElseGet(() -> generated.orElseThrow().getBytes(StandardCharsets.UTF_8));
        try {
            registry.addAccount(add.address(), add.name().isBlank() ? add.address().local() : add.name(), password, add.language().isBlank() ? "en" : add.language());
            registry.quota(add.address(), quota);
            return generated;
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private Answer password(Address address, Optional<byte[]> said) throws DirectoryException {
        Optional<String> generated = said.isPresent() ? Optional.empty() : Optional.of(generate());
        byte[] password = said.orElseGet(() -> generated.orElseThrow().getBytes(StandardCharsets.UTF_8));
        try {
            registry.password(address, password);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
        JsonObjectBuilder data = Json.createObjectBuilder().add("address", address.toString());
        generated.ifPresent(made -> data.add("password", made));
        return new Answer.Done(List.of("changed the password of " + address + generated.map(made -> " to " + made).orElse("")), data.build());
    }

    private Answer list() {
        JsonArrayBuilder data = Json.createArrayBuilder();
        List<String> lines = new ArrayList<>();
        for (Account account : directory.accounts()) {
            lines.add("%-40s %s%s%s".formatted(account.address(), account.name(), account.administrator() ? " (administrator)" : "", account.enabled() ? "" : " (disabled)"));
            data.add(json(account));
        }
        return new Answer.Done(lines, data.build());
    }

    private Answer show(Account account) throws IOException {
        List<String> lines = new ArrayList<>(List.of("address:        " + account.address(), "name:           " + account.name(), "language:       " + account.language(),
                "enabled:        " + (account.enabled() ? "yes" : "no"), "administrator:  " + (account.administrator() ? "yes" : "no"), "quota:          " + size(account.quota())));
        JsonObjectBuilder data = Json.createObjectBuilder(json(account));
        if (store.exists(account.address())) {
            Mailbox.Usage usage = store.open(account.address()).usage();
            lines.add("mail:           " + usage.messages() + " messages, " + size(usage.bytes()));
            data.add("messages", usage.messages()).add("bytes", usage.bytes());
        }
        List<String> senders = directory.sendersOf(account).stream().map(Address::toString).toList();
        lines.add("may write as:   " + String.join(", ", senders));
        data.add("senders", Json.createArrayBuilder(senders));
        return new Answer.Done(lines, data.build());
    }

    private Account known(Address address) throws DirectoryException {
        return directory.account(address).orElseThrow(() -> new DirectoryException(DirectoryException.Reason.NONEXISTENT, "There is no account " + address + "."));
    }

    private static JsonObject json(Account account) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("address", account.address().toString()).add("name", account.name()).add("language", account.language())
                .add("enabled", account.enabled()).add("administrator", account.administrator());
        return (account.quota() == Long.MAX_VALUE ? json.addNull("quota") : json.add("quota", account.quota())).build();
    }

    private String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_SIGNS.charAt(random.nextInt(PASSWORD_SIGNS.length())));
        }
        return password.toString();
    }

    private static String size(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return "none";
        }
        String[] units = {"bytes", "KB", "MB", "GB", "TB"};
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < units.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(java.util.Locale.ROOT, "%.1f %s", amount, units[unit]);
    }
}
