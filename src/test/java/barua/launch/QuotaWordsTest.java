package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuotaWordsTest {

    private static final int REFUSED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir
    private Path folder;

    private int quota(String size) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        return line.execute("account", "quota", "asha@b.example", size, "--data", folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999T", "1001TB", "999999999999GB", "20XB", "-1", "10 GB", ""})
    void a_size_that_is_none_or_beyond_all_disks_is_wrong_usage(String size) {
        assertEquals(WRONG_USAGE, quota(size));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000TB", "500mb", "0", "none", "10G", "999999999999"})
    void a_size_gets_as_far_as_the_server_which_does_not_run(String size) {
        assertEquals(REFUSED, quota(size));
    }

    @Test
    void the_log_of_a_server_that_never_ran_is_refused() {
        assertEquals(REFUSED, Main.commandLine().execute("logs", "--data", folder.toString()));
    }
}
