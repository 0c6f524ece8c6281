package barua.mailbox;

/** What a folder is for (RFC 6154). Each account has at most one folder of each; they are made with the mailbox. */
public enum SpecialUse {
    ARCHIVE("\\Archive", "Archive"), DRAFTS("\\Drafts", "Drafts"), JUNK("\\Junk", "Junk"), SENT("\\Sent", "Sent"), TRASH("\\Trash", "Trash");

    private final String attribute;
    private final String usualName;

    SpecialUse(String attribute, String usualName) {
        this.attribute = attribute;
        this.usualName = usualName;
    }

    /** As LIST shows it. */
    public String attribute() {
        return attribute;
    }

    public FolderName usualName() {
        return FolderName.of(usualName);
    }
}
