package barua.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before all other filters (web.xml) and bounds the requests in progress, of one address and of all: a request whose body never
 * comes holds a thread of the web server, and it has 200. Whoever is too many hears 503 at once; health checks always get through.
 * A live connection is no request in progress: it holds no thread.
 */
public class Throng extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final int FROM_ONE = 60;    // a campus behind one address sends slow uploads too
    private static final int FROM_ALL = 170;   // of the 200 threads of launch's PayaraConfig

    private final transient ConcurrentMap<String, Integer> inside = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (request.getRequestURI().startsWith("/health")) {
            chain.doFilter(request, response);
            return;
        }
        String from = String.valueOf(request.getRemoteAddr());
        int there = inside.merge(from, 1, Integer::sum);
        try {
            if (all.incrementAndGet() > FROM_ALL || there > FROM_ONE) {
                response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                response.setHeader("Retry-After", "5");
                response.setHeader("Connection", "close");   // else the server would wait for the body after all
            } else {
                chain.doFilter(request, response);
            }
        } finally {
            all.decrementAndGet();
            inside.computeIfPresent(from, (_, count) -> count == 1 ? null : count - 1);
        }
    }
}
