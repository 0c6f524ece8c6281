package barua.server;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.DirectoryException;
import barua.directory.Registry;
import barua.mailbox.MailStore;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The first moments of a data folder: the people of the demonstration, and how to log in. */
final class Welcome {

    private static final Logger LOG = Logger.getLogger(Welcome.class.getName());

    private final boolean demo;
    private final Directory directory;
    private final Registry registry;
    private boolean filled;

    Welcome(boolean demo, Directory directory, Registry registry) {
        this.demo = demo;
        this.directory = directory;
        this.registry = registry;
    }

    /** Fills a data folder without accounts, or with those of the demonstration only: real people never get invented mail. */
    void prepare(MailStore store, Clock clock) throws IOException {
        Domain home = Demo.people().getFirst().address().domain();
        boolean strangers = directory.domains().stream().anyMatch(domain -> !domain.equals(home));
        if (!demo || strangers) {
            return;
        }
        try {
            if (!directory.isOurs(home)) {
                registry.addDomain(home);
            }
            for (Demo.Person person : Demo.people()) {
                add(person);
            }
            Demo.fill(store, clock);
            filled = true;
        } catch (DirectoryException refused) {
            LOG.log(Level.WARNING, "the demonstration is incomplete: " + refused.getMessage());
        }
    }

    private void add(Demo.Person person) throws DirectoryException {
        if (directory.account(person.address()).isEmpty()) {
            registry.addAccount(person.address(), person.name(), person.password().getBytes(StandardCharsets.UTF_8), person.language());
            if (person.administrator()) {
                registry.administrator(person.address(), true);
            }
        }
    }

    /** For the terminal in which the server was started. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (filled) {
            lines.add("Log in as one of these, with the password " + Demo.people().getFirst().password());
            Demo.people().forEach(person -> lines.add("  %-28s %s".formatted(person.address(), person.name())));
        } else if (demo) {
            lines.add("This data folder has a domain of its own, so the demonstration was left out.");
        } else if (directory.accounts().isEmpty()) {
            lines.add("There is no account yet. Make one with: barua domain add example.org; barua account add you@example.org");
        } else {
            Account first = directory.accounts().getFirst();
            lines.add("Log in with an address such as " + first.address() + " and its password; barua account password ADDRESS makes a new one.");
        }
        return lines;
    }
}
