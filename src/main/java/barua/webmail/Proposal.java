package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Headers;
import barua.sieve.RuleSheet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The rule that a letter suggests: of a mailing list by the list, else by whoever sent it; into the folder of that name, which is made where it is
 * not there.
 */
final class Proposal {

    private static final int LONGEST_NAME = 60;

    /** @param folder what people call the folder that the letter lies in */
    record Proposed(RuleForm form, String folder) {
    }

    private final Desk desk;
    private final Words words;

    Proposal(Desk desk, Words words) {
        this.desk = desk;
        this.words = words;
    }

    /** Empty where the account has no such letter. @param key where it lies, such as {@code inbox/12} */
    Optional<Proposed> of(Address account, String key) throws IOException {
        Optional<Place> place = Place.of(key);
        Optional<Desk.Opened> opened = place.isEmpty() ? Optional.empty() : desk.open(account, place.get().path());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try {
            Headers headers = opened.get().folder().outline(place.get().uid()).headers();
            return Optional.of(new Proposed(form(account, headers), Desk.label(opened.get().folder().name(), opened.get().use(), words)));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private RuleForm form(Address account, Headers headers) throws IOException {
        Optional<AddressItem.Mailbox> from = People.of(headers, "from").stream().filter(person -> !People.address(person).isEmpty()).findFirst();
        String list = headers.text("list-id").strip();
        String id = list.replaceFirst("(?s).*<([^<>]*)>.*", "$1").strip();
        if (!id.isEmpty() && id.length() < 200) {
            String said = list.contains("<") ? list.substring(0, list.indexOf('<')).replace("\"", "").strip() : "";
            return form(account, said.isEmpty() ? id.split("\\.")[0] : said, new RuleForm.Line("list", "", "contains", id));
        }
        if (from.isEmpty()) {
            return form(account, headers.text("subject"), new RuleForm.Line("subject", "", "contains", headers.text("subject").strip()));
        }
        return form(account, People.name(from.get()), new RuleForm.Line("from", "", "is", People.address(from.get())));
    }

    private RuleForm form(Address account, String name, RuleForm.Line line) throws IOException {
        String plain = RuleSheet.plainName(name);
        String brief = plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).strip() : plain;
        Optional<FolderName> wanted = FolderName.parse(brief.replaceAll("[/\\\\]", " ").strip()).filter(FolderName::mayBeGiven);
        boolean there = wanted.isPresent() && desk.store().open(account).list().stream().anyMatch(entry -> entry.exists() && entry.name().equals(wanted.get()));
        RuleForm.Deed deed = there ? new RuleForm.Deed("move", wanted.get().toString(), "")
                : new RuleForm.Deed("move", RuleForm.NEW_FOLDER, wanted.map(FolderName::toString).orElse(""));
        return new RuleForm(brief, false, List.of(line), List.of(deed), true);
    }
}
