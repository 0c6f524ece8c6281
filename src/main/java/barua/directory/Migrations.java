package barua.directory;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Brings the database to this program's version before Hibernate validates it. The container makes the persistence unit
 * while it prepares the deployment: anything that starts with the application would come too late.
 */
public final class Migrations implements Integrator {

    @Override
    public void integrate(Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
        run(factory.getServiceRegistry().requireService(ConnectionProvider.class).unwrap(DataSource.class));
    }

    @Override
    public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
        // The connections are the container's.
    }

    /**
     * Runs what is missing of {@code db/migration}. @throws org.flywaydb.core.api.FlywayException where a script fails or was changed, or the
     * database is newer
     */
    static void run(DataSource database) {
        // A newer database stays closed to an older program: Flyway would overlook its future migrations by default.
        Flyway.configure(Migrations.class.getClassLoader()).dataSource(database).locations("classpath:db/migration")
                .ignoreMigrationPatterns(new String[0]).connectRetries(5).load().migrate();
    }
}
