package barua.sieve;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.MimeParser;
import barua.message.Origin;
import barua.message.ReversePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scripts with what is done to messages by them, in files {@code *.cases}:
 * <pre>
 * == the name of the case
 * the script
 * -> work, list: into "A" \seen; keep
 * -> bare: keep
 * </pre>
 * Messages lie in {@code messages/NAME.eml}. As a program it runs all scripts on all messages of a folder and prints {@code case TAB message TAB actions}, for
 * {@code src/test/tools/pigeonhole.py}, or writes what comes of a file's cases into it.
 * <pre>
 * java barua.sieve.SieveCases run CASES-FOLDER MESSAGES-FOLDER
 * java barua.sieve.SieveCases fill CASES-FOLDER
 * </pre>
 */
final class SieveCases {

    /** @param wanted by the message's name */
    record Case(String file, String name, String script, Map<String, String> wanted) {

        @Override
        public String toString() {
            return file + ": " + name;
        }
    }

    private static final Address ACCOUNT = Address.of("asha@college.example");
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final Surroundings FOLDERS = new Surroundings() {
        @Override
        public boolean mailboxExists(String name) {
            return name.equalsIgnoreCase("INBOX");
        }
    };

    private SieveCases() {
    }

    static List<Case> read(Path folder) throws IOException {
        var cases = new ArrayList<Case>();
        for (Path file : files(folder, ".cases")) {
            String[] blocks = ("\n" + Files.readString(file)).split("\n== ");
            for (int i = 1; i < blocks.length; i++) {
                cases.add(of(file.getFileName().toString(), blocks[i]));
            }
        }
        return cases;
    }

    private static Case of(String file, String block) {
        var script = new StringBuilder();
        var wanted = new LinkedHashMap<String, String>();
        String[] lines = block.split("\n");
        for (String line : lines) {
            if (line.startsWith("-> ")) {
                int colon = line.indexOf(": ");
                for (String message : line.substring(3, colon).split(", ")) {
                    wanted.put(message, line.substring(colon + 2));
                }
            } else if (line != lines[0]) {
                script.append(line).append('\n');
            }
        }
        return new Case(file, lines[0], script.toString(), wanted);
    }

    static Map<String, byte[]> messages(Path folder) throws IOException {
        var messages = new TreeMap<String, byte[]>();
        for (Path file : files(folder, ".eml")) {
            messages.put(file.getFileName().toString().replace(".eml", ""), withCrlf(Files.readAllBytes(file)));
        }
        return messages;
    }

    private static TreeSet<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(ending)).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static byte[] withCrlf(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    static Script compile(String script) throws SieveException {
        return Script.compile("case", script.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
    }

    static Situation situation(byte[] message) throws IOException {
        Content content = Content.of(message);
        var envelope = new Envelope(ReversePath.of(Address.of("sender@uni.example")), List.of(Envelope.Recipient.of(ACCOUNT)), new Origin.Here());
        var letter = new Letter("q1", envelope, MimeParser.parse(content).headers(), List.of(), content, 0, NOW, "");
        return new Situation(letter, ACCOUNT, Address.of("asha+kazi@college.example"), List.of(ACCOUNT), List.of(), NOW, ZoneId.of("UTC"), FOLDERS);
    }

    /** What is done, sorted: where a letter lies, to whom it goes, who is told. */
    static String actions(Script script, byte[] message) throws IOException {
        Outcome outcome = Script.run(List.of(script), situation(message));
        var done = new TreeSet<String>();
        for (Action action : outcome.actions()) {
            switch (action) {
                case Action.Keep keep -> done.add("keep" + flags(keep.flags()));
                case Action.FileInto into -> done.add((into.mailbox().equalsIgnoreCase("INBOX") ? "keep" : "into \"" + into.mailbox() + "\"")
                        + (into.create() ? " create" : "") + flags(into.flags()));
                case Action.Redirect redirect -> done.add("redirect " + redirect.to());
                case Action.Discard _ -> { }
                case Action.Reject reject -> done.add("reject " + firstLine(reject.reason()));
                case Action.Vacation vacation -> done.add("vacation " + vacation.interval().toSeconds() + " " + firstLine(vacation.reason()));
                case Action.Notify tell -> done.add("notify " + tell.importance() + " " + tell.method());
                case Action.Remember _ -> { }
                case Action.Snooze _ -> done.add("snooze");
            }
        }
        if (outcome.trouble().isPresent()) {
            done.add("trouble");
        }
        return done.isEmpty() ? "nothing" : String.join("; ", done);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String flags(List<String> flags) {
        return flags.stream().map(flag -> " " + flag.toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining());
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "run" -> {
                Map<String, byte[]> messages = messages(Path.of(args[2]));
                var out = new StringBuilder();
                for (Case one : read(folder)) {
                    Script script = compile(one.script());
                    for (var message : messages.entrySet()) {
                        out.append(one).append('\t').append(message.getKey()).append('\t').append(actions(script, message.getValue())).append('\n');
                    }
                }
                System.out.write(out.toString().getBytes(StandardCharsets.UTF_8));
                System.out.flush();
            }
            case "fill" -> fill(folder);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void fill(Path folder) throws Exception {
        Map<String, byte[]> messages = messages(folder.resolve("messages"));
        for (Path file : files(folder, ".cases")) {
            String head = Files.readString(file).split("(?m)^== ", 2)[0];
            var out = new StringBuilder(head);
            for (Case one : read(folder)) {
                if (!one.file().equals(file.getFileName().toString())) {
                    continue;
                }
                var byActions = new LinkedHashMap<String, List<String>>();
                Script script = compile(one.script());
                for (var message : messages.entrySet()) {
                    byActions.computeIfAbsent(actions(script, message.getValue()), _ -> new ArrayList<>()).add(message.getKey());
                }
                out.append("== ").append(one.name()).append('\n').append(one.script());
                byActions.forEach((actions, names) -> out.append("-> ").append(String.join(", ", names)).append(": ").append(actions).append('\n'));
            }
            Files.writeString(file, out);
        }
    }
}
