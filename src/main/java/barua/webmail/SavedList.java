package barua.webmail;

import barua.web.Call;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The saved searches in the list beside every page of mail. */
@Named("searches")
@RequestScoped
public class SavedList {

    @Inject
    private HttpServletRequest request;
    @Inject
    private Webmail webmail;

    private Optional<List<Link>> links = Optional.empty();

    /** @param sure what is asked before it is deleted */
    public record Link(String name, String query, String href, String sure) {
    }

    public List<Link> getAll() throws IOException {
        if (links.isEmpty()) {
            Words words = Words.of(Call.of(request));
            links = Optional.of(webmail.savedSearches().of(Call.of(request).signedIn().account()).stream().map(saved -> new Link(saved.name(), saved.query(),
                    SearchAddress.of(saved.query(), 1), words.say("searches.delete.sure", "name", saved.name()))).toList());
        }
        return links.get();
    }

    /** Why a search could not be saved, renamed or deleted; empty text where nothing was refused. */
    public String getRefused() {
        String why = FiltersServlet.given(request, "saved");
        return Arrays.stream(SavedSearches.Refusal.values()).map(refusal -> refusal.name().toLowerCase(Locale.ROOT)).filter(why::equals).findFirst()
                .map(known -> Words.of(Call.of(request)).say("searches.refused." + known)).orElse("");
    }

    /** Where this page is, to come back to. */
    public String getBack() {
        Object uri = request.getAttribute("jakarta.servlet.forward.request_uri");
        Object query = request.getAttribute("jakarta.servlet.forward.query_string");
        return (uri == null ? request.getRequestURI() : uri.toString()) + (query == null ? "" : "?" + query);
    }
}
