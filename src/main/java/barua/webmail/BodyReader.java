package barua.webmail;

import barua.message.Content;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;
import barua.message.Wrapped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What one message says, in sections: its own words, files and invitation, and each message inside it. A walk that keeps count, for a message
 * can hold thousands: past the bounds the rest is offered as files.
 */
final class BodyReader {

    /** Letters of text or HTML that are drawn in the page itself, of all bodies together; more would make it slow to use. */
    static final int MOST_IN_PAGE = 200_000;
    /** Letters of one body that its frame shows; all of it is shown on its own page. */
    static final int MOST_IN_FRAME = 2_000_000;
    private static final int MOST_SECTIONS = 30;
    private static final int DEEPEST = 10;
    private static final int MOST_WRAPPINGS = 5;
    private static final int MOST_PEOPLE = 50;
    private static final int LONGEST_HOLLOW = 20_000;
    private static final int LONGEST_CALENDAR = 400_000;

    private final Reader.Viewer viewer;
    private final Seal seal;
    private final Desk.Opened in;
    private final long uid;
    private final List<SectionDraft> sections = new ArrayList<>();
    private int inPage;
    private int blocked;
    private int trackers;
    private int wrappings;

    BodyReader(Reader.Viewer viewer, Seal seal, Desk.Opened in, long uid) {
        this.viewer = viewer;
        this.seal = seal;
        this.in = in;
        this.uid = uid;
    }

    /** A section while it is gathered. */
    private static final class SectionDraft {

        private final int level;
        private final Optional<ShownMessage.Inside> head;
        private final List<ShownMessage.Block> blocks = new ArrayList<>();
        private final List<ShownMessage.File> files = new ArrayList<>();
        private final List<ShownMessage.Note> notes = new ArrayList<>();
        private Optional<ShownMessage.Card> card = Optional.empty();
        private long size;
        private boolean signed;

        SectionDraft(int level, Optional<ShownMessage.Inside> head) {
            this.level = level;
            this.head = head;
        }

        void signed() {
            signed = true;
        }

        ShownMessage.Section shown(boolean open, Words words) {
            if (signed) {
                notes.add(new ShownMessage.Note(words.say("mail.note.signed"), false, false));
            }
            return new ShownMessage.Section(level, head, open, List.copyOf(blocks), List.copyOf(files), Sizes.of(size), card, List.copyOf(notes));
        }
    }

    /** Bytes and what is in them: a message, one inside it, or one that was unwrapped. */
    private record Scope(Content content, Parts parts, String path) {
    }

    List<ShownMessage.Section> read(Content content) throws IOException {
        MimeParser.Message message = MimeParser.parse(content);
        SectionDraft first = new SectionDraft(0, Optional.empty());
        sections.add(first);
        scope(new Scope(content, Parts.of(message.root()), Parts.ROOT), first);
        oddities(message, first);
        boolean open = first.blocks.isEmpty() && sections.size() == 2;
        return sections.stream().map(section -> section.shown(open || section.level == 0, viewer.words())).toList();
    }

    ShownMessage.Pictures pictures() {
        return new ShownMessage.Pictures(blocked, trackers, viewer.pictures());
    }

    private void scope(Scope scope, SectionDraft section) throws IOException {
        Set<String> shown = new HashSet<>();    // paths of parts that stand in the page and need not be offered as files
        Map<Parts.Piece, ShownMessage.Block> drawn = new IdentityHashMap<>();   // words first: they say which pictures are theirs
        List<Parts.Body> bodies = scope.parts.bodies();
        for (int i = 0; i < bodies.size(); i++) {
            drawn.put(bodies.get(i), words(scope, bodies.get(i), i, shown));
        }
        for (Parts.Piece piece : scope.parts.pieces()) {
            switch (piece) {
                case Parts.Body words -> section.blocks.add(drawn.get(words));
                case Parts.Picture picture -> picture(scope, picture, section, shown);
                case Parts.Inside inside -> inside(scope, inside, section);
                case Parts.Wrapping wrapping -> unwrap(scope, wrapping, section, shown);
            }
        }
        if (scope.parts.encrypted()) {
            section.notes.add(new ShownMessage.Note(viewer.words().say("mail.note.encrypted"), true, true));
        }
        if (scope.parts.signed()) {
            section.signed();
        }
        if (scope.parts.calendar().isPresent() && section.card.isEmpty()) {
            section.card = card(scope.content, scope.parts.calendar().get());
        }
        files(scope, section, shown);
    }

