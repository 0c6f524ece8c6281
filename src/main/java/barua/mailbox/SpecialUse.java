package barua.mailbox;

import java.util.Arrays;
import java.util.List;

/**
 * What a folder is for (RFC 6154, and Snoozed of draft-ietf-extra-sieve-snooze). Each account has at most one folder of each; the usual ones are
 * made with the mailbox.
 */
public enum SpecialUse {
    ARCHIVE("\\Archive", "Archive"), DRAFTS("\\Drafts", "Drafts"), JUNK("\\Junk", "Junk"), SENT("\\Sent", "Sent"), TRASH("\\Trash", "Trash"),
    /** Where letters sleep until their time has come; made for the first of them. */ SNOOZED("\\Snoozed", "Snoozed");

    private final String attribute;
    private final String usualName;

    SpecialUse(String attribute, String usualName) {
        this.attribute = attribute;
        this.usualName = usualName;
    }

    /** Those that every account has. */
    static List<SpecialUse> usual() {
        return Arrays.stream(values()).filter(use -> use != SNOOZED).toList();
    }

    /** As LIST shows it. */
    public String attribute() {
        return attribute;
    }

    public FolderName usualName() {
        return FolderName.of(usualName);
    }
}
