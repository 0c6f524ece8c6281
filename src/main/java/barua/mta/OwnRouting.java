package barua.mta;

import barua.directory.Directory;
import barua.message.Address;
import barua.queue.Routing;

/** Which way a waiting recipient goes, decided anew at each attempt: home, to the relay host, or to its domain's own hosts. */
final class OwnRouting implements Routing {

    private final MtaOptions options;
    private final Directory directory;
    private final Router router;

    OwnRouting(MtaOptions options, Directory directory, Router router) {
        this.options = options;
        this.directory = directory;
        this.router = router;
    }

    @Override
    public Hop hop(Address recipient) {
        if (directory.isOurs(router.home(recipient).domain())) {
            return new Hop.Home();
        }
        return options.relayhost().<Hop>map(relay -> relay).orElseGet(() -> new Hop.Mx(recipient.domain()));
    }
}
