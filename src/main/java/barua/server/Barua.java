package barua.server;

import barua.directory.Registry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the engines when the application is deployed, keeps their clock, and stops them before it ends. */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class Barua {

    @EJB
    private Registry registry;

    @Inject
    private Plugs plugs;

    @Resource
    private ContextService contexts;

    @Resource
    private ManagedScheduledExecutorService clock;

    private Engines engines;
    private final List<Future<?>> timers = new ArrayList<>();

    @PostConstruct
    public void open() {
        engines = new Engines(Settings.read(ConfigProvider.getConfig()), new Engines.Container(registry, withContext()));
        plugs.plug(engines);
        try {
            engines.start();
        } catch (IOException failed) {
            throw new EJBException("Barua does not start: " + failed.getMessage(), failed);
        }
        every(30, Recurring.of("mail in spool/pickup is taken in", engines::collect));
        every(30, Recurring.of("snoozed letters are woken", engines::wake));
        every(3, Recurring.of("the directory is read when the database is back", () -> engines.refresh(true)));
        every(60, Recurring.of("the directory is read anew", () -> engines.refresh(false)));
    }

    private void every(int seconds, Recurring step) {
        timers.add(clock.scheduleWithFixedDelay(step, seconds, seconds, TimeUnit.SECONDS));
    }

    /** May be called twice: by {@link Closing}, and by the container. */
    @PreDestroy
    public synchronized void close() {
        timers.forEach(timer -> timer.cancel(true));
        timers.clear();
        if (engines != null) {
            engines.stop();
            engines = null;
        }
    }

    /** Virtual threads carry none of the container's context: without this, look-ups of java:app names fail there. */
    @SuppressWarnings("unchecked")
    private Consumer<Runnable> withContext() {
        Consumer<Runnable> run = Runnable::run;
        return contexts.createContextualProxy(run, Consumer.class);
    }
}
