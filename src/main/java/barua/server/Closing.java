package barua.server;

import jakarta.ejb.EJB;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops the engines while the application's classes can still be loaded: the container ends the class loader before it destroys
 * {@link Barua}, and what a stop needs for the first time would be missing then.
 */
@WebListener
public class Closing implements ServletContextListener {

    @EJB
    private Barua barua;

    @Override
    public void contextDestroyed(ServletContextEvent ending) {
        barua.close();
    }
}
