package barua.launch;

import java.io.IOException;

/** The database behind the directory: the one of the data folder, or a MariaDB server elsewhere. */
sealed interface Database permits EmbeddedDatabase, ExternalDatabase {

    /** Waits until it answers. What the other methods tell is known from then on. */
    void start() throws Refusal, IOException, InterruptedException;

    String url();

    String user();

    String password();

    /** Ends what belongs to this process, at whatever point of the start it is; waits some seconds for it. */
    void stop();

    /** How drivers talk to it: bounded waits everywhere, so that a session gets a passing error while it is away. */
    String DRIVER_OPTIONS =
            "transactionIsolation=READ_COMMITTED&connectTimeout=3000&socketTimeout=20000&tcpKeepAlive=true&connectionAttributes=program_name:barua";
}