    private ShownMessage.Block words(Scope scope, Parts.Body body, int number, Set<String> shown) throws IOException {
        if (body.html().isPresent()) {
            String html = PartReader.text(scope.content, body.html().get(), MOST_IN_FRAME + 1);
            if (body.text().isEmpty() || !isHollow(html)) {
                return html(scope, html, number, shown);
            }
        }
        MimePart part = body.text().orElseThrow();
        int room = MOST_IN_PAGE - inPage;
        String text = PartReader.text(scope.content, part, room + 1);
        boolean cut = text.length() > room;
        inPage += Math.min(room, text.length());
        String begin = cut ? wholeCharacters(text, room) : text;
        String html = body.fixed() ? "<pre>" + Html.escape(begin.strip()) + "</pre>" : PlainText.html(part, begin, viewer.words().say("mail.showquoted"));
        return new ShownMessage.Block(html, "", 0, false, cut ? address(scope, number) + "&whole=yes" : "", cut);
    }

    private ShownMessage.Block html(Scope scope, String html, int number, Set<String> shown) {
        boolean cut = html.length() > MOST_IN_FRAME;
        String begin = cut ? wholeCharacters(html, MOST_IN_FRAME) : html;
        Optional<String> simple = begin.length() > MOST_IN_PAGE - inPage ? Optional.empty() : SimpleHtml.write(begin, viewer.words().say("mail.showquoted"));
        if (simple.isPresent()) {
            inPage += begin.length();
            return ShownMessage.Block.own(simple.get());
        }
        Sanitizer.Clean clean = Sanitizer.clean(begin, pictures(scope.parts, shown));
        blocked += clean.blocked();
        trackers += clean.trackers();
        String address = address(scope, number) + (viewer.pictures() ? "&pictures=show" : "");
        // Of a frame that the page does not look into nobody knows how high it must be.
        return new ShownMessage.Block("", address, clean.height(), clean.small(), cut || !clean.small() ? address + "&whole=yes" : "", cut);
    }

    /** Some programs send an empty HTML form beside the words. */
    private static boolean isHollow(String html) {
        if (html.length() > LONGEST_HOLLOW) {
            return false;
        }
        Document document = Jsoup.parse(html);
        return document.text().isBlank() && document.select("img").isEmpty();
    }

