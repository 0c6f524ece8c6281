package barua.web;

/**
 * What a station says of the addresses that begin with one word.
 *
 * @param word   the first word of the path; empty for {@code /}
 * @param csrf   whether whatever changes something must bring the session's own token
 * @param answer how it is sent, and how strangers are turned away
 */
public record Route(String word, Asks asks, boolean csrf, Answer answer) {

    /** What comes back. */
    public enum Answer {
        /** Pages for people: gathered, compressed; strangers see the sign-in. */
        PAGE,
        /** Answers for scripts: gathered, compressed; strangers get 401. */
        DATA,
        /** Sent as it comes: files, pictures, news. */
        STREAM
    }

    public Route {
        if (!word.matches("[a-z0-9.-]*") || csrf && !(asks instanceof Asks.Cookie)) {
            throw new IllegalArgumentException("no route: " + word);
        }
    }

    /** For people who are signed in, with a token for each change. */
    public static Route inside(String word, Answer answer) {
        return new Route(word, new Asks.Cookie(), true, answer);
    }

    /** For everybody. */
    public static Route outside(String word, Answer answer) {
        return new Route(word, new Asks.Anybody(), false, answer);
    }
}
