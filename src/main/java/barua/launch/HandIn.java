package barua.launch;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/**
 * Hands one letter over: to the running server, which says at once what it refuses, or into {@code spool/pickup/} for the next start. It is
 * written there first in any case: a letter that was read from its program is in the server, in that folder, or was refused with words.
 */
final class HandIn {

    static final int OK = 0;
    static final int UNAVAILABLE = 69;    // EX_UNAVAILABLE
    static final int IO_ERROR = 74;       // EX_IOERR
    static final int TRY_AGAIN = 75;      // EX_TEMPFAIL
    static final int NOT_ALLOWED = 77;    // EX_NOPERM

    private final DataFolder data;
    private final Path folder;

    HandIn(DataFolder data) {
        this.data = data;
        this.folder = data.folder("spool").resolve("pickup");
    }

    /** @param exit of sysexits.h */
    record Result(int exit, List<String> words, List<String> troubles) {

        static Result failed(int exit, String why) {
            return new Result(exit, List.of(), List.of(why));
        }

        /** What the server says to sendmail's requests. */
        static Result of(JsonObject answer) {
            JsonObject report = answer.getJsonObject("data");
            return new Result(report.get("exit") instanceof JsonNumber exit ? exit.intValue() : OK, strings(answer, "lines"), strings(report, "troubles"));
        }

        private static List<String> strings(JsonObject object, String key) {
            return object.containsKey(key) ? object.getJsonArray(key).getValuesAs(JsonString.class).stream().map(JsonString::getString).toList() : List.of();
        }
    }

    /** @param message read to its end */
    Result give(JsonObject request, InputStream message) {
        String name = System.currentTimeMillis() + "." + UUID.randomUUID();
        Path fresh = folder.resolve(name + ".new");
        byte[] line = (request + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            write(fresh, line, message);
        } catch (AccessDeniedException notOurs) {
            return Result.failed(NOT_ALLOWED, "mail is taken from the server's own user and from root: " + folder + " is not yours to write");
        } catch (IOException cannot) {
            return withdrawn(fresh, Result.failed(TRY_AGAIN, "the mail cannot be kept in " + folder + ": " + cannot.getMessage()));
        }
        Remote server = new Remote(data);
        if (!server.isThere()) {
            return leave(fresh, name, List.of());
        }
        try (InputStream in = Files.newInputStream(fresh)) {
            in.skipNBytes(line.length);
            Result result = Result.of(server.ask(request, in));
            return withdrawn(fresh, result);
        } catch (Refusal | IOException notNow) {
            return leave(fresh, name, List.of("the mail is left in " + folder + " and taken in later: " + notNow.getMessage()));
        }
    }

    private void write(Path fresh, byte[] line, InputStream message) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(DataFolder.PRIVATE_FOLDER));
            giveToOwner(folder);
        }
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(DataFolder.PRIVATE_FILE));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh, StandardOpenOption.WRITE), 1 << 16)) {
            out.write(line);
            message.transferTo(out);
        }
    }

    /** Forced before it gets its name, and its name forced: when this returns the letter survives a power cut. */
    private Result leave(Path fresh, String name, List<String> remarks) {
        try {
            try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                file.force(true);
            }
            giveToOwner(fresh);
            Files.move(fresh, folder.resolve(name + ".mail"), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
            return new Result(OK, List.of(), remarks);
        } catch (IOException cannot) {
            return Result.failed(IO_ERROR, "the mail cannot be left in " + folder + ": " + cannot.getMessage());
        }
    }

    private static Result withdrawn(Path fresh, Result result) {
        try {
            Files.deleteIfExists(fresh);
        } catch (IOException stays) {
            // The server deletes it within the hour: it never got its name.
        }
        return result;
    }

    /** What root leaves must be readable by the server's own user. */
    private void giveToOwner(Path path) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.setOwner(path, Files.getOwner(data.root()));
        }
    }

    /** How many letters wait for the next start. */
    long waiting() {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".mail")).count();
        } catch (IOException none) {
            return 0;
        }
    }
}
