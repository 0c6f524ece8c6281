package barua.webmail;

import barua.directory.Account;
import barua.mailbox.MailboxException;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Composer;
import barua.message.Draft;
import barua.message.Headers;
import barua.message.HtmlToText;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a message of a sheet: from an address of the writer's own, in the conversation that it answers, with its files. */
final class LetterWriter {

    private final Desk desk;
    private final Attachments attachments;
    private final String hostname;
    private final Clock clock;

    LetterWriter(Desk desk, Attachments attachments, String hostname, Clock clock) {
        this.desk = desk;
        this.attachments = attachments;
        this.hostname = hostname;
        this.clock = clock;
    }

    /** @param id the Message-ID it gets, without brackets */
    Draft draft(Account account, Sheet sheet, String id) throws IOException {
        Map<String, String> extra = new LinkedHashMap<>();
        extra.put("Message-ID", "<" + id + ">");
        for (Map.Entry<String, String> field : threading(account.address(), sheet).entrySet()) {
            extra.put(field.getKey(), field.getValue());
        }
        if (!sheet.re().isEmpty()) {
            extra.put("X-Barua-Re", sheet.mode() + " " + sheet.re());
        }
        EditorHtml.Written written = EditorHtml.written(sheet.html());
        String text = (sheet.isRich() ? HtmlToText.text(written.html()) : sheet.text()).replace("\r\n", "\n").replace('\r', '\n').replace("\u0000", "");
        List<Draft.Attachment> files = new ArrayList<>(attachments.of(account.address(), sheet));
        files.addAll(attachments.pictures(account.address(), sheet, written.pictures()));
        return new Draft(sender(account, sheet.from()), Recipients.read(sheet.to()).people(), Recipients.read(sheet.cc()).people(),
                Recipients.read(sheet.bcc()).people(), sheet.subject().replaceAll("[\\r\\n\\u0000]+", " ").strip(), text,
                sheet.isRich() ? OwnHtml.document(written.html()) : "", files, extra);
    }

    /** Only addresses that are the account's own. */
    private Draft.Person sender(Account account, String wanted) {
        Address address = desk.directory().sendersOf(account).stream().filter(own -> own.toString().equalsIgnoreCase(wanted)).findFirst()
                .orElse(account.address());
        return new Draft.Person(account.name(), address);
    }

    private Map<String, String> threading(Address account, Sheet sheet) throws IOException {
        Optional<Headers> original = original(account, sheet.re());
        if (original.isEmpty() || Quoting.id(original.get()).isEmpty()) {
            return Map.of();
        }
        String references = Quoting.references(original.get());
        // RFC 5322 §3.6.4: a letter that is passed on begins a conversation of its own, but is known to come from there.
        return sheet.mode().equals("forward") ? Map.of("References", references)
                : Map.of("In-Reply-To", Quoting.id(original.get()), "References", references);
    }

    private Optional<Headers> original(Address account, String re) throws IOException {
        Optional<Place> place = Place.of(re);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Optional<Desk.Opened> opened = desk.open(account, place.get().path());
        try {
            return opened.isEmpty() ? Optional.empty() : Optional.of(opened.get().folder().outline(place.get().uid()).headers());
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** The same, for the Drafts folder. @param former see {@link FormerDrafts} */
    Draft draft(Account account, Sheet sheet, String id, String former) throws IOException {
        Draft draft = draft(account, sheet, id);
        Map<String, String> extra = new LinkedHashMap<>(draft.extra());
        if (!former.isEmpty()) {
            extra.put(FormerDrafts.FIELD, former);
        }
        return new Draft(draft.from(), draft.to(), draft.cc(), draft.bcc(), draft.subject(), draft.text(), draft.html(), draft.attachments(), extra);
    }

    /** @param own whether it is for the writer alone: a draft or the copy of what was sent, which name those in Bcc too */
    void write(Draft letter, ZoneId zone, boolean own, Staged to) throws IOException {
        Map<String, String> extra = new LinkedHashMap<>(letter.extra());
        if (!own) {
            extra.remove("X-Barua-Re");   // a note to ourselves about where the original lies
        }
        Draft draft = new Draft(letter.from(), letter.to(), letter.cc(), letter.bcc(), letter.subject(), letter.text(), letter.html(), letter.attachments(),
                extra);
        Composer.write(draft, clock.instant(), zone, hostname, own, new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                to.write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                to.write(bytes, offset, length);
            }
        });
    }
}
