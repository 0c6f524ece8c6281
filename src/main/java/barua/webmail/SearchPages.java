package barua.webmail;

import barua.extract.Extracted;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.message.AddressItem;
import barua.message.Content;
import barua.message.HtmlToText;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.Outline;
import barua.message.PartReader;
import barua.search.FileText;
import barua.search.FolderWords;
import barua.search.Found;
import barua.search.QueryReader;
import barua.search.SearchQuery;
import barua.search.Wanted;
import barua.web.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Puts the page of a search together for one request. */
final class SearchPages {

    static final int ON_PAGE = 12;
    private static final int LONGEST_TEXT = 200_000;

    private final Webmail webmail;
    private final Call call;
    private final Words words;
    private final When when;
    private final Mailbox mailbox;
    private final Map<FolderName, Optional<SpecialUse>> uses = new HashMap<>();

    SearchPages(Webmail webmail, Call call) throws IOException {
        this.webmail = webmail;
        this.call = call;
        this.words = Words.of(call);
        this.when = When.of(call);
        this.mailbox = webmail.desk().store().open(call.signedIn().account());
        mailbox.list().forEach(entry -> uses.put(entry.name(), entry.use()));
    }

    /** @param page from 1 @param count letters of it */
    SearchPage of(String typed, int page, int count) throws IOException {
        SearchQuery query = QueryReader.read(typed, when.today(), call.signedIn().account().toString());
        Found found = webmail.search().find(call.signedIn().account(), query, when.zone());
        int from = Math.min(found.hits().size(), (page - 1) * count);
        int to = Math.min(found.hits().size(), from + count);
        List<SearchPage.Item> items = new ArrayList<>();
        for (Found.Hit hit : found.hits().subList(from, to)) {
            item(hit, query.words(), new From(typed, page)).ifPresent(items::add);
        }
        QueryWords writing = new QueryWords(words, uses);
        List<SearchPage.Chip> chips = new ArrayList<>();
        for (int i = 0; i < query.terms().size(); i++) {
            SearchQuery.Term term = query.terms().get(i);
            chips.add(new SearchPage.Chip(writing.shown(term), href(query.without(i), 1), term.wrong() || namesNoFolder(term.wanted())));
        }
        String status = query.isEmpty() ? typed.isBlank() ? "" : words.say("search.nothing") : words.say("search.found", "n", (long) found.hits().size());
        List<SearchPage.Chip> better = found.hits().isEmpty() && !query.isEmpty() ? webmail.search().better(call.signedIn().account(), query)
                .map(other -> new SearchPage.Chip(other, href(other, 1), false)).stream().toList() : List.of();
        return new SearchPage(typed, chips, better, status, note(found), items,
                found.hits().isEmpty() ? List.of() : new Facets(query, typed, found, when, words, writing).groups(),
                page > 1 ? href(typed, page - 1) : "", to < found.hits().size() ? href(typed, page + 1) : "", !typed.isBlank(),
                new SearchPage.Extent(page, found.hits().size()));
    }

    private boolean namesNoFolder(Wanted wanted) {
        return wanted instanceof Wanted.InFolder(String name)
                && uses.entrySet().stream().noneMatch(folder -> FolderWords.isIn(folder.getKey(), folder.getValue(), name));
    }

    /** Of words that were looked for, those that were looked for there. */
    private static List<Wanted.Words> in(List<Wanted.Words> sought, Wanted.In place) {
        return sought.stream().filter(words -> words.in() == Wanted.In.ANYWHERE || words.in() == place).toList();
    }

    /** The page that a result is opened from. */
    private record From(String query, int page) {
    }

    /** What was not looked through. */
    private String note(Found found) {
        if (found.cut()) {
            return words.say("search.cut");
        }
        return found.known() < found.all() ? words.say("search.behind", "n", found.known() * 100 / Math.max(1, found.all())) : "";
    }

    private static String href(String query, int page) {
        return SearchAddress.of(query, page);
    }

