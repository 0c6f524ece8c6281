package barua.server;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /health/live}: the process serves HTTP. {@code /health/ready}: every port is open and mail is taken in; 503 before and while stopping. */
@WebServlet("/health/*")
public class Health extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Plugs plugs;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String asked = request.getPathInfo() == null ? "" : request.getPathInfo();
        switch (asked) {
            case "/live" -> answer(response, true);
            case "", "/", "/ready" -> answer(response, plugs.engines().filter(Engines::isReady).isPresent());
            default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void answer(HttpServletResponse response, boolean up) throws IOException {
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().print(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }
}
