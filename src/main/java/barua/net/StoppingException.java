package barua.net;

import java.io.IOException;

/** The server is about to stop: the session says good-bye and returns. */
public final class StoppingException extends IOException {

    private static final long serialVersionUID = 1L;

    public StoppingException(String message) {
        super(message);
    }
}
