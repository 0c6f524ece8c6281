package barua.webmail;

import barua.message.Address;
import barua.web.Call;
import barua.web.Local;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** {@code POST /searches}: saves, renames and deletes a saved search, and goes back to a page; with a word for why where it was not done. */
@WebServlet("/searches")
public class SavedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Webmail webmail;

    /** For the container. */
    public SavedServlet() {
    }

    SavedServlet(Webmail webmail) {
        this.webmail = webmail;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        SavedSearches searches = webmail.savedSearches();
        String name = FiltersServlet.given(request, "name");
        String saved = FiltersServlet.given(request, "saved");
        String back = Local.or(FiltersServlet.given(request, "back"), "/mail/inbox").replaceFirst("[?&]saved=[a-z]*$", "");
        Optional<SavedSearches.Refusal> refusal = switch (FiltersServlet.given(request, "verb")) {
            case "save" -> {
                String query = FiltersServlet.given(request, "q");
                back = SearchAddress.of(query, 1);
                yield searches.save(account, name, query);
            }
            case "rename" -> searches.rename(account, saved, name);
            case "remove" -> request.getParameter("sure") == null ? Optional.empty() : searches.remove(account, saved);
            default -> Optional.empty();
        };
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", refusal.isEmpty() ? back : with(back, refusal.get()));
    }

    private static String with(String address, SavedSearches.Refusal why) {
        return address + (address.contains("?") ? "&" : "?") + "saved=" + why.name().toLowerCase(Locale.ROOT);
    }
}
