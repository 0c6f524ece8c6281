package barua.extract;

/**
 * A picture of a file's first page, made anew: nothing of the file itself is in it.
 *
 * @param png    whether it is a PNG; otherwise it is a JPEG
 * @param width  in px, from 1 to {@link #WIDEST}
 * @param height in px, from 1 to {@link #HIGHEST}
 * @param bytes  at most {@link #LARGEST} of them; not to be changed
 */
public record FirstPage(boolean png, int width, int height, byte[] bytes) {

    /** px. */
    public static final int WIDEST = 1_000;
    /** px. */
    public static final int HIGHEST = 1_500;
    /** Bytes. */
    public static final int LARGEST = 300_000;

    public FirstPage {
        if (width < 1 || width > WIDEST || height < 1 || height > HIGHEST || bytes.length > LARGEST) {
            throw new IllegalArgumentException("no picture of a page: " + width + " x " + height + ", " + bytes.length + " bytes");
        }
    }

    /** What it is to a browser. */
    public String type() {
        return png ? "image/png" : "image/jpeg";
    }
}
