package barua.search;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;

/** Reads a whole message once, for what comes from a slow disk and is looked at several times; a large one stays where it is. */
final class InMemory {

    private static final int LARGEST = 4 * 1024 * 1024;

    private InMemory() {
    }

    static Content of(Content message) throws IOException {
        long size = message.size();
        if (size > LARGEST) {
            return message;
        }
        try (InputStream in = message.open()) {
            return Content.of(in.readNBytes((int) size));
        }
    }
}
