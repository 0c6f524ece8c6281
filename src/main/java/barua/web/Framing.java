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

/** Stands before everything else (web.xml): a request of which nobody can say where it ends is answered 400, and its connection closed. */
public class Framing extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Instance<Web> injected;

    private transient Supplier<Web> web = () -> injected.get();

    /** For the container. */
    public Framing() {
    }

    Framing(Web web) {
        this.web = () -> web;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        if (RequestHead.of(request).fault().isPresent()) {
            response.setHeader("Connection", "close");
            ErrorPage.write(request, response, HttpServletResponse.SC_BAD_REQUEST, Web.hostname(web.get()));
            return;
        }
        chain.doFilter(request, response);
    }
}
