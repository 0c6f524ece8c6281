package barua.server;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;

/** Opens the doors when the application is deployed, and closes them before it ends. */
@Singleton
@Startup
@Lock(LockType.READ)
@TransactionManagement(TransactionManagementType.BEAN)
public class Barua {

    private volatile boolean ready;

    @PostConstruct
    public void open() {
        ready = true;
    }

    public boolean isReady() {
        return ready;
    }

    @PreDestroy
    public void close() {
        ready = false;
    }
}
