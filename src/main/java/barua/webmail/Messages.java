package barua.webmail;

import barua.mailbox.Flags;
import barua.mailbox.FlagChange;
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
import java.util.OptionalLong;
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
    private FolderIndex.Listed listed;
    private RowsPage rows;
    private Optional<Reader.Conversation> conversation = Optional.empty();
    private long uid;

    @PostConstruct
    public void read() {
        opened = (Desk.Opened) request.getAttribute("opened");
        show = Show.of(request.getParameter("show"));
        from = number("from", 0, 10_000_000);
        count = number("n", BLOCK, 100);
        uid = request.getAttribute("uid") instanceof Long asked ? asked : 0;
        try {
            conversation = uid == 0 ? Optional.empty() : reader().conversation(opened, uid, wanted());
            markRead();
            listed = webmail.desk().index(opened).now();
            List<Row> chosen = show == Show.ALL ? listed.rows() : listed.rows().stream().filter(show).toList();
            rows = RowsPage.of(opened.folder(), chosen, from, count, new RowsPage.Viewer(call().signedIn().account(), Words.of(call()), When.of(call()), opened.use()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What is shown in full has been read. */
    private void markRead() throws IOException {
        if (conversation.isEmpty()) {
            return;
        }
        long[] unread = conversation.get().letters().stream().filter(letter -> letter.open() && letter.unread() && letter.path().equals(opened.path()))
                .mapToLong(Letter::uid).sorted().toArray();
        if (unread.length > 0) {
            opened.folder().store(unread, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
        }
    }

    private Optional<Long> wanted() {
        return Optional.ofNullable(request.getParameter("m")).filter(text -> text.matches("[1-9][0-9]{0,9}")).map(Long::valueOf);
    }

    private Reader reader() {
        boolean pictures = "show".equals(request.getParameter("pictures"));
        return new Reader(webmail.desk(), webmail.seal(), new Reader.Viewer(call().signedIn().account(), Words.of(call()), When.of(call()), pictures));
    }

    public RowsPage getRows() {
        return rows;
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
        return opened.is(SpecialUse.DRAFTS) ? 0 : listed.counts().unseen();
    }

    public int getTotalMessages() {
        return listed.counts().messages();
    }

    public long getVersion() {
        return listed.version();
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
        return conversation.orElseThrow().letters().stream().filter(letter -> letter.path().equals(opened.path()))
                .map(letter -> String.valueOf(letter.uid())).collect(Collectors.joining(","));
    }

    /** A message was asked for that is not there (any more). */
    public boolean isGone() {
        return uid != 0 && conversation.isEmpty();
    }

    public Reader.Conversation getConversation() {
        return conversation.orElseThrow();
    }

    public boolean isOlder() {
        return rows.from() + rows.items().size() < rows.total();
    }

    public boolean isNewer() {
        return rows.from() > 0;
    }

    public String page(int start) {
        String filter = show == Show.ALL ? "" : "&show=" + show.word();
        return "/mail/" + opened.path() + "?from=" + Math.max(0, start) + filter;
    }

    /** For the script: where each date heading begins, {@code 0:Today|5:Yesterday}. */
    public String getGroups() {
        return rows.groups().stream().map(group -> group.row() + ":" + group.label()).collect(Collectors.joining("|"));
    }

    private int number(String name, int otherwise, int most) {
        String text = request.getParameter(name);
        return text != null && text.matches("[0-9]{1,8}") ? Math.min(most, Integer.parseInt(text)) : otherwise;
    }

    private Call call() {
        return Call.of(request);
    }
}
