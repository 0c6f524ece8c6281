package barua.webmail;

import barua.web.Call;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /search?q=WORDS&page=2}: what of all mail is like a query; for a script that asks for a fragment the results alone. Changes nothing. */
@WebServlet("/search")
public class SearchServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** Of the list below the box on other pages. */
    private static final int FEW = 6;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public SearchServlet() {
    }

    SearchServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
        String page = FiltersServlet.given(request, "page");
        boolean few = request.getParameter("few") != null;
        int number = page.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(page) : 1;
        SearchPage found = new SearchPages(webmail, Call.of(request)).of(FiltersServlet.given(request, "q"), number, few ? FEW : SearchPages.ON_PAGE);
        request.setAttribute("found", found);
        response.setHeader("Cache-Control", "private, no-store");
        String view = few ? "search-few" : request.getHeader("X-Fragment") != null ? "search-results" : "search";
        request.getRequestDispatcher("/views/" + view + ".xhtml").forward(request, response);
    }
}
