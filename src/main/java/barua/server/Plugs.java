package barua.server;

import barua.delivery.DryRun;
import barua.delivery.RedirectPolicy;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.extract.Previewer;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.Domain;
import barua.mta.Outgoing;
import barua.queue.Queue;
import barua.sasl.Logins;
import barua.search.Search;
import barua.trace.Trace;
import barua.web.Asks;
import barua.web.Route;
import barua.web.Routes;
import barua.web.Sessions;
import barua.web.TokenServlet;
import barua.web.Web;
import barua.webmail.ForwardingPolicy;
import barua.webmail.Live;
import barua.webmail.Site;
import barua.webmail.WebmailRoutes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lets beans inject the engines. They are the objects themselves, not proxies: final classes that know nothing of the container. */
@ApplicationScoped
public class Plugs {

    private volatile Engines engines;
    private final Routes routes = new Routes(all());

    /** What the stations behind the web door answer to. */
    private static List<Route> all() {
        List<Route> all = new ArrayList<>(WebmailRoutes.ALL);
        all.add(new Route("health", new Asks.Nobody(), false, Route.Answer.STREAM));
        all.add(TokenServlet.ROUTE);
        return all;
    }

    void plug(Engines started) {
        engines = started;
    }

    Optional<Engines> engines() {
        return Optional.ofNullable(engines);
    }

    @Produces
    public MailStore store() {
        return engines.store();
    }

    @Produces
    public Directory directory() {
        return engines.directory();
    }

    @Produces
    public Logins logins() {
        return engines.logins();
    }

    @Produces
    public Queue queue() {
        return engines.queue();
    }

    @Produces
    public Outgoing outgoing() {
        return engines.mta().outgoing();
    }

    @Produces
    public Trace trace() {
        return engines.trace();
    }

    @Produces
    public Live live() {
        return engines.live();
    }

    @Produces
    public DryRun dryRun() {
        return engines.dryRun();
    }

    @Produces
    public Search search() {
        return engines.search();
    }

    @Produces
    public Previewer previewer() {
        return engines.previewer();
    }

    @Produces
    public Sessions sessions() {
        return engines.sessions();
    }

    @Produces
    public Routes routes() {
        return routes;
    }

    /** Null while the engines start or stop: the door says so to whoever comes. */
    @Produces
    public Web web() {
        return engines().filter(Engines::isReady).map(Plugs::web).orElse(null);
    }

    private static Web web(Engines ready) {
        return new Web(ready.settings().hostname(), ready.settings().portBase() + 443, ready.sessions(), ready.directory(), ready.logins());
    }

    @Produces
    public Site site() {
        Settings settings = engines.settings();
        return new Site(settings.hostname(), settings.name(), settings.messageSizeLimit(), settings.sendHold(),
                forwarding(settings.redirects(), engines.directory()),
                settings.vacation(), engines.sealKey());
    }

    /** As delivery does it with what rules send on. */
    private static ForwardingPolicy forwarding(RedirectPolicy policy, Directory directory) {
        Predicate<Address> good = to -> policy.allows(to, directory::isOurs);
        Stream<String> own = policy.where() == RedirectPolicy.Where.NONE ? Stream.of() : directory.domains().stream().map(Domain::unicode);
        Stream<String> approved = policy.where() == RedirectPolicy.Where.APPROVED
                ? Stream.concat(policy.domains().stream().map(Domain::unicode), policy.addresses().stream().map(Address::toString)).sorted() : Stream.of();
        Predicate<Address> nobodys = to -> directory.lookUp(to) instanceof Entry.Nobody;
        return new ForwardingPolicy(policy.where() == RedirectPolicy.Where.ANY, Stream.concat(own, approved).toList(), good, nobodys);
    }
}
