package barua.web;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Sends whoever comes by plain HTTP to HTTPS, all but health checks and the proof of a certificate order (RFC 8555 §8.3). In web.xml, so that it
 * stands before the door.
 */
public class HttpsOnly extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Instance<Web> injected;

    private transient Supplier<Web> web = () -> injected.get();

    /** For the container. */
    public HttpsOnly() {
    }

    HttpsOnly(Web web) {
        this.web = () -> web;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.isSecure() || mayBePlain(request.getRequestURI())) {
            chain.doFilter(request, response);
            return;
        }
        boolean repeatable = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        response.setStatus(repeatable ? HttpServletResponse.SC_MOVED_PERMANENTLY : 308);   // RFC 9110 §15.4.9: the method stays
        response.setHeader("Location", location(request));
    }

    private static boolean mayBePlain(String path) {
        return path.equals("/health") || path.startsWith("/health/") || path.startsWith("/.well-known/acme-challenge/");
    }

    private String location(HttpServletRequest request) {
        int port = web.get().httpsPort();
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return "https://" + host(request.getServerName()) + (port == 443 ? "" : ":" + port) + (request.getRequestURI() + query)
                .replaceAll("[^!-~]|[\"<>\\\\^`{|}]", "");
    }

    /** The name that was asked for, as long as it is a name: whatever else stands there does not come back in our answer. */
    private String host(String asked) {
        return asked != null && asked.matches("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]") ? asked : web.get().hostname();
    }
}
