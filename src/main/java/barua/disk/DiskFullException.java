package barua.disk;

import java.io.IOException;

/** There is no room, or the system's quota gives none: what was asked for can be asked again when there is. */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1L;

    public DiskFullException(String message, IOException cause) {
        super(message, cause);
    }

    /** The one place that reads the system's words (ENOSPC, EDQUOT): Java has no type for them. */
    static IOException ofSystem(IOException why) {
        String text = String.valueOf(why.getMessage());
        return text.contains("No space left") || text.contains("quota exceeded") ? new DiskFullException(text, why) : why;
    }

    /** Whether this, or the system's words for it, under whatever words others have put around it, is why something failed. */
    public static boolean isCauseOf(Throwable trouble) {
        for (Throwable why = trouble; why != null; why = why.getCause()) {
            if (why instanceof DiskFullException || why instanceof IOException system && ofSystem(system) != system) {
                return true;
            }
        }
        return false;
    }
}
