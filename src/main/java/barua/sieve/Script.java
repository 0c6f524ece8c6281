package barua.sieve;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/** A script that can be run (RFC 5228). Unchangeable; runs share nothing, and may go on at the same time. */
public final class Script {

    private final String name;
    private final Block body;
    private final boolean variables;
    private final Limits limits;
    private final Place end;
    private final List<Complaint> missingLists;

    private Script(String name, Block body, boolean variables, Limits limits, Place end, List<Complaint> missingLists) {
        this.name = name;
        this.body = body;
        this.variables = variables;
        this.limits = limits;
        this.end = end;
        this.missingLists = missingLists;
    }

    /**
     * Reads and checks a script.
     *
     * @param name       under which its owner knows it, for complaints and the trace
     * @param text       in UTF-8
     * @param extensions which of {@link #extensions()} it may require
     * @param includes   where {@code include} finds other scripts, which are read and checked with it
     * @throws SieveException with all that is wrong, up to 50 complaints
     */
    public static Script compile(String name, byte[] text, Limits limits, Set<String> extensions, Includes includes) throws SieveException {
        return compile(name, text, limits, extensions, includes, ExternalLists.NONE);
    }

    /** As the other. @param lists what {@code :list} asks, when the script is read and whenever it is run */
    public static Script compile(String name, byte[] text, Limits limits, Set<String> extensions, Includes includes, ExternalLists lists)
            throws SieveException {
        var complaints = new Complaints(name);
        if (text.length > limits.size()) {
            complaints.add(1, 1, "the script has " + text.length + " bytes; " + limits.size() + " are allowed");
            complaints.refuse();
        }
        var building = new Building(limits, extensions, includes, lists);
        Parser.Tree tree = Parser.parse(characters(text, complaints).orElse(""), complaints, limits.nesting());
        var compiler = new Compiler(name, building, complaints, lists);
        Block body = compiler.script(tree.clauses());
        complaints.refuse();
        return new Script(name, body, compiler.required("variables"), limits, new Place(name, "", tree.end().line(), tree.end().column()),
                building.missingLists());
    }

    /**
     * What to say to whoever wrote it of lists that it names and that were not there when it was read (RFC 6134): nothing of those that it asks for with
     * {@code valid_ext_list}. It can be run all the same: a list may come, and a letter that meets one that is not there is kept.
     */
    public List<Complaint> missingLists() {
        return missingLists;
    }

    /** All names that {@code require} knows, sorted: ManageSieve's SIEVE line (RFC 5804 §1.7). */
    public static SequencedSet<String> extensions() {
        return Collections.unmodifiableSequencedSet(Vocabulary.capabilities());
    }

    public String name() {
        return name;
    }

    /**
     * Runs scripts on a letter: those before everybody's, the owner's, those after.
     * <p>
     * A next script runs only where the letter would be kept after the one before it: its implicit keep is in effect, or it did {@code keep} (as
     * Pigeonhole's sieve_before and sieve_after). {@code stop} ends the script in which it stands, and no other. Whether the letter is kept at the end without
     * having been asked for, the last script that ran says. Flags that a script left behind are those that the next begins with.
     * <p>
     * An error ends the run: in a script before the owner's, too, for what it was to guard against is not known then. The letter is kept; what was decided
     * stands, but for {@code discard} and {@code reject}. Never throws.
     */
    public static Outcome run(List<Script> inOrder, Situation situation) {
        var run = new Run(situation);
        Place end = new Place("", "", 1, 1);
        boolean stopped = false;
        try {
            for (Script script : inOrder) {
                run.decisions().nextScript();
                run.under(script.limits);
                run.scope(new Scope(script.variables, new HashMap<>()));
                end = script.end;
                stopped = script.body.run(run) == Flow.STOP;
                if (!run.decisions().kept()) {
                    break;
                }
            }
        } catch (Failure failure) {
            return saved(run, end, failure.getMessage());
        } catch (UncheckedIOException unreadable) {
            return saved(run, end, "the letter could not be read: " + unreadable.getCause().getMessage());
        } catch (RuntimeException fault) {
            return saved(run, end, FAULT + fault);
        }
        if (run.decisions().implicitKeep()) {
            run.decisions().keepAtEnd(new Action.Keep(end, run.flags(), true, run.edited()));
        }
        return new Outcome(run.decisions().actions(), Optional.empty(), stopped);
    }

    /** With what a complaint begins that is nobody's fault but the engine's. */
    static final String FAULT = "the engine failed: ";

    private static Outcome saved(Run run, Place end, String why) {
        run.decisions().saveLetter(end, run.situation().flags());
        return new Outcome(run.decisions().actions(), Optional.of(new Complaint(run.place() == null ? end : run.place(), why)), false);
    }

    /** Empty where it is not UTF-8, which is then complained of. */
    static Optional<String> characters(byte[] text, Complaints complaints) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(text);
        var out = CharBuffer.allocate(text.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (!result.isError()) {
            return Optional.of(out.toString());
        }
        String before = out.toString();
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int lineStart = before.lastIndexOf('\n') + 1;
        complaints.add(lines + 1, before.codePointCount(lineStart, before.length()) + 1, "this is not UTF-8");
        return Optional.empty();
    }
}
