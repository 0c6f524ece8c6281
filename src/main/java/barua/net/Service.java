package barua.net;

import java.io.IOException;

/** What a listener serves: one call for each connection, on a virtual thread of its own. The listener closes the connection afterwards. */
@FunctionalInterface
public interface Service {

    /** @throws IOException when the peer is gone or too slow; the listener takes it as the end of the session */
    void serve(Connection connection) throws IOException;
}