    private static String wholeCharacters(String text, int length) {
        return text.substring(0, length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
    }

    private String address(Scope scope, int number) {
        return "/frame/" + in.path() + "/" + uid + "?b=" + number + (scope.path.equals(Parts.ROOT) ? "" : "&in=" + scope.path);
    }

    private Sanitizer.Pictures pictures(Parts parts, Set<String> shown) {
        return new SealedPictures(viewer, seal, in, uid, parts) {
            @Override
            public Optional<String> inline(String contentId) {
                Optional<String> address = super.inline(contentId);
                address.flatMap(found -> path(contentId)).ifPresent(shown::add);
                return address;
            }
        };
    }

    private void picture(Scope scope, Parts.Picture picture, SectionDraft section, Set<String> shown) {
        if (shown.contains(picture.path())) {
            return;
        }
        String name = scope.parts.file(picture.path()).map(Parts.Attached::name).orElse("");
        String source = SealedPictures.address(seal, viewer, in, uid, picture.path());
        section.blocks.add(ShownMessage.Block.own("<p class=\"letter-picture\"><img src=\"" + source + "\" alt=\"" + Html.escape(name)
                + "\" loading=\"lazy\"></p>"));
    }

    private void inside(Scope scope, Parts.Inside inside, SectionDraft section) throws IOException {
        if (sections.size() >= MOST_SECTIONS || section.level >= DEEPEST) {
            return;   // it is among the files
        }
        String path = Parts.step(inside.path(), Parts.MESSAGE);
        Headers headers = inside.message().headers();
        SectionDraft own = new SectionDraft(section.level + 1, Optional.of(head(headers)));
        sections.add(own);
        scope(new Scope(scope.content, Parts.of(inside.message().root(), path), path), own);
    }

    private ShownMessage.Inside head(Headers headers) {
        String subject = headers.text("subject");
        String time = headers.first("date").map(date -> viewer.when().written(date)).orElse("");
        List<ShownMessage.Detail> details = Stream.of(detail("from", people(headers, "from")), detail("to", people(headers, "to")), detail("date", time))
                .filter(detail -> !detail.text().isEmpty()).toList();
        return new ShownMessage.Inside(subject.isBlank() ? viewer.words().say("mail.nosubject") : subject, details);
    }

    private ShownMessage.Detail detail(String field, String text) {
        return new ShownMessage.Detail(viewer.words().say("field." + field), text);
    }

    private static String people(Headers headers, String field) {
        return String.join(", ", People.of(headers, field).stream().limit(MOST_PEOPLE).map(People::inFull).toList());
    }

    /** What cannot be opened is either encrypted or a file like others. */
    private void unwrap(Scope scope, Parts.Wrapping wrapping, SectionDraft section, Set<String> shown) throws IOException {
        boolean signing = Wrapped.maySign(wrapping.part());
        Optional<Content> inner = wrappings++ < MOST_WRAPPINGS && depth(scope.path) < Located.DEEPEST_WRAPPING
                ? Wrapped.open(scope.content, wrapping.part()) : Optional.empty();
        if (inner.isEmpty()) {
            if (signing) {
                section.notes.add(new ShownMessage.Note(viewer.words().say("mail.note.encrypted"), true, true));
            }
            return;
        }
        String path = Parts.step(wrapping.path(), Located.UNWRAPPED);
        Parts parts = Parts.of(MimeParser.parse(inner.get()).root(), path);
        if (signing) {
            section.signed();
            shown.add(wrapping.path());
        } else if (!parts.attachments().isEmpty()) {
            shown.add(wrapping.path());
        }
        boolean words = signing || section.blocks.isEmpty();   // Outlook's file repeats what stands beside it
        scope(new Scope(inner.get(), words ? parts : parts.withoutBodies(), path), section);
    }

    private static int depth(String path) {
        return (int) Arrays.stream(path.split("\\.")).filter(Located.UNWRAPPED::equals).count();
    }

    private void files(Scope scope, SectionDraft section, Set<String> shown) {
        Stream<Parts.Attached> unseen = scope.parts.embedded().stream().filter(file -> !shown.contains(file.path()));
        Stream<Parts.Attached> all = scope.parts.attachments().stream().filter(file -> !shown.contains(file.path()));
        Stream.concat(all, unseen).forEach(file -> {
            section.files.add(file(file));
            section.size += file.size();
        });
    }

    private ShownMessage.File file(Parts.Attached attached) {
        String name = attached.name();
        String key = in.path() + "/" + uid + "/" + attached.path();
        return new ShownMessage.File("/file/" + key, name, Sizes.kind(name), Sizes.of(attached.size()),
                attached.type().matches("(audio|video)/.*") ? "" : "/preview/" + key);
    }

    private Optional<ShownMessage.Card> card(Content content, MimePart calendar) throws IOException {
        String text = PartReader.unfolded(content, calendar, LONGEST_CALENDAR);
        return Invitation.read(text, viewer.when().zone()).map(invitation -> InvitationCard.of(invitation, viewer.words(), viewer.when()));
    }

    /** What a reader should know about mail that is not as it ought to be. */
    private void oddities(MimeParser.Message message, SectionDraft section) {
        boolean headless = People.of(message.headers(), "from").isEmpty() || message.headers().first("date").isEmpty();
        boolean nothing = section.blocks.isEmpty() && section.files.isEmpty() && section.notes.isEmpty() && sections.size() == 1;
        if (headless || nothing) {
            section.notes.addFirst(new ShownMessage.Note(viewer.words().say(headless ? "mail.note.broken" : "mail.note.empty"), true, true));
        }
    }
}
