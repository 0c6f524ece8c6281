package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code barua sendmail}, as sendmail(1): takes one message from standard input. It goes to the running server, which says at once what it
 * refuses; while the server is down it becomes a forced file in {@code spool/pickup/}, which the server takes in when it starts.
 */
@Command(name = "sendmail", description = "Takes one message from standard input, as sendmail(1): for cron and scripts.", mixinStandardHelpOptions = true)
final class SendmailCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Option(names = "-t", description = "Takes recipients from To, Cc and Bcc too.")
    private boolean fromHeader;

    @Option(names = {"-i", "-oi"}, description = "A line with a single dot does not end the message.")
    private boolean ignoreDots;

    @Option(names = {"-f", "-r"}, paramLabel = "SENDER", description = "The envelope's sender; <> for nobody.")
    private String from;

    @Option(names = "-F", paramLabel = "NAME", defaultValue = "", description = "The full name for a From field that is missing.")
    private String fullName;

    @Option(names = "-o", hidden = true, description = "Other options of sendmail's, which change nothing here.")
    private List<String> others;

    @Option(names = {"-bm", "-U", "-odb", "-odi", "-odq", "-oem", "-oep", "-oee"}, hidden = true, arity = "0", description = "Taken and ignored.")
    private boolean[] ignored;

    @Option(names = {"-B", "-N", "-R", "-V", "-h", "-O"}, hidden = true, description = "Taken and ignored.")
    private List<String> ignoredWithValue;

    @Parameters(paramLabel = "RECIPIENT", arity = "0..*")
    private List<String> recipients = new ArrayList<>();

    @Override
    public Integer call() throws Refusal {
        JsonObjectBuilder request = Ask.named("sendmail").add("user", System.getProperty("user.name")).add("fullName", fullName)
                .add("to", Json.createArrayBuilder(recipients)).add("fromHeader", fromHeader);
        JsonObject whole = (from == null ? request : request.add("from", from)).build();
        InputStream message = ignoreDots ? System.in : new UntilDot(new BufferedInputStream(System.in));
        Remote server = new Remote(main.data());
        if (server.isThere()) {
            return Ask.show(main, server.ask(whole, message));
        }
        leave(whole, message);
        return 0;
    }

    /** Forced before it gets its name, and its name forced: when this returns the mail survives a power cut. */
    private void leave(JsonObject request, InputStream message) throws Refusal {
        Path folder = main.data().folder("spool").resolve("pickup");
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(DataFolder.PRIVATE_FOLDER));
                giveToOwner(folder);
            }
            String name = System.currentTimeMillis() + "." + UUID.randomUUID();
            Path fresh = Files.createFile(folder.resolve(name + ".new"), PosixFilePermissions.asFileAttribute(DataFolder.PRIVATE_FILE));
            try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.WRITE); OutputStream out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(file))) {
                out.write((request + "\n").getBytes(StandardCharsets.UTF_8));
                message.transferTo(out);
                out.flush();
                file.force(true);
            }
            giveToOwner(fresh);
            Files.move(fresh, folder.resolve(name + ".mail"), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        } catch (IOException cannot) {
            throw new Refusal("the server does not run, and the mail cannot be left for it in " + folder + ": " + cannot.getMessage());
        }
    }

    /** What root leaves must be readable by the server's own user. */
    private void giveToOwner(Path path) throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            Files.setOwner(path, Files.getOwner(main.data().root()));
        }
    }

    /** Ends at a line that holds a single dot, as mailers have always done at a terminal. */
    private static final class UntilDot extends InputStream {

        private final InputStream in;
        private boolean lineStart = true;
        private boolean over;

        UntilDot(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            if (over) {
                return -1;
            }
            int b = in.read();
            if (lineStart && b == '.') {
                in.mark(2);
                int next = in.read();
                if (next == '\r') {
                    next = in.read();
                }
                if (next == '\n' || next < 0) {
                    over = true;
                    return -1;
                }
                in.reset();
            }
            lineStart = b == '\n';
            return b;
        }
    }
}
