package barua.mailbox;

import java.nio.charset.StandardCharsets;

/**
 * The keep area of an account, {@code keep/<date>/}: expunged messages under names that say where they were
 * ({@code base,S=,W=,F=folder,B=id.uid:2,flags}), and deleted folders whole.
 */
final class Keep {

    static final String NAME = "keep";

    private static final int LONGEST_NAME = 255;

    private Keep() {
    }

    static String name(FolderState folder, MessageTable.Entry entry) {
        String old = entry.name();
        MessageName parsed = MessageName.parse(old);
        String letters = MessageName.letters(folder.header().keywords().inName(entry.flags()), parsed.letters());
        String tail = ",B=" + folder.header().id() + "." + entry.uid() + ":2," + letters;
        String head = parsed.base() + ",S=" + entry.size() + (entry.wire() >= 0 ? ",W=" + entry.wire() : "");
        String where = ",F=" + (folder.directory().isEmpty() ? "." : folder.directory());
        boolean fits = (head + where + tail).getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
        return head + (fits ? where : "") + tail;
    }
}
