package barua.webmail;

import barua.directory.Account;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Content;
import barua.message.Headers;
import barua.message.HtmlToText;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the form shows when somebody begins to write: an empty sheet, a reply, a letter passed on, or a draft to go on with. */
final class Opening {

    /** Gives the editor addresses of pictures. */
    interface Pictures {

        String address(Desk.Opened in, long uid, String part);
    }

    /** Letters of one body: as many as the form takes back ({@link ComposeServlet}). */
    static final int LONGEST = 4_000_000;
    /** Letters of a body that are read for an answer; its text is shorter. */
    private static final int LONGEST_QUOTED = 2_000_000;

    private final Desk desk;
    private final Account account;
    private final Words words;
    private final When when;
    private final Pictures pictures;

    Opening(Desk desk, Account account, Words words, When when, Pictures pictures) {
        this.pictures = pictures;
        this.desk = desk;
        this.account = account;
        this.words = words;
        this.when = when;
    }

    /** @param to may be a {@code mailto:} address with its fields taken apart already */
    Sheet blank(String to, String cc, String bcc, String subject, String body) {
        return sheet("", "new", to, cc, bcc, subject, body, List.of());
    }

    /** A reply, a reply to all, or the letter passed on; empty where the original is not there. */
    Optional<Sheet> about(String re, String mode) throws IOException {
        Optional<Place> place = Place.of(re);
        Optional<Desk.Opened> opened = place.isEmpty() ? Optional.empty() : desk.open(account.address(), place.get().path());
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try {
            Content content = opened.get().folder().content(place.get().uid());
            MimeParser.Message message = MimeParser.parse(content);
            return Optional.of(switch (mode) {
                case "forward" -> forward(re, opened.get(), place.get().uid(), message, content);
                case "attach" -> attach(re, message, content);
                default -> reply(re, mode, message, content);
            });
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** The draft of that UID, or the one that has taken its place since; empty where there is neither. */
    Optional<Sheet> draft(long wanted) throws IOException {
        Desk.Opened drafts = desk.open(account.address(), SpecialUse.DRAFTS);
        try {
            boolean there = !drafts.folder().infos(new long[] {wanted}).isEmpty();
            Optional<Long> uid = there ? Optional.of(wanted) : FormerDrafts.follow(drafts.folder(), wanted);
            if (uid.isEmpty()) {
                return Optional.empty();
            }
            Content content = drafts.folder().content(uid.get());
            return Optional.of(draft(drafts, uid.get(), MimeParser.parse(content), content));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private Sheet draft(Desk.Opened drafts, long uid, MimeParser.Message message, Content content) throws IOException {
        Headers headers = message.headers();
        String[] about = headers.text("x-barua-re").split(" ", 2);
        Parts parts = Parts.of(message.root());
        if (size(parts) > LONGEST) {
            return untouched(drafts, uid, headers, content);
        }
        boolean rich = parts.bodies().stream().anyMatch(body -> body.html().isPresent());
        String html = rich ? EditorHtml.opened(html(parts, content), byContentId(drafts, uid, parts)) : "";
        String text = rich ? HtmlToText.text(html) : new ReadableText(LONGEST).of(parts, content);
        String from = People.of(headers, "from").stream().findFirst().map(People::address).orElse(account.address().toString());
        return new Sheet(uid, Drafts.key(headers).orElseGet(Drafts::newKey), about.length == 2 ? about[1] : "", about.length == 2 ? about[0] : "new", from,
                people(headers, "to"), people(headers, "cc"), people(headers, "bcc"),
                headers.text("subject"), text, html, Attachments.withPictures(drafts, uid, EditorHtml.contentIds(html)), List.of());
    }

    /** A draft that is longer than the form takes back stays as it is; the new letter, to the same people, carries it. */
    private Sheet untouched(Desk.Opened drafts, long uid, Headers headers, Content content) throws IOException {
        Sheet.File whole = new Sheet.File(drafts.path() + "/" + uid, fileName(headers.text("subject")), Sizes.of(content.size()));
        return sheet("", "new", people(headers, "to"), people(headers, "cc"), people(headers, "bcc"), headers.text("subject"), words.say("compose.toolong"),
                List.of(whole));
    }

    private Sheet reply(String re, String mode, MimeParser.Message message, Content content) throws IOException {
        Headers headers = message.headers();
        Map<String, AddressItem.Mailbox> to = new LinkedHashMap<>();
        Map<String, AddressItem.Mailbox> cc = new LinkedHashMap<>();
        boolean mine = People.of(headers, "from").stream().anyMatch(this::isMe);
        List<AddressItem.Mailbox> answers = mine ? People.of(headers, "to") : first(People.of(headers, "reply-to"), People.of(headers, "from"));
        answers.forEach(person -> to.put(key(person), person));
        if (mode.equals("all")) {
            People.of(headers, "to").stream().filter(person -> !isMe(person)).forEach(person -> to.putIfAbsent(key(person), person));
            People.of(headers, "cc").stream().filter(person -> !isMe(person) && !to.containsKey(key(person))).forEach(person -> cc.put(key(person), person));
        }
        ReadableText reading = new ReadableText(LONGEST_QUOTED);
        String original = reading.of(Parts.of(message.root()), content);
        String text = "\n\n" + attribution(headers) + "\n" + Quoting.quoted(original, reading.isCut(), words.say("compose.quote.rest"));
        return sheet(re, mode.equals("all") ? "all" : "reply", join(to.values()), join(cc.values()), "", Quoting.replySubject(headers.text("subject")), text,
                List.of());
    }

    private Sheet forward(String re, Desk.Opened opened, long uid, MimeParser.Message message, Content content) throws IOException {
        Parts parts = Parts.of(message.root());
        if (size(parts) > LONGEST) {
            return attach(re, message, content);   // more than can be written at: it goes on as it is
        }
        Headers headers = message.headers();
        List<String> lines = new ArrayList<>(List.of("", "", "---------- " + words.say("compose.forwarded") + " ----------"));
        for (String field : List.of("from", "date", "subject", "to", "cc")) {
            String value = switch (field) {
                case "subject" -> headers.text(field);
                case "date" -> headers.first("date").map(when::written).orElse("");
                default -> people(headers, field);
            };
            if (!value.isBlank()) {
                lines.add(words.say(field.equals("subject") ? "compose.subject" : "field." + field) + ": " + value);
            }
        }
        String head = String.join("\n", lines) + "\n\n";
        String text = head + new ReadableText(LONGEST).of(parts, content);
        boolean rich = parts.bodies().stream().anyMatch(body -> body.html().isPresent());
        String original = rich ? html(parts, content) : "";
        String html = rich ? Quoting.html(head) + EditorHtml.forwarded(original, byContentId(opened, uid, parts)) : Quoting.html(text);
        List<Sheet.File> files = Attachments.withPictures(opened, uid, EditorHtml.contentIds(html));
        return new Sheet(0, Drafts.newKey(), re, "forward", account.address().toString(), "", "", "", Quoting.forwardSubject(headers.text("subject")), text,
                html, files, List.of());
    }

    /** The whole letter as it is, inside a new one. */
    private Sheet attach(String re, MimeParser.Message message, Content content) throws IOException {
        String subject = message.headers().text("subject");
        Sheet.File file = new Sheet.File(re, fileName(subject), Sizes.of(content.size()));
        return sheet(re, "forward", "", "", "", Quoting.forwardSubject(subject), "", List.of(file));
    }

    private String fileName(String subject) {
        String name = (subject.isBlank() ? words.say("mail.nosubject") : subject).replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
        return (name.length() > 100 ? name.substring(0, 100) : name) + ".eml";
    }

    private Function<String, Optional<EditorHtml.Picture>> byContentId(Desk.Opened in, long uid, Parts parts) {
        return id -> Optional.ofNullable(parts.inline().get(id))
                .map(path -> new EditorHtml.Picture(pictures.address(in, uid, path), in.path() + "/" + uid + "/" + path));
    }

    /** Bytes of all that is read, which are no fewer than its letters. */
    private static long size(Parts parts) {
        return parts.bodies().stream().map(body -> body.html().or(body::text).orElseThrow()).mapToLong(MimePart::bodySize).sum();
    }

    /** All that is read, as one piece of HTML. */
    private static String html(Parts parts, Content content) throws IOException {
        List<String> pieces = new ArrayList<>();
        for (Parts.Body body : parts.bodies()) {
            pieces.add(body.html().isPresent() ? EditorHtml.body(PartReader.text(content, body.html().get(), LONGEST))
                    : Html.escape(PartReader.text(content, body.text().orElseThrow(), LONGEST)).replace("\n", "<br>"));
        }
        return pieces.size() == 1 ? pieces.getFirst() : pieces.stream().map(piece -> "<div>" + piece + "</div>").collect(Collectors.joining());
    }

    private Sheet sheet(String re, String mode, String to, String cc, String bcc, String subject, String text, List<Sheet.File> files) {
        return new Sheet(0, Drafts.newKey(), re, mode, account.address().toString(), to, cc, bcc, subject, text, Quoting.html(text), files, List.of());
    }

    private String attribution(Headers headers) {
        AddressItem.Mailbox from = People.of(headers, "from").stream().findFirst().orElse(new AddressItem.Mailbox("", "", "", ""));
        String name = People.address(from).isEmpty() ? words.say("mail.nosender") : People.name(from);
        return headers.first("date").flatMap(field -> barua.message.Dates.parse(field.unfolded()))
                .map(date -> words.say("compose.wrote.on", "date", when.full(date), "name", name)).orElseGet(() -> words.say("compose.wrote", "name", name));
    }

    private static List<AddressItem.Mailbox> first(List<AddressItem.Mailbox> wanted, List<AddressItem.Mailbox> otherwise) {
        return wanted.isEmpty() ? otherwise : wanted;
    }

    private boolean isMe(AddressItem.Mailbox person) {
        return person.address().map(Address::folded)
                .filter(address -> desk.directory().sendersOf(account).contains(address) || address.equals(account.address())).isPresent();
    }

    private static String key(AddressItem.Mailbox person) {
        return People.address(person).toLowerCase(java.util.Locale.ROOT);
    }

    private static String people(Headers headers, String field) {
        return join(People.of(headers, field));
    }

    private static String join(java.util.Collection<AddressItem.Mailbox> people) {
        return people.stream().map(Recipients::text).collect(Collectors.joining(", "));
    }
}
