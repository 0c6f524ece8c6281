package barua.search;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;

/** Where indexes lie. */
interface IndexDisk {

    /** A folder that is there. */
    Directory open(Path folder) throws IOException;

    /** Whether more may be written. */
    boolean hasRoom();
}
