package barua.webmail;

import barua.delivery.AccountScripts;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The script that holds an account's rules, read and written for the pages. What is written says which version it was made from: what another page or a
 * ManageSieve client wrote meanwhile is never written over unseen, and every version stays among the script's earlier ones.
 */
final class Rulebook {

    /** The name of a script that the pages begin. */
    static final ScriptName USUAL = ScriptName.of("filters");

    /** @param version 0 where there is no such script yet */
    record Opened(ScriptName name, long version, String text) {

        /** For forms: which version of which script they were made from. */
        String mark() {
            return version + "/" + name;
        }
    }

    /** How it ended. */
    sealed interface Saved {

        /** @param before the version that can be brought back; 0 for none */
        record Done(long before, Opened now) implements Saved {
        }

        /** Somebody else wrote meanwhile. Nothing was changed. */
        record Changed(Opened now) implements Saved {
        }

        record Wrong(List<Complaint> complaints) implements Saved {
        }

        /** Too long, too many, or no room. */
        record Full() implements Saved {
        }
    }

    private final Desk desk;

    Rulebook(Desk desk) {
        this.desk = desk;
    }

    /** The script that is run on the account's mail; one to begin with where there is none. */
    Opened open(Address account) throws IOException {
        Scripts scripts = scripts(account);
        Optional<Scripts.Text> active = scripts.active();
        if (active.isPresent()) {
            return opened(active.get());
        }
        return scripts.find(USUAL).isPresent() ? opened(scripts.read(USUAL)) : new Opened(USUAL, 0, "");
    }

    /** The text of the script that is run; empty text where none is. */
    String active(Address account) throws IOException {
        return scripts(account).active().map(text -> new String(text.bytes(), StandardCharsets.UTF_8)).orElse("");
    }

    /** Writes it, and from now on it is run. @param mark of what it was made from */
    Saved save(Address account, String mark, String text) throws IOException {
        Opened now = open(account);
        if (!now.mark().equals(mark)) {
            return now.text().equals(text) ? new Saved.Done(0, now) : new Saved.Changed(now);
        }
        Scripts scripts = scripts(account);
        List<Complaint> complaints = complaints(account, now.name().text(), text);
        if (!complaints.isEmpty()) {
            return new Saved.Wrong(complaints);
        }
        try {
            Scripts.Entry put = scripts.put(now.name(), text.getBytes(StandardCharsets.UTF_8), OptionalLong.of(now.version()));
            scripts.activate(Optional.of(now.name()));
            return new Saved.Done(now.version(), new Opened(now.name(), put.version(), text));
        } catch (MailboxException refused) {
            return switch (refused.reason()) {
                case CHANGED -> new Saved.Changed(open(account));
                case LIMIT, OVER_QUOTA, DISK_FULL -> new Saved.Full();
                default -> throw refused;
            };
        }
    }

    /** The text that a form was made from, as its mark says; empty where it is not kept any more. */
    Optional<String> earlier(Address account, String mark) throws IOException {
        String[] part = mark.split("/", 2);
        Optional<ScriptName> name = part.length == 2 ? ScriptName.parse(part[1]) : Optional.empty();
        if (name.isEmpty() || !part[0].matches("[1-9][0-9]{0,17}")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(scripts(account).read(name.get(), Long.parseLong(part[0])), StandardCharsets.UTF_8));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** Brings an earlier version back, where nobody wrote since. */
    Saved back(Address account, String mark, long version) throws IOException {
        Opened now = open(account);
        if (version == 0) {
            return save(account, mark, "");
        }
        try {
            return save(account, mark, new String(scripts(account).read(now.name(), version), StandardCharsets.UTF_8));
        } catch (MailboxException gone) {
            return new Saved.Changed(now);
        }
    }

    /** Puts a text beside the script, under a name of its own, not run; false where there is no room. */
    boolean aside(Address account, String text) throws IOException {
        Optional<ScriptName> name = asideName(account);
        try {
            if (name.isPresent()) {
                scripts(account).put(name.get(), text.getBytes(StandardCharsets.UTF_8), OptionalLong.of(0));
            }
            return name.isPresent();
        } catch (MailboxException refused) {
            return false;
        }
    }

    /** The first name that no script has. */
    Optional<ScriptName> asideName(Address account) throws IOException {
        Scripts scripts = scripts(account);
        for (int i = 2; i <= scripts.limits().scripts() + 2; i++) {
            ScriptName name = ScriptName.of(USUAL + " " + i);
            if (scripts.find(name).isEmpty()) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** What is wrong with a text; nothing where it can be run. */
    List<Complaint> complaints(Address account, String name, String text) throws IOException {
        try {
            new AccountScripts(desk.store(), desk.lists(), account).check(name, text.getBytes(StandardCharsets.UTF_8));
            return List.of();
        } catch (SieveException wrong) {
            return wrong.complaints();
        }
    }

    /** As it is read when mail comes, with all that it includes. */
    Script compile(Address account, String name, String text) throws SieveException {
        return new AccountScripts(desk.store(), desk.lists(), account).compile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private Scripts scripts(Address account) throws IOException {
        Mailbox mailbox = desk.store().open(account);
        return mailbox.scripts();
    }

    private static Opened opened(Scripts.Text text) {
        return new Opened(text.entry().name(), text.entry().version(), new String(text.bytes(), StandardCharsets.UTF_8));
    }
}
