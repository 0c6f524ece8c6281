package barua.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The preview of one file: half of its time is for its text, half for the picture, which is drawn on a thread of its own. */
final class ChildPreview {

    private volatile Optional<FirstPage> picture = Optional.empty();
    private volatile Throwable failure;

    private ChildPreview() {
    }

    /** @param spoils whether the process cannot read another one */
    record Made(FilePreview preview, boolean spoils) {
    }

    static Made of(ChildParsers parsers, String name, Path file, Duration time) throws InterruptedException, IOException {
        if (Files.size(file) == 0) {
            return new Made(FilePreview.without(FilePreview.State.EMPTY), false);
        }
        ChildReading.Read read = ChildReading.read(parsers, name, file, time.dividedBy(2));
        if (read.spoils() || read.extracted().kind() == Extracted.Kind.ENCRYPTED) {
            return new Made(preview(read, Optional.empty(), null), read.spoils());
        }
        ChildPreview drawing = new ChildPreview();
        Thread pen = Thread.ofPlatform().name("picture").daemon().start(() -> drawing.draw(file, read.about()));
        boolean ended = pen.join(time.dividedBy(2));
        Throwable failed = ended ? drawing.failure : new IOException("too slow");
        boolean spoils = !ended || failed instanceof VirtualMachineError && !(failed instanceof StackOverflowError);
        return new Made(preview(read, ended ? drawing.picture : Optional.empty(), failed), spoils);
    }

    private void draw(Path file, ChildReading.About about) {
        try {
            picture = ChildDrawing.of(file, about.type(), about.orientation());
        } catch (Throwable broken) {
            failure = broken;   // then there is none
        }
    }

    private static FilePreview preview(ChildReading.Read read, Optional<FirstPage> picture, Throwable failed) {
        String all = read.extracted().text();
        int end = Math.min(all.length(), FilePreview.MOST_TEXT);
        String text = all.substring(0, end > 0 && end < all.length() && Character.isHighSurrogate(all.charAt(end - 1)) ? end - 1 : end);
        int divided = text.isEmpty() || text.indexOf('\f') < 0 ? 0 : (int) text.chars().filter(c -> c == '\f').count() + 1;
        return new FilePreview(state(read, end < all.length(), picture.isPresent(), failed), text, Math.max(read.about().pages(), divided), picture);
    }

    private static FilePreview.State state(ChildReading.Read read, boolean cut, boolean drawn, Throwable failed) {
        boolean image = read.about().type().startsWith("image/");
        if (failed instanceof ChildDrawing.TooLargeException || image && failed instanceof VirtualMachineError) {
            return FilePreview.State.TOO_LARGE;
        }
        if (image && drawn) {
            return FilePreview.State.WHOLE;
        }
        return switch (read.extracted().kind()) {
            case ENCRYPTED -> FilePreview.State.ENCRYPTED;
            case CUT -> FilePreview.State.CUT;
            case UNREADABLE -> FilePreview.State.BROKEN;
            case TEXT -> cut ? FilePreview.State.CUT : !read.extracted().text().isEmpty() || drawn ? FilePreview.State.WHOLE
                    : failed != null ? FilePreview.State.BROKEN : read.about().readable() && !image ? FilePreview.State.EMPTY : FilePreview.State.UNKNOWN;
        };
    }
}
