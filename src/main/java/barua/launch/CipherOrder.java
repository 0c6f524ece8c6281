package barua.launch;

import fish.payara.micro.PayaraMicroRuntime;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLParameters;

/**
 * Makes the HTTPS listener choose the cipher suite by its own order, as the mail ports do. Payara has no setting for it and its Grizzly resets what Java
 * would do by itself, so the parameters that Grizzly copies for each connection are changed where they lie. Where another version of Payara has them
 * elsewhere the client's order counts: all suites that are offered are good ones.
 */
final class CipherOrder {

    private static final Logger LOG = Logger.getLogger(CipherOrder.class.getName());

    private CipherOrder() {
    }

    static void prefer(PayaraMicroRuntime runtime) {
        try {
            for (Object listener : GrizzlyInside.listeners(runtime)) {
                prefer(listener);
            }
        } catch (ReflectiveOperationException | RuntimeException elsewhere) {
            LOG.log(Level.WARNING, "HTTPS follows the client's order of cipher suites, not ours: " + elsewhere);
        }
    }

    private static void prefer(Object listener) throws ReflectiveOperationException {
        Class<?> secure = Class.forName("org.glassfish.grizzly.ssl.SSLBaseFilter");
        for (Object filter : (List<?>) listener.getClass().getMethod("getFilters", Class.class).invoke(listener, secure)) {
            ((SSLParameters) GrizzlyInside.field(GrizzlyInside.field(filter, "serverSSLEngineConfigurator"), "sslParameters"))
                    .setUseCipherSuitesOrder(true);
        }
    }
}
