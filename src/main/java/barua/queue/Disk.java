package barua.queue;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The few things that the queue asks of a file system; tests put one in its place that forgets and tears. */
interface Disk {

    /** Makes or empties the file, writes all of it, forces it. Its name is not forced. */
    void write(Path file, Content content) throws IOException;

    /** Replaces what is there, at once or not at all. */
    void move(Path from, Path to) throws IOException;

    /** Whether or not it is there. */
    void delete(Path file) throws IOException;

    /** Forces the names in it. */
    void force(Path folder) throws IOException;

    List<Path> list(Path folder) throws IOException;

    Content content(Path file);

    Disk REAL = new Disk() {

        private static final int BUFFER = 64 * 1024;

        @Override
        public void write(Path file, Content content) throws IOException {
            try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
                    InputStream in = content.open()) {
                byte[] buffer = new byte[BUFFER];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    ByteBuffer some = ByteBuffer.wrap(buffer, 0, n);
                    while (some.hasRemaining()) {
                        out.write(some);
                    }
                }
                out.force(true);
            }
        }

        @Override
        public void move(Path from, Path to) throws IOException {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public void delete(Path file) throws IOException {
            Files.deleteIfExists(file);
        }

        @Override
        public void force(Path folder) throws IOException {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }

        @Override
        public List<Path> list(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.toList();
            }
        }

        @Override
        public Content content(Path file) {
            return Content.of(file);
        }
    };
}
