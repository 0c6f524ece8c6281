package barua.extract;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a file shows at a glance.
 *
 * @param text    the beginning, at most {@link #MOST_TEXT} chars; pages, slides and sheets are divided by form feeds
 * @param pages   how many it has, as far as that can be told; 0 where it cannot
 * @param picture of the first page, where one can be made
 */
public record FilePreview(State state, String text, int pages, Optional<FirstPage> picture) {

    /** Chars. */
    public static final int MOST_TEXT = 200_000;
    static final int MOST_PAGES = 99_999;

    public enum State {
        /** All of its text is there. */ WHOLE,
        /** The beginning of its text is there. */ CUT,
        /** There is nothing to be seen in it. */ EMPTY,
        /** It can only be read with a password. */ ENCRYPTED,
        /** It is not what it says it is, or took its reader too long. */ BROKEN,
        /** Of a kind that nothing can be shown of. */ UNKNOWN,
        /** It would take too much memory to look into it. */ TOO_LARGE,
        /** Others were first; it is worth trying again. */ BUSY
    }

    /** One of which nothing can be shown, and why. */
    public static FilePreview without(State state) {
        return new FilePreview(state, "", 0, Optional.empty());
    }

    /**
     * <pre>
     * byte state, int pages, int length, bytes (text, UTF-8), byte 0 none, 1 PNG, 2 JPEG
     * of a picture: int width, int height, int length, bytes
     * </pre>
     */
    void write(DataOutputStream out) throws IOException {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(state.ordinal());
        out.writeInt(pages);
        out.writeInt(words.length);
        out.write(words);
        out.writeByte(picture.isEmpty() ? 0 : picture.get().png() ? 1 : 2);
        if (picture.isPresent()) {
            out.writeInt(picture.get().width());
            out.writeInt(picture.get().height());
            out.writeInt(picture.get().bytes().length);
            out.write(picture.get().bytes());
        }
    }

    /** What was written may be anything: whoever wrote it read a stranger's file. @throws IOException where it is not as it should be */
    static FilePreview read(DataInputStream in) throws IOException {
        int state = in.readUnsignedByte();
        int pages = in.readInt();
        byte[] words = bytes(in, MOST_TEXT * 3);
        int kind = in.readUnsignedByte();
        if (state >= State.values().length || pages < 0 || pages > MOST_PAGES || kind > 2) {
            throw new IOException("no preview");
        }
        Optional<FirstPage> picture = Optional.empty();
        if (kind > 0) {
            int width = in.readInt();
            int height = in.readInt();
            byte[] bytes = bytes(in, FirstPage.LARGEST);
            try {
                picture = Optional.of(new FirstPage(kind == 1, width, height, bytes));
            } catch (IllegalArgumentException wrong) {
                throw new IOException("no picture", wrong);
            }
        }
        return new FilePreview(State.values()[state], new String(words, StandardCharsets.UTF_8), pages, picture);
    }

    private static byte[] bytes(DataInputStream in, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("too long");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
