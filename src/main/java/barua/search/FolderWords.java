package barua.search;

import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Folding;
import java.util.Map;
import java.util.Optional;

/** What people call folders: by their names, and those that every account has as the pages call them, in both languages. */
public final class FolderWords {

    private static final Map<String, SpecialUse> USES = Map.ofEntries(Map.entry("spam", SpecialUse.JUNK), Map.entry("junk", SpecialUse.JUNK),
            Map.entry("barua taka", SpecialUse.JUNK), Map.entry("taka", SpecialUse.JUNK), Map.entry("trash", SpecialUse.TRASH),
            Map.entry("bin", SpecialUse.TRASH), Map.entry("deleted", SpecialUse.TRASH), Map.entry("tupio", SpecialUse.TRASH),
            Map.entry("sent", SpecialUse.SENT), Map.entry("zilizotumwa", SpecialUse.SENT), Map.entry("drafts", SpecialUse.DRAFTS),
            Map.entry("draft", SpecialUse.DRAFTS), Map.entry("rasimu", SpecialUse.DRAFTS), Map.entry("archive", SpecialUse.ARCHIVE),
            Map.entry("kumbukumbu", SpecialUse.ARCHIVE));

    private FolderWords() {
    }

    /** By its whole name, or the last part of it, or as one above it, or by what it is for. @param name folded */
    public static boolean isIn(FolderName folder, Optional<SpecialUse> use, String name) {
        if (use.isPresent() && use.get() == USES.get(name) || folder.isInbox() && name.equals("kikasha")) {
            return true;
        }
        String folded = plain(Folding.fold(folder.toString()));
        String plain = plain(name);
        return folded.equals(plain) || folded.startsWith(plain + "/") || folded.endsWith("/" + plain) || folded.contains("/" + plain + "/");
    }

    /** Quotation marks cannot be written within quotation marks. */
    private static String plain(String name) {
        return name.replace('"', ' ').strip();
    }
}
