package barua.sieve;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.MimeParser;
import barua.message.Origin;
import barua.message.ReversePath;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs Pigeonhole's own test suite, as it lies in its source package, with this engine. Its files ({@code *.svtest}) are Sieve with some more commands,
 * which are added to the vocabulary here. Configuration is passed over, and so is the wording of errors.
 * <pre>java barua.sieve.SvTests [-v] FILE-OR-FOLDER...</pre>
 */
final class SvTests {

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why, null, false, false);
        }
    }

    /** That there were errors was seen before; how many they are, and what they say, is each engine's own. */
    private static final class Counted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Counted() {
            super("", null, false, false);
        }
    }

    private static final class Skipped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Skipped(String why) {
            super(why, null, false, false);
        }
    }

    /** A file of the suite is longer, and does more, than any script. */
    private static final Limits WIDE = new Limits(1 << 22, 200, 100_000, 1000, 1000, Long.MAX_VALUE, Duration.ofMinutes(5));

    private static int passed;
    private static int failed;
    private static int skipped;

    private final Path file;
    private final Set<String> folders = new HashSet<>(Set.of("INBOX"));
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<Stored>> stored = new HashMap<>();
    private final List<Action> done = new ArrayList<>();
    private Optional<Script> compiled = Optional.empty();
    private int errors;
    private boolean configured;

    private record Stored(Content content, List<String> flags) {
    }

    private SvTests(Path file) {
        this.file = file;
    }

    public static void main(String[] args) throws Exception {
        var files = new TreeSet<Path>();
        for (String arg : args) {
            try (Stream<Path> all = Files.walk(Path.of(arg))) {
                all.filter(path -> path.toString().endsWith(".svtest")).forEach(files::add);
            }
        }
        for (Path file : files) {
            new SvTests(file).run();
        }
        System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    }

    private void run() throws Exception {
        vocabulary();
        Script script;
        try {
            script = compile(file);
        } catch (SieveException refused) {
            failed++;
            System.out.println("REFUSED " + file + "\n    " + refused.getMessage().replace("\n", "\n    "));
            return;
        }
        var run = new Run(situation("\r\n"));
        run.under(WIDE);
        run.scope(new Scope(script.toString() != null && required(script), new HashMap<>()));
        try {
            body(script).run(run);
        } catch (RuntimeException fault) {
            failed++;
            System.out.println("FAILED " + file + ": outside of a test: " + fault);
        }
    }

    private Script compile(Path path) throws SieveException, IOException {
        return Script.compile(path.getFileName().toString(), Files.readAllBytes(path), WIDE,
                Set.copyOf(Script.extensions()), (name, global) -> included(name));
    }

    private Optional<byte[]> included(String name) {
        for (String folder : List.of("included", "included-global", ".")) {
            Path path = file.resolveSibling(folder).resolve(name + ".sieve");
            if (Files.isReadable(path)) {
                try {
                    return Optional.of(Files.readAllBytes(path));
                } catch (IOException gone) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    // ---- the words of the suite

    private void vocabulary() throws Exception {
        Map<String, Vocabulary.Word<Step>> commands = field(null, Vocabulary.class, "COMMANDS");
        Map<String, Vocabulary.Word<Test>> tests = field(null, Vocabulary.class, "TESTS");
        Set<String> capabilities = field(null, Vocabulary.class, "CAPABILITIES");
        capabilities.add("vnd.dovecot.testsuite");
        command(commands, "test", this::test);
        command(commands, "test_fail", words -> {
            Text why = words.string("why");
            return run -> {
                throw new Failed("line " + words.place().line() + ": " + why.in(run));
            };
        });
        command(commands, "test_set", words -> {
            Text name = words.string("what");
            Text value = words.string("value");
            return run -> set(run, name.in(run), value.in(run));
        });
        command(commands, "test_result_reset", _ -> run -> reset(run));
        command(commands, "test_result_print", _ -> _ -> Flow.ON);
        command(commands, "test_config_set", words -> {
            words.string("");
            words.string("");
            return _ -> configure();
        });
        command(commands, "test_config_unset", words -> {
            words.string("");
            return _ -> configure();
        });
        command(commands, "test_config_reload", words -> {
            words.string(":extension", "");
            return _ -> Flow.ON;
        });
        command(commands, "test_mailbox_create", words -> {
            words.string(":use", "");
            Text name = words.string("name");
            return run -> {
                folders.add(name.in(run));
                return Flow.ON;
            };
        });
        for (String other : List.of("test_imap_metadata_set", "test_binary_save", "test_binary_load", "test_duplicate_set")) {
            command(commands, other, words -> {
                words.string(":mailbox", "");
                while (words.positional() > 0) {
                    words.string("");
                }
                return _ -> {
                    throw new Skipped(other);
                };
            });
        }
        tests.put("test_result_execute", new Vocabulary.Word<>("", _ -> this::execute));
        tests.put("test_message", new Vocabulary.Word<>("", this::message));
        command(commands, "test_message", words -> {
            Test message = message(words);
            return run -> {
                if (!message.holds(run)) {
                    throw new Failed("line " + words.place().line() + ": no such message");
                }
                return Flow.ON;
            };
        });
        tests.put("test_script_compile", new Vocabulary.Word<>("", words -> {
            Text name = words.string("file");
            return run -> compileTested(name.in(run));
        }));
        tests.put("test_script_run", new Vocabulary.Word<>("", words -> {
            boolean append = words.flag(":append");
            return run -> runTested(run, append);
        }));
        tests.put("test_multiscript", new Vocabulary.Word<>("", words -> {
            words.strings("files");
            return _ -> {
                throw new Skipped("test_multiscript");
            };
        }));
        tests.put("test_error", new Vocabulary.Word<>("", words -> about(words, run -> List.of(), true)));
        tests.put("test_result_action", new Vocabulary.Word<>("", words -> about(words,
                run -> run.decisions().actions().stream().filter(action -> !(action instanceof Action.Keep keep && keep.implicit()))
                        .map(SvTests::name).toList(), false)));
    }

    private static void command(Map<String, Vocabulary.Word<Step>> commands, String name, Function<Words, Step> reader) {
        commands.put(name, new Vocabulary.Word<>("", reader));
    }

    private Flow configure() {
        configured = true;
        return Flow.ON;
    }

    private Step test(Words words) {
        Text name = words.string("name");
        Block block = words.block();
        return run -> {
            String title = file.getParent().getFileName() + "/" + file.getFileName() + " \"" + name.in(run) + "\"";
            try {
                block.run(run);
                passed++;
            } catch (Counted _) {
                passed++;
            } catch (Skipped skip) {
                skipped++;
            } catch (Failed | Failure fail) {
                failed++;
                System.out.println("FAILED " + title + (configured ? " (configured)" : "") + " " + fail.getMessage());
            }
            return Flow.ON;
        };
    }

    private Test about(Words words, Function<Run, List<String>> of, boolean error) {
        OptionalLong index = words.number(":index", "");
        Matching matching = words.matching();
        Comparison comparison = matching.keys();
        return run -> {
            if (error) {
                throw new Counted();
            }
            List<String> all = of.apply(run);
            if (index.isPresent()) {
                all = index.getAsLong() <= all.size() ? List.of(all.get((int) index.getAsLong() - 1)) : List.of();
            }
            return comparison.any(run, all);
        };
    }

    private static String name(Action action) {
        return switch (action) {
            case Action.Keep _ -> "keep";
            case Action.FileInto _ -> "store";
            case Action.Redirect _ -> "redirect";
            case Action.Discard _ -> "discard";
            case Action.Reject reject -> reject.ereject() ? "ereject" : "reject";
            case Action.Vacation _ -> "vacation";
            case Action.Notify _ -> "notify";
            case Action.Remember _ -> "duplicate";
            case Action.Snooze _ -> "snooze";
        };
    }

    private boolean compileTested(String name) {
        errors = 0;
        try {
            compiled = Optional.of(compile(file.resolveSibling(name.contains(".") ? name : name + ".sieve")));
            return true;
        } catch (SieveException refused) {
            errors = refused.complaints().size() + 1;     // Pigeonhole's last one says that there were some
            return false;
        } catch (IOException gone) {
            throw new Skipped("no file " + name);
        }
    }

    private boolean runTested(Run run, boolean append) {
        if (compiled.isEmpty()) {
            throw new Skipped("not compiled");
        }
        if (!append) {
            reset(run);
        }
        Scope before = run.scope();
        Limits wide = run.limits();
        run.under(Limits.DEFAULT);
        errors = 0;
        try {
            run.scope(new Scope(required(compiled.get()), new HashMap<>()));
            body(compiled.get()).run(run);
            if (run.decisions().implicitKeep()) {
                run.decisions().keepAtEnd(new Action.Keep(new Place("", "", 1, 1), run.flags(), true, run.edited()));
            }
            return true;
        } catch (Failure failure) {
            errors = 1;
            return false;
        } finally {
            run.scope(before);
            run.under(wide);
        }
    }

    private boolean execute(Run run) {
        if (run.decisions().implicitKeep()) {
            run.decisions().keepAtEnd(new Action.Keep(new Place("", "", 1, 1), run.flags(), true, run.edited()));
        }
        done.addAll(run.decisions().actions());
        Content original = run.situation().letter().content();
        for (Action action : run.decisions().actions()) {
            if (action instanceof Action.FileInto into) {
                folders.add(into.mailbox());
                stored.computeIfAbsent(into.mailbox(), _ -> new ArrayList<>()).add(new Stored(into.edited().orElse(original), into.flags()));
            } else if (action instanceof Action.Keep keep) {
                stored.computeIfAbsent("INBOX", _ -> new ArrayList<>()).add(new Stored(keep.edited().orElse(original), keep.flags()));
            }
        }
        return true;
    }

    private Flow reset(Run run) {
        done.clear();
        run.flags(List.of());
        put(run, Run.class, "decisions", new Decisions());
        return Flow.ON;
    }

    private Test message(Words words) {
        boolean smtp = words.flag(":smtp");
        Optional<Text> folder = words.string(":folder", "");
        long index = words.number("which");
        return run -> {
            var messages = new ArrayList<Stored>();
            Content original = run.situation().letter().content();
            for (Action action : done) {
                if (smtp && (action instanceof Action.Vacation || action instanceof Action.Notify || action instanceof Action.Reject)) {
                    throw new Skipped("mail made by the server");
                }
                if (smtp && action instanceof Action.Redirect redirect) {
                    messages.add(new Stored(redirect.edited().orElse(original), List.of()));
                }
            }
            if (!smtp) {
                messages.addAll(stored.getOrDefault(folder.orElseThrow().in(run), List.of()));
            }
            if (index >= messages.size()) {
                return false;
            }
            try {
                values.put("message", new String(messages.get((int) index).content().open().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
            renew(run);
            run.flags(messages.get((int) index).flags());
            return true;
        };
    }

    // ---- the letter

    private Flow set(Run run, String name, String value) {
        values.put(name, value);
        renew(run);
        return Flow.ON;
    }

    private void renew(Run run) {
        Situation situation = situation(values.getOrDefault("message", "\r\n"));
        put(run, Run.class, "situation", situation);
        put(run, Run.class, "letter", null);
        put(run, Run.class, "header", new HeaderView(situation.letter().header()));
    }

    private Situation situation(String message) {
        byte[] bytes = message.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Address to = address("envelope.to").orElse(Address.of("recipient@example.com"));
        ReversePath from = "".equals(values.get("envelope.from")) ? ReversePath.NOBODY
                : ReversePath.of(address("envelope.from").orElse(Address.of("sender@example.com")));
        try {
            var envelope = new Envelope(from, List.of(Envelope.Recipient.of(to)), new Origin.Here());
            var letter = new Letter("q1", envelope, MimeParser.parse(Content.of(bytes)).headers(), List.of(), Content.of(bytes), 0, Instant.now(), "");
            Address asked = address("envelope.orig_to").orElse(to);
            return new Situation(letter, to, asked, List.of(to), List.of(), Instant.now(), ZoneId.systemDefault(), new Surroundings() {
                @Override
                public boolean mailboxExists(String name) {
                    return folders.contains(name);
                }
            });
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Optional<Address> address(String name) {
        return Optional.ofNullable(values.get(name)).map(text -> text.replaceAll("[<>]", "")).flatMap(Address::parsePath);
    }

    // ---- what the engine keeps to itself

    private static Block body(Script script) {
        return field(script, Script.class, "body");
    }

    private static boolean required(Script script) {
        return SvTests.<Boolean>field(script, Script.class, "variables");
    }

    @SuppressWarnings("unchecked")
    private static <T> T field(Object of, Class<?> in, String name) {
        try {
            Field field = in.getDeclaredField(name);
            field.setAccessible(true);
            return (T) field.get(of);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static void put(Object of, Class<?> in, String name, Object value) {
        try {
            Field field = in.getDeclaredField(name);
            field.setAccessible(true);
            field.set(of, value);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
