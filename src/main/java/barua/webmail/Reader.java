package barua.webmail;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Content;
import barua.message.Flowed;
import barua.message.Headers;
import barua.message.HeaderField;
import barua.message.MimeParser;
import barua.message.Outline;
import barua.message.PartReader;
import barua.web.Call;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Reads a conversation for one person: which messages, and of each what can be shown safely (ui.md §13). */
final class Reader {

    private static final Logger LOG = Logger.getLogger(Reader.class.getName());

    /** Conversations show their newest messages up to this many. */
    static final int MOST = 60;
    /** So many are shown in full at once; others open on demand. */
    private static final int MOST_OPEN = 5;
    /** Letters of a body on a page of its own. */
    private static final int LONGEST = 16_000_000;

    /**
     * For whom.
     *
     * @param session  the mark of the session, by which sealed addresses end with it
     * @param pictures whether pictures from outside are fetched
     */
    record Viewer(Address account, String session, Words words, When when, boolean pictures) {

        static Viewer of(Call call, boolean pictures) {
            return new Viewer(call.signedIn().account(), call.signedIn().mark(), Words.of(call), When.of(call), pictures);
        }
    }

    /** A message and the folder it lies in. */
    private record Found(Desk.Opened in, MessageInfo info, Outline outline) {

        Instant date() {
            return info.received();
        }
    }

    /**
     * @param subject  of the newest
     * @param older    counts messages that are left out
     * @param answered who gets an answer to the newest, as people are called
     */
    public record Conversation(String subject, List<ShownMessage> letters, int older, String answered) {

        /** Whether some of it is folded. */
        public boolean folded() {
            return letters.stream().anyMatch(letter -> !letter.state().open());
        }

        public ShownMessage last() {
            return letters.getLast();
        }
    }

    private final Desk desk;
    private final Seal seal;
    private final Viewer viewer;
    private final Senders senders;

    Reader(Desk desk, Seal seal, Viewer viewer) {
        this.desk = desk;
        this.seal = seal;
        this.viewer = viewer;
        this.senders = new Senders(desk.directory(), viewer.account, viewer.words);
    }