    /** Empty for one that went meanwhile, or whose file cannot be read. */
    private Optional<SearchPage.Item> item(Found.Hit hit, List<Wanted.Words> sought, From from) {
        try {
            Optional<SpecialUse> use = uses.getOrDefault(hit.folder(), Optional.empty());
            var folder = mailbox.folder(hit.folder());
            var info = folder.info(hit.uid());
            Outline outline = folder.outline(hit.uid());
            boolean draft = use.equals(Optional.of(SpecialUse.DRAFTS));
            boolean written = draft || use.equals(Optional.of(SpecialUse.SENT));
            String people = People.of(outline.headers(), written ? "to" : "from").stream().map(this::name).collect(Collectors.joining(", "));
            String names = people.isEmpty() ? words.say(written ? "mail.norecipient" : "mail.nosender")
                    : written ? words.say("mail.to.names", "names", people) : people;
            String subject = Optional.of(outline.headers().text("subject")).filter(text -> !text.isBlank()).orElse(words.say("mail.nosubject"));
            FoundState state = FoundState.of(FolderPath.of(hit.folder(), use), hit.uid(), info.flags());
            String href = draft ? "/compose/" + hit.uid() : FoundLink.of(state.key(), from.query, from.page);
            Shown shown = shown(hit, outline, folder.content(hit.uid()), sought);
            return Optional.of(new SearchPage.Item(href, state, names, Desk.label(hit.folder(), use, words),
                    when.brief(hit.received()), Marked.whole(subject, in(sought, Wanted.In.SUBJECT)), shown.snippet, shown.file,
                    shown.part.isEmpty() ? "" : FoundLink.preview(state.key() + "/" + shown.part, from.query, from.page), shown.inside));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private String name(AddressItem.Mailbox person) {
        return People.name(person);
    }

    /** What is shown of what a letter says. @param inside whether the snippet stands in the file @param part where that lies; empty where nobody knows */
    private record Shown(Marked snippet, Marked file, boolean inside, String part) {

        Shown(Marked snippet, Marked file, boolean inside) {
            this(snippet, file, inside, "");
        }
    }

    private Shown shown(Found.Hit hit, Outline outline, Content content, List<Wanted.Words> sought) throws IOException {
        Optional<Marked> own = snippet(outline, content, in(sought, Wanted.In.BODY));
        Marked named = file(outline, in(sought, Wanted.In.FILE));
        boolean marked = named.pieces().stream().anyMatch(Marked.Piece::mark);
        if (named.isEmpty()) {
            return new Shown(own.orElseGet(() -> beginning(outline)), named, false);
        }
        List<FileText> files = webmail.search().files(call.signedIn().account(), hit);
        if (own.isEmpty() && !marked) {
            Optional<Shown> inside = inFiles(files, outline, content, in(sought, Wanted.In.BODY));
            if (inside.isPresent()) {
                return inside.get();
            }
        }
        String state = files.stream().filter(file -> file.kind() != Extracted.Kind.TEXT).findFirst()
                .map(file -> words.say("search.file." + file.kind().name().toLowerCase(Locale.ROOT), "name", file.name())).orElse("");
        return new Shown(own.orElseGet(() -> beginning(outline)), state.isEmpty() ? named : Marked.whole(state, in(sought, Wanted.In.FILE)), false);
    }

    /** The place in a file, in what was read of it or in what a text that comes as a file says itself. */
    private Optional<Shown> inFiles(List<FileText> files, Outline outline, Content content, List<Wanted.Words> sought) throws IOException {
        for (FileText file : files) {
            Marked inside = Marked.around(file.text().replaceAll("\\s", " "), sought);
            if (!inside.isEmpty()) {
                OptionalInt page = file.page(Marked.first(file.text(), sought));
                String name = page.isPresent() ? words.say("search.file.page", "name", file.name(), "page", (long) page.getAsInt()) : file.name();
                return Optional.of(new Shown(inside, Marked.whole(name, List.of()), true, Parts.of(outline.structure()).way(files, file)));
            }
        }
        for (Parts.Attached file : Parts.of(outline.structure()).attachments()) {
            Optional<MimePart> part = Parts.at(outline.structure(), file.path()).filter(one -> one.type().equals("text"));
            if (part.isPresent()) {
                String text = PartReader.text(content, part.get(), LONGEST_TEXT);
                Marked inside = Marked.around((part.get().subtype().equals("html") ? HtmlToText.text(text) : text).replaceAll("\\s+", " "), sought);
                if (!inside.isEmpty()) {
                    return Optional.of(new Shown(inside, Marked.whole(file.name(), List.of()), true, file.path()));
                }
            }
        }
        return Optional.empty();
    }

    private static Marked beginning(Outline outline) {
        return Marked.whole(RowsPage.brief(outline.preview()), List.of());
    }

    private static Optional<Marked> snippet(Outline outline, Content content, List<Wanted.Words> sought) throws IOException {
        Marked preview = Marked.around(outline.preview(), sought);
        if (!preview.isEmpty()) {
            return Optional.of(preview);
        }
        String text = new ReadableText(LONGEST_TEXT).of(Parts.of(MimeParser.parse(content).root()), content).replaceAll("\\s+", " ");
        Marked around = Marked.around(text, sought);
        return Optional.of(around).filter(found -> !found.isEmpty());
    }

    /** The file whose name was looked for, else the first. */
    private static Marked file(Outline outline, List<Wanted.Words> sought) {
        List<Parts.Attached> files = Parts.of(outline.structure()).attachments();
        for (Parts.Attached file : files) {
            Marked marked = Marked.whole(file.name(), sought);
            if (marked.pieces().stream().anyMatch(Marked.Piece::mark)) {
                return marked;
            }
        }
        return files.isEmpty() ? new Marked(List.of()) : Marked.whole(files.getFirst().name() + (files.size() > 1 ? " +" + (files.size() - 1) : ""), List.of());
    }
}
