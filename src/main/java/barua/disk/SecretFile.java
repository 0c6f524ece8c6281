package barua.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** A secret of this installation: random bytes in a file of its own, made once, kept over restarts, readable by its owner alone. */
public final class SecretFile {

    private SecretFile() {
    }

    /** Those in that file, which is made where it is missing or too short. @param length in bytes */
    public static byte[] of(Path file, int length) throws IOException {
        FileLayer files = new RealFiles();
        Optional<byte[]> there = files.content(file);
        if (there.isPresent() && there.get().length >= length) {
            return there.get();
        }
        byte[] fresh = new byte[length];
        new SecureRandom().nextBytes(fresh);
        files.makeFolders(file.getParent());
        files.replace(file, fresh);
        return fresh;
    }
}
