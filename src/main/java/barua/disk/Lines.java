package barua.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A small text file of lines that are only ever added, each forced before it counts: {@code words ~crc32c}. Reading ends at
 * the first line that is torn or wrong, and the next addition cuts it off. When it has grown to twice its size it is written anew.
 */
public final class Lines {

    private static final int REWRITE_AT = 16_384;

    private final FileLayer files;
    private Path file;
    private long length;
    private long rewriteAt = REWRITE_AT;
    /** After a failed force nobody knows what the file holds: it is never added to again, but replaced. */
    private boolean suspect;
    /** Its entry in the folder is on the disk: not known of a file that was found, for whoever made it may have crashed before. */
    private boolean entered;

    private Lines(FileLayer files, Path file) {
        this.files = files;
        this.file = file;
    }

    public static Lines at(FileLayer files, Path file) {
        return new Lines(files, file);
    }

    /** The file's folder was renamed. */
    public void moved(Path to) {
        file = to;
    }

    /** The good lines; none where there is no file. */
    public List<String> read() throws IOException {
        byte[] bytes = files.content(file).orElse(new byte[0]);
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                String line = new String(bytes, start, i - start, StandardCharsets.UTF_8);
                int mark = line.lastIndexOf(" ~");
                if (mark < 0 || !line.substring(mark + 2).equals(crc(line.substring(0, mark)))) {
                    break;
                }
                lines.add(line.substring(0, mark));
                start = i + 1;
            }
        }
        length = start;
        rewriteAt = Math.max(REWRITE_AT, 2 * length);
        return lines;
    }

    /** Adds lines, durably; {@code whole} are those to write where all of it must be written anew. */
    public void add(List<String> lines, List<String> whole) throws IOException {
        if (suspect || length == 0 || length > rewriteAt) {
            replace(whole);
            return;
        }
        byte[] bytes = encode(lines);
        try (FileLayer.Handle handle = files.open(file)) {
            if (handle.size() > length) {
                handle.truncate(length);
            }
            suspect = true;
            handle.write(length, bytes, 0, bytes.length);
            handle.force();
            if (!entered) {
                files.forceDirectory(file.getParent());
                entered = true;
            }
            suspect = false;
        }
        length += bytes.length;
    }

    public void replace(List<String> whole) throws IOException {
        byte[] bytes = encode(whole);
        suspect = true;
        files.replace(file, bytes);
        suspect = false;
        entered = true;
        length = bytes.length;
        rewriteAt = Math.max(REWRITE_AT, 2 * length);
    }

    public static byte[] encode(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(" ~").append(crc(line)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String crc(String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
