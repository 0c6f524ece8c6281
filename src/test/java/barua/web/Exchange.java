package barua.web;

import barua.message.Address;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One request and its answer without a container: what filters and servlets of the web door ask for, and what they say. */
public final class Exchange {

    final String method;
    final String uri;
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final Map<String, String> parameters = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    public final Map<String, Object> attributes = new HashMap<>();
    final List<Cookie> cookies = new ArrayList<>();
    /** As the container maps it; by default the decoded address. */
    String mapped;
    boolean brokenForm;
    boolean secure = true;
    String address = "192.0.2.7";
    String host = "mail.mfano.example";

    public int status = 200;
    boolean passed;
    Runnable inside = () -> { };
    private byte[] sent = {};
    /** Where the request was handed on to, such as a view; empty where it was not. */
    public String forwarded = "";
    public final Map<String, String> answered = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(body, false, StandardCharsets.UTF_8);

    public Exchange(String method, String uri) {
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

    public Exchange header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Exchange parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** A file of a form, as the browser sends it. */
    public Exchange part(String name, String fileName, byte[] bytes) {
        headers.put("Content-Type", "multipart/form-data; boundary=x");
        parts.add(proxy(Part.class, (_, call, _) -> switch (call.getName()) {
            case "getName" -> name;
            case "getSubmittedFileName" -> fileName;
            case "getContentType" -> "application/octet-stream";
            case "getSize" -> (long) bytes.length;
            case "getInputStream" -> new ByteArrayInputStream(bytes);
            default -> throw new UnsupportedOperationException(call.getName());
        }));
        return this;
    }

    Exchange session(String token) {
        cookies.add(new Cookie(Cookies.SESSION, token));
        return this;
    }

    public Exchange body(String text) {
        sent = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** As the door hands it to a servlet of somebody who is signed in. */
    public Exchange signedIn(Address account) {
        List<String> steps = Steps.of(uri).orElseThrow();
        Session session = new Session(account, false, "csrf", "mark", Instant.EPOCH);
        new Call(steps.isEmpty() ? steps : steps.subList(1, steps.size()), Optional.of(session), Optional.of(account), "token", "en", "auto", "light",
                "comfortable", ZoneOffset.UTC)
                .put(request());
        return this;
    }

    public String text() {
        writer.flush();
        return body.toString(StandardCharsets.UTF_8);
    }

    public byte[] bytes() {
        return body.toByteArray();
    }

    public HttpServletRequest request() {
        return proxy(HttpServletRequest.class, (_, call, with) -> switch (call.getName()) {
            case "getMethod" -> method;
            case "getRequestURI" -> uri;
            case "getServletPath" -> mapped;
            case "getPathInfo", "getQueryString", "getCharacterEncoding" -> null;
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLengthLong" -> Long.parseLong(headers.getOrDefault("Content-Length", "-1"));
            case "getHeader" -> headers.get((String) with[0]);
            case "getParameter" -> parameters.get((String) with[0]);
            case "getParameterValues" -> parameters.containsKey((String) with[0]) ? new String[] {parameters.get((String) with[0])} : null;
            case "getInputStream" -> new In(sent);
            case "getParts" -> parts;
            case "getRequestDispatcher" -> (RequestDispatcher) proxy(RequestDispatcher.class, (_, _, _) -> forwarded = (String) with[0]);
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

    public HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (_, call, with) -> switch (call.getName()) {
            case "setStatus", "sendError" -> status = (Integer) with[0];
            case "setHeader", "addHeader" -> answered.put((String) with[0], (String) with[1]);
            case "setContentType" -> answered.put("Content-Type", (String) with[0]);
            case "setContentLength" -> answered.put("Content-Length", String.valueOf(with[0]));
            case "isCommitted" -> false;
            case "resetBuffer" -> null;
            case "getOutputStream" -> new Out();
            case "getWriter" -> writer;
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

    private static final class In extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        In(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
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
