package barua.extract;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line of the other process, with what the system has to hold it: no network, an end with its parent, bounds on what it writes. */
final class ExtractCommand {

    /** Of the other process alone: where this runs it is not there. */
    private static final String CHILD = "barua.extract.ExtractChild";
    private static final long LARGEST_SCRATCH = 256 * 1024 * 1024;   // bytes of one file that it writes

    private ExtractCommand() {
    }

    static List<String> of(List<Path> classPath, Path scratch) {
        List<String> command = new ArrayList<>();
        if (withoutNetwork()) {
            command.addAll(List.of("unshare", "--map-root-user", "--net"));
        }
        if (Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            command.addAll(List.of("/usr/bin/setpriv", "--pdeathsig", "KILL"));
        }
        if (Files.isExecutable(Path.of("/usr/bin/prlimit"))) {
            command.addAll(List.of("/usr/bin/prlimit", "--fsize=" + LARGEST_SCRATCH, "--core=0"));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash", "-XX:-UsePerfData", "-Xss1m", "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + scratch,
                "-Dpdfbox.fontcache=" + scratch, "-Dlog4j2.level=OFF", "-Dfile.encoding=UTF-8", "--enable-native-access=ALL-UNNAMED",
                "-cp", String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()), CHILD));
        return command;
    }

    private static boolean withoutNetwork() {
        try {
            Process tried = new ProcessBuilder("unshare", "--map-root-user", "--net", "true").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return tried.waitFor(5, TimeUnit.SECONDS) && tried.exitValue() == 0;
        } catch (IOException cannot) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
