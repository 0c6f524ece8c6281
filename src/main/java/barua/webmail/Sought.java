package barua.webmail;

import barua.search.QueryReader;
import barua.search.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a letter was found by, as the address says by which it is opened.
 *
 * @param query empty where it was not found but opened
 * @param page  of the results, as it stands in the address
 */
record Sought(String query, Optional<String> page, List<Wanted.Words> words) {

    static Sought of(HttpServletRequest request, LocalDate today) {
        String query = Optional.ofNullable(request.getParameter("q")).filter(text -> text.length() <= QueryReader.LONGEST).orElse("").strip();
        return new Sought(query, Optional.ofNullable(request.getParameter("page")), query.isEmpty() ? List.of() : QueryReader.read(query, today).words());
    }

    private List<Wanted.Words> in(Wanted.In part) {
        return words.stream().filter(one -> one.in() == Wanted.In.ANYWHERE || one.in() == part).toList();
    }

    List<Wanted.Words> inText() {
        return in(Wanted.In.BODY);
    }

    List<Wanted.Words> inSubject() {
        return in(Wanted.In.SUBJECT);
    }

    /** The address of the results; empty text where there are none. */
    String back() {
        return query.isEmpty() ? "" : FoundLink.back(query, page);
    }
}
