package barua.message;

/** One thing that was found out, or done, about a letter on its way; each station that judges or changes letters has records of its own. */
public interface Note {

    /** For the trace. */
    String text();
}
