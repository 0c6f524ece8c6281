package barua.launch;

import fish.payara.micro.PayaraMicroRuntime;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Payara's Grizzly, where no setting reaches it. */
final class GrizzlyInside {

    private static final String LISTENER = "configs.config.server-config.network-config.network-listeners.network-listener.";

    private GrizzlyInside() {
    }

    /** Has ports listened to that are off in the configuration: whoever comes while the program is not there yet is refused, not misled. */
    static void open(PayaraMicroRuntime runtime, List<String> listeners) throws Refusal {
        try {
            Object server = field(runtime, "runtime");
            Object commands = server.getClass().getMethod("getCommandRunner").invoke(server);
            Method run = Class.forName("org.glassfish.embeddable.CommandRunner").getMethod("run", String.class, String[].class);
            for (String listener : listeners) {
                Object result = run.invoke(commands, "set", new String[] {LISTENER + listener + ".enabled=true"});
                Class<?> results = Class.forName("org.glassfish.embeddable.CommandResult");
                if (!String.valueOf(results.getMethod("getExitStatus").invoke(result)).equals("SUCCESS")) {
                    throw new Refusal("the web port does not open: " + results.getMethod("getOutput").invoke(result));
                }
            }
        } catch (ReflectiveOperationException elsewhere) {
            throw new Refusal("the web ports do not open: " + elsewhere);
        }
    }

    /** For HTTP and HTTPS. @throws ReflectiveOperationException where another version of Payara has them elsewhere */
    static List<Object> listeners(PayaraMicroRuntime runtime) throws ReflectiveOperationException {
        Object server = field(runtime, "runtime");
        Class<?> service = Class.forName("com.sun.enterprise.v3.services.impl.GrizzlyService");
        Object grizzly = server.getClass().getMethod("getService", Class.class).invoke(server, service);
        List<Object> listeners = new ArrayList<>();
        for (Object proxy : (Collection<?>) field(grizzly, "proxies")) {
            listeners.add(proxy.getClass().getMethod("getUnderlyingListener").invoke(proxy));
        }
        return listeners;
    }

    /** Its own or an inherited one. */
    static Object field(Object of, String name) throws ReflectiveOperationException {
        for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(of);
                }
            }
        }
        throw new NoSuchFieldException(of.getClass().getName() + "." + name);
    }
}
