package barua.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One request and its answer without a container: what filters and servlets of the web door ask for, and what they say. */
final class Exchange {

    final String method;
    final String uri;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final Map<String, String> parameters = new HashMap<>();
    final Map<String, Object> attributes = new HashMap<>();
    final List<Cookie> cookies = new ArrayList<>();
    /** As the container maps it; by default the decoded address. */
    String mapped;
    boolean brokenForm;
    boolean secure = true;
    String address = "192.0.2.7";
    String host = "mail.mfano.example";

    int status = 200;
    boolean passed;
    Runnable inside = () -> { };
    final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Exchange(String method, String uri) {
        this.method = method;
        this.uri = uri;
        String plain = uri.replaceAll(";[^/]*", "");
        this.mapped = plain.contains("%") ? tolerant(plain) : plain;
    }

    private static String tolerant(String path) {
        try {
            return URLDecoder.decode(path, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return path;
        }
    }

    Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Exchange parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    Exchange session(String token) {
        cookies.add(new Cookie(Cookies.SESSION, token));
        return this;
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }

    HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (_, call, with) -> switch (call.getName()) {
            case "getMethod" -> method;
            case "getRequestURI" -> uri;
            case "getServletPath" -> mapped;
            case "getPathInfo", "getQueryString", "getCharacterEncoding" -> null;
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLengthLong" -> Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
            case "getHeader" -> headers.get((String) with[0]);
            case "getParameter" -> parameters.get((String) with[0]);
            case "getParameterMap" -> {
                if (brokenForm) {
                    throw new IllegalStateException("the form ends too early");
                }
                yield Map.of();
            }
            case "getCookies" -> cookies.toArray(new Cookie[0]);
            case "getLocale" -> Locale.forLanguageTag(headers.getOrDefault("Accept-Language", "en"));
            case "isSecure" -> secure;
            case "getRemoteAddr" -> address;
            case "getServerName" -> host;
            case "getAttribute" -> attributes.get((String) with[0]);
            case "setAttribute" -> attributes.put((String) with[0], with[1]);
            case "setCharacterEncoding" -> null;
            default -> throw new UnsupportedOperationException(call.getName());
        });
    }

    HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (_, call, with) -> switch (call.getName()) {
            case "setStatus", "sendError" -> status = (Integer) with[0];
            case "setHeader", "addHeader" -> answered.put((String) with[0], (String) with[1]);
            case "setContentType" -> answered.put("Content-Type", (String) with[0]);
            case "setContentLength" -> answered.put("Content-Length", String.valueOf(with[0]));
            case "isCommitted" -> false;
            case "resetBuffer" -> null;
            case "getOutputStream" -> new Out();
            default -> throw new UnsupportedOperationException(call.getName());
        });
    }

    FilterChain chain() {
        return (_, _) -> {
            passed = true;
            inside.run();
        };
    }

    Call call() {
        return Call.of(request());
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, call, with) -> {
            Object result = handler.invoke(self, call, with);
            return call.getReturnType() == void.class ? null : result;
        }));
    }

    private final class Out extends ServletOutputStream {

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(int b) {
            body.write(b);
        }
    }
}
