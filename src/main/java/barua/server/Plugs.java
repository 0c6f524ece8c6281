package barua.server;

import barua.directory.Directory;
import barua.mailbox.MailStore;
import barua.mta.Outgoing;
import barua.queue.Queue;
import barua.sasl.Logins;
import barua.trace.Trace;
import barua.webmail.Live;
import barua.webmail.Sessions;
import barua.webmail.Site;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;

/** Lets beans inject the engines. They are the objects themselves, not proxies: final classes that know nothing of the container. */
@ApplicationScoped
public class Plugs {

    private volatile Engines engines;

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
    public Sessions sessions() {
        return engines.sessions();
    }

    @Produces
    public Site site() {
        Settings settings = engines.settings();
        return new Site(settings.hostname(), settings.name(), settings.messageSizeLimit(), settings.sendHold());
    }
}
