package barua.directory;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import net.bytebuddy.matcher.ElementMatchers;
import org.hibernate.jpa.HibernatePersistenceProvider;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.format.FormatMapper;

/** Ledgers as a container would give them, over the real persistence.xml: each call one transaction with an entity manager of its own. */
final class Ledgers {

    private Ledgers() {
    }

    static EntityManagerFactory unit(DataSource database) {
        return new HibernatePersistenceProvider().createEntityManagerFactory("barua", Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "hibernate.transaction.coordinator_class", "jdbc",
                "hibernate.transaction.jta.platform", "org.hibernate.engine.transaction.jta.platform.internal.NoJtaPlatform",
                "hibernate.type.json_format_mapper", new NoJson(),
                "jakarta.persistence.jtaDataSource", database));
    }

    /** Hibernate looks for a JSON binding, which only the container has; nothing here is kept as JSON. */
    private static final class NoJson implements FormatMapper {

        @Override
        public <T> T fromString(CharSequence text, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> String toString(T value, JavaType<T> type, WrapperOptions options) {
            throw new UnsupportedOperationException();
        }
    }

    static Ledger over(EntityManagerFactory unit) throws ReflectiveOperationException {
        return new ByteBuddy().subclass(Ledger.class).method(ElementMatchers.isDeclaredBy(Ledger.class).and(ElementMatchers.isPublic()))
                .intercept(InvocationHandlerAdapter.of((_, method, arguments) -> inTransaction(unit, method, arguments)))
                .make().load(Ledger.class.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(java.lang.invoke.MethodHandles.lookup()))
                .getLoaded().getDeclaredConstructor().newInstance();
    }

    private static Object inTransaction(EntityManagerFactory unit, Method method, Object[] arguments) throws Throwable {
        try (EntityManager rows = unit.createEntityManager()) {
            Ledger ledger = new Ledger();
            ledger.rows = rows;
            EntityTransaction transaction = rows.getTransaction();
            transaction.begin();
            try {
                Object result = method.invoke(ledger, arguments);
                transaction.commit();
                return result;
            } catch (InvocationTargetException failed) {
                transaction.rollback();
                throw failed.getCause();
            } finally {
                if (transaction.isActive()) {
                    transaction.rollback();
                }
            }
        }
    }
}
