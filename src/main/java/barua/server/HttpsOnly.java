package barua.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Sends whoever comes by plain HTTP to HTTPS, all but health checks and the proof of a certificate order (RFC 8555 §8.3). In web.xml, so that it stands before the pages' own filter. */
public class HttpsOnly extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private int port;

    @Override
    public void init() {
        port = ConfigProvider.getConfig().getValue("barua.port-base", Integer.class) + 443;
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
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        return "https://" + request.getServerName() + (port == 443 ? "" : ":" + port) + request.getRequestURI() + query;
    }
}
