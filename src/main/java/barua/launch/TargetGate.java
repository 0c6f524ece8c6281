package barua.launch;

import fish.payara.micro.PayaraMicroRuntime;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Stands in Grizzly's chain before everything that reads a request's target: one that is none (RFC 9112 §3.2, RFC 3986 §2.1, §3.3) is replaced by one
 * which the web door answers 400. Grizzly itself answers some of these 200 with nothing, others before any of our headers can be set. Where another
 * version of Payara has its chain elsewhere, that is so again.
 */
final class TargetGate {

    private static final Logger LOG = Logger.getLogger(TargetGate.class.getName());
    /** Two slashes: no path of ours. */
    private static final String NONE = "//";
    /** What browsers and other programs send, with what they ought to encode and do not: never a control, a backslash, a part of an escape. */
    private static final Pattern PATH = Pattern.compile("/([!\"$&'()*+,\\-./0-9:;<=>@A-Z\\[\\]^_`a-z{|}~]|%[0-9A-Fa-f]{2})*+");
    private static final Pattern DOTS = Pattern.compile("(?i)/(\\.|%2e){1,2}(/|$)");
    private static final Pattern HIDDEN = Pattern.compile("(?i)%(0[0-9a-f]|1[0-9a-f]|7f|2f|5c)");

    private TargetGate() {
    }

    /** @param target without what stands behind a question mark, and without the host that it may name (RFC 9112 §3.2.2) */
    static boolean isGood(String target) {
        return target.equals("*") || PATH.matcher(target).matches() && !DOTS.matcher(target).find() && !HIDDEN.matcher(target).find() && isUtf8(target);
    }

    private static boolean isUtf8(String path) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int i = 0; i < path.length(); i++) {
                boolean escape = path.charAt(i) == '%';
                bytes.write(escape ? Integer.parseInt(path, i + 1, i + 3, 16) : path.charAt(i));
                i += escape ? 2 : 0;
            }
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException broken) {
            return false;
        }
    }

    static void stand(PayaraMicroRuntime runtime) {
        try {
            for (Object listener : GrizzlyInside.listeners(runtime)) {
                stand(listener);
            }
        } catch (ReflectiveOperationException | RuntimeException elsewhere) {
            LOG.log(Level.WARNING, "some targets that are no URI are answered by the container: " + elsewhere);
        }
    }

    @SuppressWarnings("unchecked")
    private static void stand(Object listener) throws ReflectiveOperationException {
        Class<?> filter = Class.forName("org.glassfish.grizzly.filterchain.Filter");
        Class<?> server = Class.forName("org.glassfish.grizzly.http.server.HttpServerFilter");
        List<Object> chain = (List<Object>) GrizzlyInside.field(listener, "rootFilterChain");
        int at = 0;
        while (at < chain.size() && !server.isInstance(chain.get(at))) {
            at++;
        }
        if (at == chain.size()) {
            throw new NoSuchFieldException("HttpServerFilter");
        }
        Reading reading = new Reading();
        chain.add(at, Proxy.newProxyInstance(filter.getClassLoader(), new Class<?>[] {filter}, (proxy, method, arguments) -> switch (method.getName()) {
            case "handleRead" -> reading.handle(arguments[0]);
            case "handleWrite", "handleConnect", "handleAccept", "handleEvent", "handleClose" -> reading.onward(arguments[0]);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "TargetGate";
            default -> null;
        }));
    }

    /** Grizzly's methods, found once. */
    private static final class Reading {

        private final Class<?> requests = Class.forName("org.glassfish.grizzly.http.HttpRequestPacket");
        private final Class<?> contents = Class.forName("org.glassfish.grizzly.http.HttpContent");
        private final Method message;
        private final Method onward;
        private final Method header;
        private final Method target;
        private final Method replace;

        Reading() throws ReflectiveOperationException {
            Class<?> contexts = Class.forName("org.glassfish.grizzly.filterchain.FilterChainContext");
            message = contexts.getMethod("getMessage");
            onward = contexts.getMethod("getInvokeAction");
            header = contents.getMethod("getHttpHeader");
            target = requests.getMethod("getRequestURI");
            replace = requests.getMethod("setRequestURI", String.class);
        }

        Object onward(Object context) throws ReflectiveOperationException {
            return onward.invoke(context);
        }

        Object handle(Object context) throws ReflectiveOperationException {
            Object content = message.invoke(context);
            Object head = contents.isInstance(content) ? header.invoke(content) : content;
            if (requests.isInstance(head) && !isGood(target(head))) {
                replace.invoke(head, NONE);
            }
            return onward.invoke(context);
        }

        private String target(Object head) throws ReflectiveOperationException {
            try {
                return String.valueOf(target.invoke(head));
            } catch (InvocationTargetException undecodable) {
                return "";
            }
        }
    }
}
