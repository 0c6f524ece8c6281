package barua.webmail;

import java.util.List;

/**
 * What the preview of a file shows.
 *
 * @param about   the file
 * @param ways    where one can go from here
 * @param note    its state in words; empty where all is well
 * @param picture of the first page
 * @param leaves  its text by pages; those without text are left out
 * @param marks   how often what was looked for stands there, in words; empty where nothing was looked for
 */
public record PreviewPage(About about, Ways ways, String note, Picture picture, List<Leaf> leaves, String marks) {

    public PreviewPage {
        leaves = List.copyOf(leaves);
    }

    /** @param kind a few capitals, such as PDF @param pages how many, in words; empty where nobody knows */
    public record About(String name, String subject, String kind, String size, String pages) {
    }

    /** @param results empty where it was not found by a search @param again this page; empty where there is no use in it */
    public record Ways(String letter, String results, String download, String again) {
    }

    /** @param href empty where there is none @param width and height in px */
    public record Picture(String href, String alt, int width, int height) {

        static final Picture NONE = new Picture("", "", 0, 0);
    }

    /** @param number of the page, from 1 @param heading empty where the file has no pages @param html escaped, with marks */
    public record Leaf(int number, String heading, String html) {
    }
}
