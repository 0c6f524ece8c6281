package barua.webmail;

import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.web.Call;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** The page of a folder: a stretch of its list, and the conversation that is open. */
@Named("messages")
@RequestScoped
public class Messages {

    private static final int BLOCK = 50;

    @Inject
    private HttpServletRequest request;
    @Inject
    private Webmail webmail;

    private Desk.Opened opened;
    private Show show;
    private int from;
    private int count;
    private Folder.Counts counts;
    private Optional<FolderIndex.Listed> listed = Optional.empty();
    private Optional<RowsPage> rows = Optional.empty();
    private Optional<Reader.Conversation> conversation = Optional.empty();
    private long uid;
    private Sought sought;

    @PostConstruct
    public void read() {
        opened = (Desk.Opened) request.getAttribute("opened");
        show = Show.of(request.getParameter("show"));
        from = number("from", 0, 10_000_000);
        count = number("n", BLOCK, 100);
        uid = request.getAttribute("uid") instanceof Long asked ? asked : 0;
        sought = Sought.of(request, When.of(call()).today());
        try {
            counts = opened.folder().counts();
            conversation = uid == 0 ? Optional.empty() : reader().conversation(opened, uid, wanted())
                    .map(open -> new FoundMarks(sought).in(open, opened.path(), uid));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The list is made only for views that show it: whoever opens a letter has it on the page already. */
    private FolderIndex.Listed listed() {
        if (listed.isEmpty()) {
            try {
                listed = Optional.of(webmail.desk().index(opened).now());
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return listed.get();
    }

    private RowsPage rows() {
        if (rows.isEmpty()) {
            try {
                List<Row> all = listed().rows();
                List<Row> chosen = show == Show.ALL ? all : all.stream().filter(show).toList();
                RowsPage.Viewer viewer = new RowsPage.Viewer(call().signedIn().account(), Words.of(call()), When.of(call()), opened.use());
                rows = Optional.of(RowsPage.of(opened.folder(), chosen, from, count, viewer));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return rows.get();
    }

    /** Of this folder, what is shown in full and was not read yet, {@code 3,5}: the page says so once a person sees it. */
    public String getUnreadUids() {
        return conversation.stream().flatMap(open -> open.letters().stream())
                .filter(letter -> letter.state().open() && letter.state().unread() && letter.place().path().equals(opened.path()))
                .map(letter -> String.valueOf(letter.place().uid())).collect(Collectors.joining(","));
    }

    private LongPredicate wanted() {
        String said = Optional.ofNullable(request.getParameter("m")).filter(text -> text.matches("all|[1-9][0-9]{0,9}")).orElse("0");
        long one = said.equals("all") ? 0 : Long.parseLong(said);
        return each -> one == 0 ? said.equals("all") : each == one;
    }

    private Reader reader() {
        boolean pictures = "show".equals(request.getParameter("pictures"));
        return new Reader(webmail.desk(), webmail.seal(), Reader.Viewer.of(call(), pictures));
    }

    public RowsPage getRows() {
        return rows();
    }

    public String getPath() {
        return opened.path();
    }

    public String getLabel() {
        return Desk.label(opened.folder().name(), opened.use(), Words.of(call()));
    }

    public String getShow() {
        return show.word();
    }

    public int getUnread() {
        return opened.is(SpecialUse.DRAFTS) ? 0 : counts.unseen();
    }

    public long getVersion() {
        return listed().version();
    }

    /** Changes up to here are in what this page shows. */
    public long getModseq() {
        return listed.map(FolderIndex.Listed::counts).orElse(counts).highestModseq();
    }

    public long getUid() {
        return uid;
    }

    public boolean isDrafts() {
        return opened.is(SpecialUse.DRAFTS);
    }

    public boolean isSpam() {
        return opened.is(SpecialUse.JUNK);
    }

    public boolean isTrash() {
        return opened.is(SpecialUse.TRASH);
    }

    public boolean isInbox() {
        return opened.path().equals("inbox");
    }

    public boolean isOpen() {
        return conversation.isPresent();
    }

    /** Its messages in this folder, for forms. */
    public String getConversationUids() {
        return conversation.orElseThrow().letters().stream().filter(letter -> letter.place().path().equals(opened.path()))
                .map(letter -> String.valueOf(letter.place().uid())).collect(Collectors.joining(","));
    }

    /** A message was asked for that is not there (any more). */
    public boolean isGone() {
        return uid != 0 && conversation.isEmpty();
    }

    public Reader.Conversation getConversation() {
        return conversation.orElseThrow();
    }

    /** Of what is open. */
    public Marked getSubject() {
        return Marked.whole(conversation.orElseThrow().subject(), sought.inSubject());
    }

    /** Where the results stand from which this letter was opened; empty text where it was not. */
    public String getResults() {
        return sought.back();
    }

    /** Where a form without script goes back to. */
    public String getBack() {
        return sought.back().isEmpty() ? "/mail/" + opened.path() : sought.back();
    }

    public boolean isOlder() {
        return rows().from() + rows().items().size() < rows().total();
    }

    public boolean isNewer() {
        return rows().from() > 0;
    }

    public String page(int start) {
        String filter = show == Show.ALL ? "" : "&show=" + show.word();
        return "/mail/" + opened.path() + "?from=" + Math.max(0, start) + filter;
    }

    /** For the script: where each date heading begins, {@code 0:Today|5:Yesterday}. */
    public String getGroups() {
        return rows().groups().stream().map(group -> group.row() + ":" + group.label()).collect(Collectors.joining("|"));
    }

    private int number(String name, int otherwise, int most) {
        String text = request.getParameter(name);
        return text != null && text.matches("[0-9]{1,8}") ? Math.min(most, Integer.parseInt(text)) : otherwise;
    }

    private Call call() {
        return Call.of(request);
    }
}
