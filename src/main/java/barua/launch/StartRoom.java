package barua.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The room that a start needs on the disk of the data folder: the database writes some megabytes before it answers, and would wait for them without a
 * word. Where they are missing, the reserve that the mail keeps for a full disk is given away; where that is not enough, the start is refused with the
 * reason.
 */
final class StartRoom {

    /** The database's temporary table space (12 MB), its logs and ours. */
    static final long NEEDED = 16L << 20;
    /** A new database, the reserve and the first logs. */
    static final long NEEDED_NEW = 128L << 20;

    /** How many bytes are free where a folder lies. */
    @FunctionalInterface
    interface Disk {
        long free(Path folder) throws IOException;
    }

    private final DataFolder data;
    private final Disk disk;
    private final Consumer<String> say;

    StartRoom(DataFolder data, Consumer<String> say) {
        this(data, folder -> Files.getFileStore(folder).getUsableSpace(), say);
    }

    StartRoom(DataFolder data, Disk disk, Consumer<String> say) {
        this.data = data;
        this.disk = disk;
        this.say = say;
    }

    /** @param ownDatabase whether the database lies in the data folder  @throws Refusal with what is free and what is needed */
    void require(boolean ownDatabase) throws Refusal {
        boolean fresh = ownDatabase && !Files.isDirectory(data.folder("db").resolve("data"));
        long needed = fresh ? NEEDED_NEW : ownDatabase ? NEEDED : 1 << 20;
        try {
            if (free() < needed && Files.deleteIfExists(data.folder("mail").resolve(".reserve"))) {
                say.accept("the disk of " + data.root() + " is full: its reserve of 16 MB was given away for the start; make room soon");
            }
            long free = free();
            if (free < needed) {
                throw new Refusal("the disk of " + data.root() + " is full: " + megabytes(free) + " MB are free, and a start needs " + megabytes(needed)
                        + " MB. Nothing is lost; make room and start again");
            }
        } catch (IOException unknown) {
            throw new Refusal("cannot find out how full the disk of " + data.root() + " is: " + unknown.getMessage());
        }
    }

    private long free() throws IOException {
        return Math.min(disk.free(data.root()), disk.free(data.folder("db")));
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
