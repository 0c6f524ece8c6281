package barua.webmail;

import java.util.List;

/**
 * What the page of a search shows.
 *
 * @param query    as it was typed
 * @param chips    its parts
 * @param better   where nothing was found, the query in another spelling, with its address
 * @param status   how many were found; empty where nothing was looked for
 * @param previous the address of the page before; empty where there is none
 * @param clear    whether there is something to be cleared
 * @param extent   how much was found
 */
public record SearchPage(String query, List<Chip> chips, List<Chip> better, String status, String note, List<Item> items, List<Group> groups,
        String previous, String next, boolean clear, Extent extent) {

    public SearchPage {
        chips = List.copyOf(chips);
        better = List.copyOf(better);
        items = List.copyOf(items);
        groups = List.copyOf(groups);
    }

    /** One part of the query. @param without the address of the query without it @param wrong whether nobody can tell what it means */
    public record Chip(String text, String without, boolean wrong) {
    }

    /** @param page from 1 @param total results of all pages */
    public record Extent(int page, int total) {

        /** So many are acted on at once. */
        public int most() {
            return Math.min(total, FoundPlaces.MOST);
        }
    }

    /**
     * One letter.
     *
     * @param file    empty where none comes with it
     * @param preview the address of that file's preview where the snippet stands in it; empty where it does not
     * @param inside  whether the snippet stands in that file
     */
    public record Item(String href, FoundState state, String names, String folder, String time, Marked subject, Marked snippet, Marked file, String preview,
            boolean inside) {
    }

    /** By what the results can be narrowed. */
    public record Group(String label, List<Narrower> narrowers) {
        public Group {
            narrowers = List.copyOf(narrowers);
        }
    }

    /** @param href the address of the narrowed query, or of the wider one where it is narrowed by this already */
    public record Narrower(String label, String count, String href, boolean active) {
    }
}
