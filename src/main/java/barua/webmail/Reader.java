package barua.webmail;

import barua.directory.Directory;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Content;
import barua.message.Headers;
import barua.message.HeaderField;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.Outline;
import barua.message.PartReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a conversation for one person: which messages, and of each what can be shown safely (ui.md §13). */
final class Reader {

    /** Conversations show their newest messages up to this many. */
    static final int MOST = 60;
    /** So many are shown in full at once; others open on demand. */
    private static final int MOST_OPEN = 5;
    static final int HTML_LIMIT = 2_000_000;

    /** For whom, and whether pictures from outside are fetched. */
    record Viewer(Address account, Words words, When when, boolean pictures) {
    }

    /** A message and the folder it lies in. */
    private record Found(Desk.Opened in, MessageInfo info, Outline outline) {

        Instant date() {
            return info.received();
        }
    }

    /** @param subject of the newest; {@code older} counts messages that are left out */
    public record Conversation(String subject, List<Letter> letters, int older) {

        public Letter last() {
            return letters.getLast();
        }
    }

    private final Desk desk;
    private final Seal seal;
    private final Viewer viewer;

    Reader(Desk desk, Seal seal, Viewer viewer) {
        this.desk = desk;
        this.seal = seal;
        this.viewer = viewer;
    }

    /** The conversation of that message; empty where there is no such message (any more). */
    Optional<Conversation> conversation(Desk.Opened opened, long uid, Optional<Long> wanted) throws IOException {
        List<Found> found = find(opened, uid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int older = Math.max(0, found.size() - MOST);
        List<Found> shown = found.subList(older, found.size());
        List<Letter> letters = new ArrayList<>();
        int opened2 = 0;
        for (int i = shown.size() - 1; i >= 0; i--) {
            Found each = shown.get(i);
            boolean unread = !each.info.flags().has(Flags.SEEN);
            boolean open = opened2 < MOST_OPEN && (i == shown.size() - 1 || unread) || wanted.filter(w -> each.info.uid() == w).isPresent();
            opened2 += open ? 1 : 0;
            letters.addFirst(letter(each, open));
        }
        String subject = letters.isEmpty() ? "" : subject(shown.getLast().outline.headers());
        return Optional.of(new Conversation(subject, letters, older));
    }

    /** One message alone, in full. */
    Optional<Letter> letter(Desk.Opened opened, long uid) throws IOException {
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
            return Optional.of(new Found(opened, folder.info(uid), folder.outline(uid)));
        } catch (MailboxException gone) {
            if (gone.reason() == MailboxException.Reason.EXPUNGED) {
                return Optional.empty();
            }
            throw gone;
        }
    }

    private String subject(Headers headers) {
        String subject = headers.text("subject");
        return subject.isBlank() ? viewer.words.say("mail.nosubject") : subject;
    }

