package barua.webmail;

import barua.mailbox.Folder;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Outline;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A stretch of a folder's list as a page shows it. */
public record RowsPage(List<Item> items, int from, int total, List<Group> groups) {

    /** A heading and the number of the first row under it. */
    public record Group(int row, String label) {
    }

    /**
     * One row.
     *
     * @param heading the date heading above it; empty where the row before has the same
     * @param number  from 1 in the whole list
     * @param file    an attachment's name, with how many more there are; empty where there is none
     */
    public record Item(String heading, int number, long uid, String uids, boolean unread, boolean flagged, boolean answered, boolean forwarded, String names,
                       int count, String time, String subject, String snippet, String file, boolean draft) {
    }

    /** Whom rows are drawn for. */
    record Viewer(Address account, Words words, When when, Optional<SpecialUse> use) {
    }

    /** How many messages of a conversation are asked for the names of its writers. */
    private static final int NAMES_FROM = 8;
    private static final int MOST_NAMES = 3;
    private static final int SNIPPET = 90;

    static RowsPage of(Folder folder, List<Row> rows, int from, int count, Viewer viewer) throws IOException {
        List<Group> groups = groups(rows, viewer.when);
        int first = Math.clamp(from, 0, rows.size());
        int end = (int) Math.min(rows.size(), (long) first + count);
        Map<Integer, String> headings = groups.stream().collect(Collectors.toMap(Group::row, Group::label));
        List<Item> items = new ArrayList<>(end - first);
        for (int i = first; i < end; i++) {
            items.add(item(folder, rows.get(i), i, headings.getOrDefault(i, ""), viewer));
        }
        return new RowsPage(items, first, rows.size(), groups);
    }

    /** Where each date heading begins. */
    static List<Group> groups(List<Row> rows, When when) {
        List<Group> groups = new ArrayList<>();
        Instant start = Instant.MAX;
        for (int i = 0; i < rows.size(); i++) {
            Instant received = rows.get(i).received();
            if (received.isBefore(start)) {
                groups.add(new Group(i, when.group(received)));
                start = when.groupStart(received);
            }
        }
        return groups;
    }

    private static Item item(Folder folder, Row row, int index, String heading, Viewer viewer) {
        Optional<Outline> known = outline(folder, row.newest());
        Words words = viewer.words;
        String subject = known.map(outline -> outline.headers().text("subject")).filter(text -> !text.isBlank()).orElse(words.say("mail.nosubject"));
        String names = names(folder, row, viewer);
        String file = known.map(RowsPage::file).orElse("");
        String time = viewer.when.brief(row.received());
        String snippet = brief(known.map(Outline::preview).orElse(""));
        return new Item(heading, index + 1, row.newest(), uids(row), row.unread() > 0, row.flagged(), row.answered(), row.forwarded(), names, row.uids().length,
                time, subject, snippet, file, viewer.use.filter(use -> use == SpecialUse.DRAFTS).isPresent());
    }

    /** As much as a row has room for; in a list of fifty the rest would be half of what is sent. */
    static String brief(String preview) {
        if (preview.codePointCount(0, preview.length()) <= SNIPPET) {
            return preview;
        }
        String cut = preview.substring(0, preview.offsetByCodePoints(0, SNIPPET));
        int blank = cut.lastIndexOf(' ');
        return (blank > SNIPPET / 2 ? cut.substring(0, blank) : cut) + "…";
    }

    private static String uids(Row row) {
        StringBuilder out = new StringBuilder();
        for (long uid : row.uids()) {
            out.append(out.isEmpty() ? "" : ",").append(uid);
        }
        return out.toString();
    }

    /** Empty for a message that is gone, or whose file cannot be read: the others are listed all the same. */
    private static Optional<Outline> outline(Folder folder, long uid) {
        try {
            return Optional.of(folder.outline(uid));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** One person in full, several by first names with "me" for the reader; where we wrote ourselves, to whom. */
    private static String names(Folder folder, Row row, Viewer viewer) {
        boolean written = viewer.use.filter(use -> use == SpecialUse.SENT || use == SpecialUse.DRAFTS).isPresent();
        Set<String> full = new LinkedHashSet<>();
        Set<String> brief = new LinkedHashSet<>();
        int asked = Math.min(NAMES_FROM, row.uids().length);
        for (int i = asked - 1; i >= 0; i--) {
            Optional<Outline> outline = outline(folder, row.uids()[i]);
            for (AddressItem.Mailbox person : outline.map(known -> People.of(known.headers(), written ? "to" : "from")).orElse(List.of())) {
                boolean me = person.address().map(Address::folded).filter(viewer.account::equals).isPresent();
                full.add(me ? viewer.words.say("mail.me") : People.name(person));
                brief.add(me ? viewer.words.say("mail.me") : People.firstName(person));
            }
        }
        if (full.isEmpty()) {
            return viewer.words.say(written ? "mail.norecipient" : "mail.nosender");
        }
        List<String> shown = new ArrayList<>(full.size() == 1 ? full : brief);
        String text = String.join(", ", shown.subList(Math.max(0, shown.size() - MOST_NAMES), shown.size()));
        return written ? viewer.words.say("mail.to.names", "names", text) : text;
    }

    private static String file(Outline outline) {
        List<Parts.Attached> attachments = Parts.of(outline.structure()).attachments();
        return attachments.isEmpty() ? "" : attachments.getFirst().name() + (attachments.size() > 1 ? " +" + (attachments.size() - 1) : "");
    }
}
