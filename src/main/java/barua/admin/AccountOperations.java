package barua.admin;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.DirectoryException;
import barua.directory.NewAccount;
import barua.directory.PasswordPolicy;
import barua.directory.Registry;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operations on accounts. */
final class AccountOperations {

    private static final int PASSWORD_LENGTH = 14;                                    // 32^14: 70 bits
    private static final String PASSWORD_SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";  // 32 that nobody confuses

    private final Directory directory;
    private final Registry registry;
    private final MailStore store;
    private final long quota;
    private final SecureRandom random = new SecureRandom();

    AccountOperations(Operations.Parts parts) {
        this.directory = parts.directory();
        this.registry = parts.registry();
        this.store = parts.store();
        this.quota = parts.quota();
    }

    Result result(Operation.OnAccounts operation) throws DirectoryException, IOException {
        return switch (operation) {
            case Operation.AddAccount add -> add(add);
            case Operation.AddAccounts(List<String> lines) -> addAll(lines);
            case Operation.ListAccounts() -> new Result.Accounts(directory.accounts());
            case Operation.ShowAccount(Address address) -> show(known(address));
            case Operation.RemoveAccount remove -> {
                registry.removeAccount(remove.address());
                yield new Result.Changed(remove);
            }
            case Operation.RenameAccount rename -> {
                registry.renameAccount(rename.from(), rename.to());
                yield new Result.Changed(rename);
            }
            case Operation.EnableAccount enable -> {
                registry.enable(enable.address(), enable.enabled());
                yield new Result.Changed(enable);
            }
            case Operation.Quota limit -> {
                registry.quota(limit.address(), limit.bytes());
                yield new Result.Changed(limit);
            }
            case Operation.Administrator administrator -> {
                registry.administrator(administrator.address(), administrator.administrator());
                yield new Result.Changed(administrator);
            }
            case Operation.Password(Address address, Optional<byte[]> password) -> password(address, password);
        };
    }

    private Result add(Operation.AddAccount add) throws DirectoryException {
        Optional<String> generated = add.password().isPresent() ? Optional.empty() : Optional.of(generate());
        byte[] password = add.password().orElseGet(() -> bytes(generated.orElseThrow()));
        try {
            if (generated.isEmpty()) {
                strong(password, add.address(), add.name());
            }
            NewAccount wanted = new NewAccount(add.address(), add.name().isBlank() ? add.address().local() : add.name(), password, generated.isPresent(),
                    add.language().isBlank() ? "en" : add.language(), quota);
            Optional<DirectoryException> refused = registry.addAccounts(List.of(wanted)).getFirst();
            if (refused.isPresent()) {
                throw refused.get();
            }
            return new Result.Added(add.address().folded(), generated);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /** A line that is wrong, or whose account cannot be made, does not stop the others. */
    private Result addAll(List<String> lines) {
        if (lines.size() > Operations.LINES_AT_ONCE) {
            return new Result.Refused("at most " + Operations.LINES_AT_ONCE + " lines at once");
        }
        List<PeopleLine> wanted = lines.stream().map(PeopleLine::parse).flatMap(Optional::stream).toList();
        List<String> passwords = wanted.stream().map(_ -> generate()).toList();
        List<NewAccount> accounts = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (wanted.get(i).address().isPresent()) {
                accounts.add(wanted.get(i).account(bytes(passwords.get(i)), quota));
            }
        }
        List<Optional<DirectoryException>> refused = registry.addAccounts(accounts);
        List<Result.Line> said = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < wanted.size(); i++) {
            PeopleLine line = wanted.get(i);
            Optional<String> why = line.wrong().isPresent() ? line.wrong() : refused.get(next++).map(DirectoryException::getMessage);
            said.add(why.isPresent() ? new Result.Line.NotMade(line.text(), why.get())
                    : new Result.Line.Made(line.address().orElseThrow().folded(), passwords.get(i)));
        }
        accounts.forEach(account -> Arrays.fill(account.password(), (byte) 0));
        return new Result.AddedAll(said);
    }

    private Result password(Address address, Optional<byte[]> said) throws DirectoryException {
        Optional<String> generated = said.isPresent() ? Optional.empty() : Optional.of(generate());
        byte[] password = said.orElseGet(() -> bytes(generated.orElseThrow()));
        try {
            if (generated.isEmpty()) {
                strong(password, address, directory.account(address).map(Account::name).orElse(""));
            }
            registry.password(address, password);
            return new Result.PasswordSet(address, generated);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /** An administrator may not give away either what anybody guesses. */
    private static void strong(byte[] password, Address address, String name) throws DirectoryException {
        Optional<PasswordPolicy.Weakness> weakness = PasswordPolicy.weakness(new String(password, StandardCharsets.UTF_8), address, name);
        if (weakness.isPresent()) {
            throw new DirectoryException(DirectoryException.Reason.NOT_ALLOWED, switch (weakness.get()) {
                case TOO_SHORT -> "The password is too short: it has " + PasswordPolicy.SHORTEST + " characters at least.";
                case TOO_LONG -> "The password is too long: it has " + PasswordPolicy.LONGEST + " bytes at most.";
                case OWN_NAME -> "The password is too easy to guess: it is made of the person's name or the address.";
                case COMMON -> "The password is too easy to guess: it is made of words that many use.";
                case TOO_SIMPLE -> "The password is too easy to guess: it is a row of signs or repeats itself.";
            });
        }
    }

    private Result show(Account account) throws IOException {
        Optional<Mailbox.Usage> mail = store.exists(account.address()) ? Optional.of(store.open(account.address()).usage()) : Optional.empty();
        return new Result.Shown(account, mail, directory.sendersOf(account));
    }

    private Account known(Address address) throws DirectoryException {
        return directory.account(address)
                .orElseThrow(() -> new DirectoryException(DirectoryException.Reason.NONEXISTENT, "There is no account " + address + "."));
    }

    private String generate() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_SIGNS.charAt(random.nextInt(PASSWORD_SIGNS.length())));
        }
        return password.toString();
    }

    private static byte[] bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8);
    }
}
