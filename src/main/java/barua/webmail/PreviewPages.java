package barua.webmail;

import barua.extract.FilePreview;
import barua.extract.FirstPage;
import barua.message.Content;
import barua.message.MimeParser;
import barua.web.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts the page of a preview together for one request. */
final class PreviewPages {

    private static final int MOST_LEAVES = 1_000;
    private static final String PAGE = "\f";
    private static final Pattern NEXT_LINE = Pattern.compile("[^\n]\n[^\n]");

    private final Words words;
    private final Sought sought;

    PreviewPages(Call call, Sought sought) {
        this.words = Words.of(call);
        this.sought = sought;
    }

    PreviewPage of(LetterFile file, FilePreview preview) throws IOException {
        MarkedHtml marked = new MarkedHtml(sought.inText());
        List<PreviewPage.Leaf> leaves = leaves(preview.text(), marked);
        String pages = preview.pages() > 0 ? words.say("preview.pages", "n", (long) preview.pages()) : "";
        String marks = sought.inText().isEmpty() ? "" : words.say("preview.marks", "n", (long) marked.count());
        return new PreviewPage(new PreviewPage.About(file.attached().name(), subject(file.letter()), Sizes.kind(file.attached().name()), size(file), pages),
                ways(file, preview), note(preview), preview.picture().map(page -> picture(file, page)).orElse(PreviewPage.Picture.NONE), leaves, marks);
    }

    private String subject(Content letter) throws IOException {
        return Optional.of(MimeParser.parse(letter).headers().text("subject")).filter(text -> !text.isBlank()).orElse(words.say("mail.nosubject"));
    }

    private static String size(LetterFile file) throws IOException {
        boolean counted = file.attached().size() <= 1_000_000;
        return Sizes.of(counted ? Attachments.decoded(file.located().content(), file.located().part()).size() : file.attached().size());
    }

    private PreviewPage.Ways ways(LetterFile file, FilePreview preview) {
        String letter = file.opened().path() + "/" + file.uid();
        String asked = sought.query().isEmpty() ? "" : "?q=" + SearchAddress.encoded(sought.query());
        return new PreviewPage.Ways(sought.query().isEmpty() ? "/mail/" + letter : FoundLink.of(letter, sought.query(), FoundLink.page(sought.page())),
                sought.back(), "/file/" + file.key(), preview.state() == FilePreview.State.BUSY ? "/preview/" + file.key() + asked : "");
    }

    private PreviewPage.Picture picture(LetterFile file, FirstPage page) {
        return new PreviewPage.Picture("/first-page/" + file.key(), words.say("preview.picture", "name", file.attached().name()), page.width(), page.height());
    }

    private String note(FilePreview preview) {
        return switch (preview.state()) {
            case WHOLE -> "";
            case CUT -> words.say("preview.cut");
            case EMPTY -> words.say("preview.empty");
            case ENCRYPTED -> words.say("preview.encrypted");
            case BROKEN -> words.say("preview.broken");
            case UNKNOWN -> words.say("preview.unknown");
            case TOO_LARGE -> words.say("preview.toolarge");
            case BUSY -> words.say("preview.busy");
        };
    }

    /** What lies behind the last leaf that is shown alone stands in it, too. */
    private List<PreviewPage.Leaf> leaves(String text, MarkedHtml marked) {
        List<PreviewPage.Leaf> leaves = new ArrayList<>();
        boolean divided = text.contains(PAGE);
        int number = 0;
        for (String page : text.split(PAGE, MOST_LEAVES)) {
            number++;
            String body = tidy(page);
            if (!body.isEmpty()) {
                leaves.add(new PreviewPage.Leaf(number, divided ? words.say("preview.page", "page", (long) number) : "", marked.marked(Html.escape(body))));
            }
        }
        return leaves;
    }

    /** Readers of PDF put an empty line behind each line: where there are no two lines without one between them, it says nothing. */
    static String tidy(String page) {
        // Line by line: a search for blanks before an end takes the square of their number.
        String lines = page.lines().map(line -> line.replace('\u00a0', ' ').stripTrailing()).collect(Collectors.joining("\n"));
        String body = lines.replaceAll("\n{3,}+", "\n\n").strip();
        return NEXT_LINE.matcher(body).find() ? body : body.replace("\n\n", "\n");
    }
}
