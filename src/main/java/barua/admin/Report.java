package barua.admin;

import barua.message.Status;
import java.util.List;

/**
 * What barua sendmail ends with, as sendmail(1) does.
 *
 * @param exit     of sysexits.h, which scripts look at
 * @param words    for standard output
 * @param troubles for standard error
 */
public record Report(int exit, List<String> words, List<String> troubles) {

    static final int OK = 0;
    private static final int USAGE = 64;          // EX_USAGE
    private static final int NO_USER = 67;        // EX_NOUSER
    private static final int NO_HOST = 68;        // EX_NOHOST
    private static final int UNAVAILABLE = 69;    // EX_UNAVAILABLE
    private static final int TRY_AGAIN = 75;      // EX_TEMPFAIL

    static Report taken(List<String> troubles) {
        return new Report(OK, List.of(), troubles);
    }

    static Report unusable(String why) {
        return new Report(USAGE, List.of(), List.of(why));
    }

    static Report tooLarge(long limit) {
        return new Report(UNAVAILABLE, List.of(), List.of("the message is larger than " + limit + " bytes"));
    }

    /** The code for what was said about a recipient. */
    static int exit(Status status) {
        if (status.isDone()) {
            return OK;
        }
        if (status.isPassing()) {
            return TRY_AGAIN;
        }
        boolean address = status.subject() == 1;
        return !address ? UNAVAILABLE : status.detail() == 2 ? NO_HOST : NO_USER;
    }
}
