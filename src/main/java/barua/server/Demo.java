package barua.server;

import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The people of the invented university mfano.example and their mail, for a first look at the program. */
public final class Demo {

    private static final String PASSWORD = "mfano-mfano";

    /**
     * @param language      such as {@code en} or {@code sw}
     * @param administrator whether the person may use the administration
     * @param password      known to everybody: only ever for a demonstration
     */
    public record Person(Address address, String name, String language, boolean administrator, String password) {
    }

    private Demo() {
    }

    public static List<Person> people() {
        return List.of(person("neema.mushi", "Neema Mushi", "en", false),
                person("baraka.kimaro", "Baraka Kimaro", "sw", false),
                person("juma.kilonzo", "Juma Kilonzo", "en", false),
                person("grace.mollel", "Grace Mollel", "en", false),
                person("hamisi.bakari", "Hamisi Bakari", "sw", false),
                person("zawadi.komba", "Zawadi Komba", "sw", false),
                person("admin", "ICT Administration", "en", true));
    }

    /**
     * Files the people's mail, dated so that some of it is of today. An account whose INBOX has mail already is left as it is, so
     * this may be called at each start.
     */
    public static void fill(MailStore store, Clock clock) throws IOException {
        Instant now = clock.instant();
        Set<Address> empty = new HashSet<>();
        for (Person person : people()) {
            if (store.open(person.address()).folder(FolderName.INBOX).counts().messages() == 0) {
                empty.add(person.address());
            }
        }
        if (empty.isEmpty()) {
            return;
        }
        for (DemoMail mail : DemoMail.all(now)) {
            file(store, mail, empty);
        }
    }

    private static void file(MailStore store, DemoMail mail, Set<Address> empty) throws IOException {
        List<MailStore.Filing> where = new ArrayList<>(mail.filings().stream().filter(filing -> empty.contains(filing.account())).toList());
        if (where.isEmpty()) {
            return;
        }
        try (Staged staged = store.stage()) {
            staged.write(mail.bytes(), 0, mail.bytes().length);
            for (MailStore.Filed filed : store.deliver(staged, where, "")) {
                if (filed instanceof MailStore.Filed.Refused(var why)) {
                    throw why;
                }
            }
        }
    }

    private static Person person(String local, String name, String language, boolean administrator) {
        return new Person(Address.of(local + "@mfano.example"), name, language, administrator, PASSWORD);
    }
}
