package barua.webmail;

import java.util.List;
import java.util.Optional;

/**
 * One message as the reading pane shows it, ready for the page.
 *
 * @param sections the message itself, then the messages inside it in their order; none where it is not shown in full
 */
public record ShownMessage(Place place, Sender sender, Head head, State state, List<Section> sections, Pictures pictures) {

    /** @param path of the folder it lies in */
    public record Place(String path, long uid) {

        /** The way to it. */
        public String here() {
            return "/mail/" + path + "/" + uid;
        }

        public String key() {
            return path + "/" + uid;
        }
    }

    /**
     * @param mine     whether the reader wrote it
     * @param external whether it comes, in whole or in part, from outside our domains, or says it is ours and came in without a login
     * @param claims   an address that the sender's name pretends to be; empty where it does not
     */
    public record Sender(String name, String address, String initials, boolean mine, boolean external, String claims) {
    }

    /** @param iso the same time for programs */
    public record Head(String to, String time, String iso, String snippet, List<Detail> details) {
    }

    /** A line of the details, such as To and all recipients. */
    public record Detail(String label, String text) {
    }

    /** @param open whether it is shown in full at once */
    public record State(boolean open, boolean unread, boolean flagged, boolean draft) {
    }

    /** @param blocked remote pictures that are not shown */
    public record Pictures(int blocked, int trackers, boolean shown) {

        static final Pictures NONE = new Pictures(0, 0, false);
    }

    /**
     * A message, or one that lies inside it.
     *
     * @param level 0 for the message itself
     * @param head  of a message inside; empty for the message itself
     * @param open  whether a message inside is unfolded at once
     * @param notes what is odd with it
     */
    public record Section(int level, Optional<Inside> head, boolean open, List<Block> blocks, List<File> files, String filesSize, Optional<Card> card,
            List<Note> notes) {
    }

    /** What stands above a message inside another. @param details as far as they are said: from whom, to whom, when */
    public record Inside(String subject, List<Detail> details) {
    }

    /** @param warning whether something is wrong, and not only worth knowing; {@code source} whether looking at the source helps */
    public record Note(String text, boolean warning, boolean source) {
    }

    /**
     * A piece of the body: our own HTML, or a frame where {@code frame} is not empty.
     *
     * @param height   of the frame as it is guessed, in px
     * @param measured whether the page may look into the frame to find its height
     * @param whole    where all of it can be read on a page of its own, as it does not all stand here; empty where it does
     * @param cut      whether this is only its beginning, and not just a frame that is lower than its page
     */
    public record Block(String html, String frame, int height, boolean measured, String whole, boolean cut) {

        static Block own(String html) {
            return new Block(html, "", 0, false, "", false);
        }

        /** What the frame may do. Never scripts: with them, a frame of our own origin would be no wall at all. */
        public String sandbox() {
            return Sanitizer.sandbox(measured);
        }
    }

    /** @param kind a few capitals for the little picture, such as PDF @param preview where it is shown; empty where it never is */
    public record File(String href, String name, String kind, String size, String preview) {
    }

    /** An invitation's facts. @param state words where it was cancelled or is an answer; empty otherwise */
    public record Card(String month, String day, String weekday, String summary, String when, String place, String organiser, String invited, String state) {
    }
}
