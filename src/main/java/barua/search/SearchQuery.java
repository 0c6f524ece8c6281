package barua.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A query as it was read.
 *
 * @param terms  its parts at the top, in their order
 */
public record SearchQuery(Wanted wanted, List<Term> terms) {

    public SearchQuery {
        terms = List.copyOf(terms);
    }

    /**
     * One part at the top of a query.
     *
     * @param text  as it was typed
     * @param wrong whether nobody can tell what it means; then it is passed over
     */
    public record Term(String text, Wanted wanted, boolean wrong) {
    }

    public boolean isEmpty() {
        return wanted instanceof Wanted.All;
    }

    /** The query without one of its parts. */
    public String without(int term) {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            if (i != term) {
                left.add(terms.get(i).text());
            }
        }
        return String.join(" ", left);
    }

    /** Words to be marked in what is found, folded. */
    public List<Wanted.Words> words() {
        List<Wanted.Words> found = new ArrayList<>();
        collect(wanted, found);
        return found;
    }

    private static void collect(Wanted wanted, List<Wanted.Words> found) {
        switch (wanted) {
            case Wanted.Words words -> found.add(words);
            case Wanted.And(List<Wanted> all) -> all.forEach(one -> collect(one, found));
            case Wanted.Or(List<Wanted> any) -> any.forEach(one -> collect(one, found));
            case Wanted.Not _, Wanted.All _, Wanted.Day _, Wanted.Size _, Wanted.HasFile _, Wanted.Flagged _, Wanted.Label _, Wanted.InFolder _ -> {
            }
        }
    }

    /** Whether it says where to look; else Trash and Spam are left out. */
    public boolean namesFolder() {
        return namesFolder(wanted);
    }

    private static boolean namesFolder(Wanted wanted) {
        return switch (wanted) {
            case Wanted.InFolder _ -> true;
            case Wanted.Not _ -> false;   // who leaves one out does not ask for the others
            case Wanted.And(List<Wanted> all) -> all.stream().anyMatch(SearchQuery::namesFolder);
            case Wanted.Or(List<Wanted> any) -> any.stream().anyMatch(SearchQuery::namesFolder);
            case Wanted.Words _, Wanted.All _, Wanted.Day _, Wanted.Size _, Wanted.HasFile _, Wanted.Flagged _, Wanted.Label _ -> false;
        };
    }
}
