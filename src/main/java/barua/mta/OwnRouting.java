package barua.mta;

import barua.directory.Directory;
import barua.message.Address;
import barua.queue.Routing;

/** Which way a waiting recipient goes, decided anew at each attempt: home, to the relay host, or to its domain's own hosts. */
final class OwnRouting implements Routing {

    private final MtaOptions options;
    private final Directory directory;

    OwnRouting(MtaOptions options, Directory directory) {
        this.options = options;
        this.directory = directory;
    }

    @Override
    public Hop hop(Address recipient) {
        if (directory.isOurs(recipient.domain())) {
            return new Hop.Home();
        }
        return options.relayhost().<Hop>map(relay -> relay).orElseGet(() -> new Hop.Mx(recipient.domain()));
    }
}
