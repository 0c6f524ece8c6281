package barua.message;

import java.util.Optional;

/** File names of parts, made safe: no path, no control characters, at most 255 bytes of UTF-8. */
final class PartNames {

    private PartNames() {
    }

    static Optional<String> fileName(MimePart part) {
        throw new UnsupportedOperationException("contract");
    }
}