    private Letter letter(Found found, boolean open) throws IOException {
        Headers headers = found.outline.headers();
        AddressItem.Mailbox from = People.of(headers, "from").stream().findFirst().orElse(new AddressItem.Mailbox("", "", "", ""));
        boolean mine = from.address().map(Address::folded).filter(viewer.account::equals).isPresent();
        String name = mine ? viewer.words.say("mail.me.capital") : People.address(from).isEmpty() ? viewer.words.say("mail.nosender") : People.name(from);
        Flags flags = found.info.flags();
        Body body = open ? body(found) : Body.NONE;
        boolean external = !mine && from.address().filter(address -> !desk.directory().isOurs(address.domain())).isPresent();
        return new Letter(found.in.path(), found.info.uid(), name, People.address(from), People.initials(People.name(from)), mine, recipients(headers),
                viewer.when.exact(found.date()), found.date().toString(), open, !flags.has(Flags.SEEN), flags.has(Flags.FLAGGED),
                flags.has(Flags.DRAFT) || found.in.is(SpecialUse.DRAFTS), external, found.outline.preview(), body.blocks, body.pictures, body.trackers,
                viewer.pictures, body.files, body.filesSize, body.card, body.note, open ? details(headers, found) : List.of());
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

    private List<Letter.Detail> details(Headers headers, Found found) {
        List<Letter.Detail> details = new ArrayList<>();
        for (String field : List.of("from", "reply-to", "to", "cc", "bcc")) {
            String text = String.join(", ", People.of(headers, field).stream().limit(200)
                    .map(person -> person.name().isBlank() ? People.address(person) : person.name() + " <" + People.address(person) + ">").toList());
            if (!text.isEmpty()) {
                details.add(new Letter.Detail(viewer.words.say("field." + field), text));
            }
        }
        headers.first("date").map(HeaderField::decoded).ifPresent(date -> details.add(new Letter.Detail(viewer.words.say("field.date"), date)));
        details.add(new Letter.Detail(viewer.words.say("field.size"), Sizes.of(found.info.size())));
        headers.first("message-id").map(HeaderField::unfolded).ifPresent(id -> details.add(new Letter.Detail("Message-ID", id)));
        headers.first("list-id").map(HeaderField::decoded).ifPresent(id -> details.add(new Letter.Detail(viewer.words.say("field.list"), id)));
        return details;
    }

    private record Body(List<Letter.Block> blocks, int pictures, int trackers, List<Letter.File> files, String filesSize, Optional<Letter.Card> card, String note) {
        static final Body NONE = new Body(List.of(), 0, 0, List.of(), "", Optional.empty(), "");
    }

    private Body body(Found found) throws IOException {
        Content content = found.in.folder().content(found.info.uid());
        MimeParser.Message message = MimeParser.parse(content);
        Parts parts = Parts.of(message.root());
        List<Letter.Block> blocks = new ArrayList<>();
        int pictures = 0;
        int trackers = 0;
        for (int i = 0; i < parts.bodies().size(); i++) {
            Shown shown = show(content, parts, i, found);
            blocks.add(shown.block);
            pictures += shown.pictures;
            trackers += shown.trackers;
        }
        List<Letter.File> files = parts.attachments().stream().map(file -> file(found, file)).toList();
        String total = Sizes.of(parts.attachments().stream().mapToLong(Parts.Attached::size).sum());
        return new Body(blocks, pictures, trackers, files, total, card(content, parts), note(message, parts));
    }

    private record Shown(Letter.Block block, int pictures, int trackers) {
    }

    private Shown show(Content content, Parts parts, int number, Found found) throws IOException {
        Parts.Body body = parts.bodies().get(number);
        if (body.html().isPresent()) {
            String html = PartReader.text(content, body.html().get(), HTML_LIMIT);
            Optional<String> simple = SimpleHtml.write(html, viewer.words.say("mail.showquoted"));
            if (simple.isPresent()) {
                return new Shown(new Letter.Block(simple.get(), "", 0), 0, 0);
            }
            Sanitizer.Clean clean = Sanitizer.clean(html, pictures(found.in, found.info.uid(), parts));
            String frame = "/frame/" + found.in.path() + "/" + found.info.uid() + "?b=" + number + (viewer.pictures ? "&pictures=show" : "");
            return new Shown(new Letter.Block("", frame, clean.height()), clean.blocked(), clean.trackers());
        }
        MimePart part = body.text().orElseThrow();
        String text = PartReader.text(content, part, PlainText.LONGEST);
        boolean flowed = part.parameters().getOrDefault("format", "").equalsIgnoreCase("flowed");
        String html = body.fixed() ? "<pre>" + Html.escape(text.strip()) + "</pre>" : PlainText.html(text, flowed, viewer.words.say("mail.showquoted"));
        return new Shown(new Letter.Block(html, "", 0), 0, 0);
    }

    /** The frame's document; empty where that body is not HTML. */
    Optional<String> frame(Desk.Opened opened, long uid, int number) throws IOException {
        Content content = opened.folder().content(uid);
        Parts parts = Parts.of(MimeParser.parse(content).root());
        Optional<MimePart> html = number >= 0 && number < parts.bodies().size() ? parts.bodies().get(number).html() : Optional.empty();
        if (html.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Sanitizer.clean(PartReader.text(content, html.get(), HTML_LIMIT), pictures(opened, uid, parts)).html());
    }

    private Sanitizer.Pictures pictures(Desk.Opened opened, long uid, Parts parts) {
        return new Sanitizer.Pictures() {
            @Override
            public Optional<String> inline(String contentId) {
                return Optional.ofNullable(parts.inline().get(contentId))
                        .map(path -> "/img/" + seal.close(new PictureRef.Part(opened.account(), opened.path(), uid, path).text()));
            }

            @Override
            public Optional<String> remote(String url) {
                return viewer.pictures ? Optional.of("/img/" + seal.close(new PictureRef.Remote(url).text())) : Optional.empty();
            }
        };
    }

    private static Letter.File file(Found found, Parts.Attached attached) {
        String name = attached.name();
        int dot = name.lastIndexOf('.');
        String kind = dot > 0 && name.length() - dot <= 5 ? name.substring(dot + 1).toUpperCase(Locale.ROOT) : "···";
        String href = "/file/" + found.in.path() + "/" + found.info.uid() + "/" + attached.path();
        return new Letter.File(href, name, kind, Sizes.of(attached.size()));
    }

    private Optional<Letter.Card> card(Content content, Parts parts) throws IOException {
        if (parts.calendar().isEmpty()) {
            return Optional.empty();
        }
        return Invitation.read(PartReader.text(content, parts.calendar().get(), PlainText.LONGEST), viewer.when.zone()).map(this::card);
    }

    private Letter.Card card(Invitation invitation) {
        var start = invitation.start().atZone(viewer.when.zone());
        var day = start.toLocalDate();
        String times = invitation.allDay() ? viewer.words.say("invite.allday")
                : viewer.when.time(invitation.start()) + invitation.end().map(end -> "–" + viewer.when.time(end)).orElse("");
        String state = switch (invitation.method()) {
            case "CANCEL" -> viewer.words.say("invite.cancelled");
            case "REPLY" -> viewer.words.say("invite.reply");
            default -> invitation.repeats() ? viewer.words.say("invite.repeats") : "";
        };
        String invited = invitation.invited() == 0 ? "" : viewer.words.say("invite.invited", "n", invitation.invited());
        String date = viewer.when.weekday(day.getDayOfWeek()) + " " + day.getDayOfMonth() + " " + viewer.when.month(day) + " " + day.getYear();
        return new Letter.Card(viewer.when.month(day).toUpperCase(viewer.words.locale()), String.valueOf(day.getDayOfMonth()), viewer.when.weekday(day.getDayOfWeek()),
                invitation.summary().isBlank() ? viewer.words.say("mail.nosubject") : invitation.summary(), date + " · " + times,
                invitation.place(), invitation.organiser(), invited, state);
    }

    /** What a reader should know about mail that is not as it ought to be. */
    private String note(MimeParser.Message message, Parts parts) {
        if (parts.encrypted()) {
            return viewer.words.say("mail.note.encrypted");
        }
        boolean headless = People.of(message.headers(), "from").isEmpty() || message.headers().first("date").isEmpty();
        boolean hollow = message.root().isMultipart() && message.root().children().isEmpty();
        boolean nothing = parts.bodies().isEmpty() && parts.attachments().isEmpty();
        return headless || hollow ? viewer.words.say("mail.note.broken") : nothing ? viewer.words.say("mail.note.empty") : "";
    }
}
