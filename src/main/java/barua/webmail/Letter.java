package barua.webmail;

import java.util.List;
import java.util.Optional;

/**
 * One message as the reading pane shows it, ready for the page.
 *
 * @param path     of the folder it lies in
 * @param mine     whether the reader wrote it
 * @param open     whether it is shown in full at once
 * @param external whether it comes from outside our domains
 * @param pictures remote pictures that are blocked
 * @param note     a word about what is odd with it; empty where nothing is
 */
public record Letter(String path, long uid, String name, String address, String initials, boolean mine, String to, String time, String iso, boolean open,
                     boolean unread, boolean flagged, boolean draft, boolean external, String snippet, List<Block> blocks, int pictures, int trackers,
                     boolean picturesShown, List<File> files, String filesSize, Optional<Card> card, String note, List<Detail> details) {

    /** A piece of the body: our own HTML, or a frame where {@code frame} is not empty. */
    public record Block(String html, String frame, int height) {
    }

    /** @param kind a few capitals for the little picture, such as PDF */
    public record File(String href, String name, String kind, String size) {
    }

    /** An invitation's facts. @param state words where it was cancelled or is an answer; empty otherwise */
    public record Card(String month, String day, String weekday, String summary, String when, String place, String organiser, String invited, String state) {
    }

    /** A line of the details, such as To and all recipients. */
    public record Detail(String label, String text) {
    }

    /** The way to it. */
    public String here() {
        return "/mail/" + path + "/" + uid;
    }

    public String key() {
        return path + "/" + uid;
    }
}