    /**
     * The conversation of that message; empty where there is no such message (any more).
     *
     * @param wanted which of its letters are shown in full besides the newest and those that are unread, by UID
     */
    Optional<Conversation> conversation(Desk.Opened opened, long uid, LongPredicate wanted) throws IOException {
        List<Found> found = find(opened, uid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int older = Math.max(0, found.size() - MOST);
        List<Found> shown = found.subList(older, found.size());
        List<ShownMessage> letters = new ArrayList<>();
        int shownInFull = 0;
        for (int i = shown.size() - 1; i >= 0; i--) {
            Found each = shown.get(i);
            boolean unread = !each.info.flags().has(Flags.SEEN);
            boolean open = shownInFull < MOST_OPEN && (i == shown.size() - 1 || unread) || wanted.test(each.info.uid());
            shownInFull += open ? 1 : 0;
            letters.addFirst(letter(each, open));
        }
        String subject = letters.isEmpty() ? "" : subject(shown.getLast().outline.headers());
        String answered = letters.isEmpty() ? "" : answered(shown.getLast(), letters.getLast().sender());
        return Optional.of(new Conversation(subject, letters, older, answered));
    }

    /** An answer to a letter of one's own goes to those it went to. */
    private static String answered(Found newest, ShownMessage.Sender sender) {
        Optional<AddressItem.Mailbox> to = sender.mine() ? People.of(newest.outline.headers(), "to").stream().findFirst() : Optional.empty();
        return to.map(People::name).orElse(sender.name());
    }

    /** One message alone, in full. */
    Optional<ShownMessage> letter(Desk.Opened opened, long uid) throws IOException {
        Optional<Found> found = found(opened, uid);
        return found.isEmpty() ? Optional.empty() : Optional.of(letter(found.get(), true));
    }

    private List<Found> find(Desk.Opened opened, long uid) throws IOException {
        List<Found> found = new ArrayList<>();
        for (long each : desk.index(opened).conversation(uid)) {
            found(opened, each).ifPresent(found::add);
        }
        boolean alone = found.isEmpty() || opened.use().filter(use -> use != SpecialUse.ARCHIVE).isPresent();
        if (!alone) {
            addSent(opened, found);
        }
        found.sort(Comparator.comparing(Found::date));
        return found;
    }

    /** What the reader wrote in this conversation lies in Sent. */
    private void addSent(Desk.Opened opened, List<Found> found) throws IOException {
        Desk.Opened sent = desk.open(opened.account(), SpecialUse.SENT);
        List<Long> uids = found.stream().flatMap(each -> related(sent, each).stream()).distinct().limit(MOST).toList();
        for (long uid : uids) {
            found(sent, uid).ifPresent(found::add);
        }
    }

    private List<Long> related(Desk.Opened sent, Found found) {
        try {
            return desk.index(sent).relatedTo(found.outline.headers());
        } catch (IOException without) {
            return List.of();
        }
    }

    private static Optional<Found> found(Desk.Opened opened, long uid) throws IOException {
        try {
            Folder folder = opened.folder();
            return Optional.of(new Found(opened, folder.info(uid), outline(folder, uid)));
        } catch (MailboxException gone) {
            if (gone.reason() == MailboxException.Reason.EXPUNGED) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    /** Of a message whose file cannot be read: nothing, so that it is shown as unreadable and the others of the conversation as they are. */
    private static Outline outline(Folder folder, long uid) throws IOException {
        try {
            return folder.outline(uid);
        } catch (MailboxException gone) {
            if (gone.reason() == MailboxException.Reason.EXPUNGED) {
                throw gone;
            }
            return Outline.of(Content.of(new byte[0]));
        } catch (IOException unreadable) {
            return Outline.of(Content.of(new byte[0]));
        }
    }

    private String subject(Headers headers) {
        String subject = headers.text("subject");
        return subject.isBlank() ? viewer.words.say("mail.nosubject") : subject;
    }

    private ShownMessage letter(Found found, boolean open) throws IOException {
        Headers headers = found.outline.headers();
        Flags flags = found.info.flags();
        boolean draft = flags.has(Flags.DRAFT) || found.in.is(SpecialUse.DRAFTS);
        ShownMessage.State state = new ShownMessage.State(open, !flags.has(Flags.SEEN), flags.has(Flags.FLAGGED), draft);
        Body body = open ? body(found) : new Body(headers, List.of(), ShownMessage.Pictures.NONE);
        ShownMessage.Head head = new ShownMessage.Head(recipients(headers), viewer.when.exact(found.date()), found.date().toString(), found.outline.preview(),
                open ? details(headers, found) : List.of());
        return new ShownMessage(new ShownMessage.Place(found.in.path(), found.info.uid()), senders.of(body.headers), head, state, body.sections, body.pictures);
    }

    /** @param headers all there are, or what the outline has */
    private record Body(Headers headers, List<ShownMessage.Section> sections, ShownMessage.Pictures pictures) {
    }

    /** A message whose file cannot be read costs its own words and not the conversation. */
    private Body body(Found found) throws IOException {
        try {
            Content content = found.in.folder().content(found.info.uid());
            BodyReader reader = new BodyReader(viewer, seal, found.in, found.info.uid());
            List<ShownMessage.Section> sections = reader.read(content);
            return new Body(MimeParser.parse(content).headers(), sections, reader.pictures());
        } catch (IOException unreadable) {
            LOG.log(Level.WARNING, "message " + found.info.uid() + " of " + found.in.folder().name() + " cannot be read", unreadable);
            ShownMessage.Note note = new ShownMessage.Note(viewer.words.say("mail.note.unreadable"), true, false);
            ShownMessage.Section section = new ShownMessage.Section(0, Optional.empty(), true, List.of(), List.of(), "", Optional.empty(), List.of(note));
            return new Body(found.outline.headers(), List.of(section), ShownMessage.Pictures.NONE);
        }
    }

    /** {@code to me, Baraka Kimaro · cc Exams office} */
    private String recipients(Headers headers) {
        String to = names(headers, "to");
        String cc = names(headers, "cc");
        String text = to.isEmpty() ? viewer.words.say("mail.to.undisclosed") : viewer.words.say("mail.to.small", "names", to);
        return cc.isEmpty() ? text : text + " · " + viewer.words.say("mail.cc.small", "names", cc);
    }

    private String names(Headers headers, String field) {
        List<AddressItem.Mailbox> people = People.of(headers, field);
        List<String> names = people.stream().limit(4).map(person -> person.address().map(Address::folded).filter(viewer.account::equals).isPresent()
                ? viewer.words.say("mail.me") : People.name(person)).toList();
        String more = people.size() > 4 ? " +" + (people.size() - 4) : "";
        return String.join(", ", names) + more;
    }

    private List<ShownMessage.Detail> details(Headers headers, Found found) {
        List<ShownMessage.Detail> details = new ArrayList<>();
        for (String field : List.of("from", "reply-to", "to", "cc", "bcc")) {
            String text = String.join(", ", People.of(headers, field).stream().limit(200).map(People::inFull).toList());
            if (!text.isEmpty()) {
                details.add(new ShownMessage.Detail(viewer.words.say("field." + field), text));
            }
        }
        headers.first("date").map(viewer.when::written).ifPresent(date -> details.add(new ShownMessage.Detail(viewer.words.say("field.date"), date)));
        details.add(new ShownMessage.Detail(viewer.words.say("field.size"), Sizes.of(found.info.size())));
        headers.first("message-id").map(HeaderField::unfolded).ifPresent(id -> details.add(new ShownMessage.Detail(viewer.words.say("field.message-id"), id)));
        headers.first("list-id").map(HeaderField::decoded).ifPresent(id -> details.add(new ShownMessage.Detail(viewer.words.say("field.list"), id)));
        return details;
    }

    /**
     * A body on a page of its own: what a frame of the reading pane shows, or all of a long one.
     *
     * @param measured whether the page around it may look into it
     */
    record Page(String html, boolean measured) {
    }

    /**
     * The document of a body.
     *
     * @param scope  the way to the message that it belongs to, see {@link Located}
     * @param number of the body in that message
     * @param whole  whether all of it is wanted, text too, and not what a frame holds
     */
    Optional<Page> page(Desk.Opened opened, long uid, String scope, int number, boolean whole) throws IOException {
        Optional<Located> located = Located.of(opened.folder().content(uid), scope);
        List<Parts.Body> bodies = located.map(found -> found.scope().bodies()).orElse(List.of());
        if (number < 0 || number >= bodies.size()) {
            return Optional.empty();
        }
        Parts.Body body = bodies.get(number);
        Content content = located.get().content();
        int limit = whole ? LONGEST : BodyReader.MOST_IN_FRAME;
        if (body.html().isPresent()) {
            String html = PartReader.text(content, body.html().get(), limit);
            Sanitizer.Clean clean = Sanitizer.clean(html, new SealedPictures(viewer, seal, opened, uid, located.get().scope()));
            return Optional.of(new Page(clean.html(), !whole && clean.small()));
        }
        if (!whole) {
            return Optional.empty();
        }
        String text = PartReader.text(content, body.text().orElseThrow(), limit);
        return Optional.of(new Page(Sanitizer.text(Flowed.shown(body.text().get(), text)), false));
    }
}
