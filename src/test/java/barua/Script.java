package barua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A conversation read from a file; {@link ScriptRunner} describes how it is written.
 *
 * @param name     the file's name without its ending
 * @param settings what lines such as {@code @door submission} say to the fixture
 */
public record Script(String name, Map<String, String> settings, List<Step> steps) {

    private static final Pattern SETTING = Pattern.compile("@([a-z-]+)\\s+(.*)");
    private static final Pattern LINE = Pattern.compile("(C|S|TLS|CLOSED|CLOSE)(\\d*)(~|\\?|\\*)?:(?: (.*))?");
    private static final Pattern BLOCK = Pattern.compile("([CS])(\\d*)<<");
    private static final Pattern SIZE = Pattern.compile("\\{N\\+?}|<N>");

    /** One thing to do, on one connection. */
    sealed interface Step {

        int line();

        int peer();

        /** @param raw without CRLF behind it, and with its backslash escapes meant @param sizeOf lines of the block whose size stands for N */
        record Say(int line, int peer, String text, boolean raw, List<String> sizeOf) implements Step {
        }

        /** @param literal whether a CRLF ends the command behind it */
        record SayBlock(int line, int peer, List<String> lines, boolean literal) implements Step {
        }

        /** The next line is this. @param skip whether lines before it are passed over */
        record Expect(int line, int peer, String pattern, boolean skip) implements Step {
        }

        /** The next lines are these, in any order. */
        record ExpectAll(int line, int peer, List<String> patterns) implements Step {
        }

        record StartTls(int line, int peer) implements Step {
        }

        record ExpectEnd(int line, int peer) implements Step {
        }

        record HangUp(int line, int peer) implements Step {
        }
    }

    static Script parse(String name, List<String> lines) {
        return new Reader(name, lines).read();
    }

    /** Goes through the lines once. */
    private static final class Reader {

        private final String name;
        private final List<String> lines;
        private final Map<String, String> settings = new TreeMap<>();
        private final List<Step> steps = new ArrayList<>();
        private int at;

        Reader(String name, List<String> lines) {
            this.name = name;
            this.lines = lines;
        }

        Script read() {
            for (at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                if (!line.isBlank() && !line.startsWith("#")) {
                    take(line);
                }
            }
            resolveSizes();
            return new Script(name, Collections.unmodifiableMap(settings), List.copyOf(steps));
        }

        private void take(String line) {
            Matcher setting = SETTING.matcher(line);
            Matcher block = BLOCK.matcher(line);
            Matcher step = LINE.matcher(line);
            if (setting.matches()) {
                settings.put(setting.group(1), setting.group(2).strip());
            } else if (block.matches()) {
                block(block.group(1), peer(block.group(2)));
            } else if (step.matches()) {
                step(step.group(1), peer(step.group(2)), step.group(3) == null ? "" : step.group(3), step.group(4) == null ? "" : step.group(4));
            } else {
                throw wrong("not understood: " + line);
            }
        }

        private void block(String who, int peer) {
            int first = at + 1;
            List<String> inside = new ArrayList<>();
            while (++at < lines.size() && !lines.get(at).equals(">>")) {
                inside.add(lines.get(at));
            }
            if (at == lines.size()) {
                throw wrong("no >> ends the block of line " + first);
            }
            if (who.equals("C")) {
                steps.add(new Step.SayBlock(first, peer, inside, false));
            } else {
                for (int i = 0; i < inside.size(); i++) {
                    steps.add(new Step.Expect(first + i + 1, peer, inside.get(i), false));
                }
            }
        }

        private void step(String word, int peer, String mark, String rest) {
            int line = at + 1;
            switch (word + mark) {
                case "C" -> steps.add(new Step.Say(line, peer, rest, false, List.of()));
                case "C~" -> steps.add(new Step.Say(line, peer, rest, true, List.of()));
                case "S" -> steps.add(new Step.Expect(line, peer, rest, false));
                case "S*" -> steps.add(new Step.Expect(line, peer, rest, true));
                case "S?" -> anyOrder(line, peer, rest);
                case "TLS" -> steps.add(new Step.StartTls(line, peer));
                case "CLOSED" -> steps.add(new Step.ExpectEnd(line, peer));
                case "CLOSE" -> steps.add(new Step.HangUp(line, peer));
                default -> throw wrong("not understood: " + lines.get(at));
            }
        }

        private void anyOrder(int line, int peer, String pattern) {
            List<String> patterns = new ArrayList<>();
            if (!steps.isEmpty() && steps.getLast() instanceof Step.ExpectAll group && group.peer() == peer) {
                patterns.addAll(group.patterns());
                line = group.line();
                steps.removeLast();
            }
            patterns.add(pattern);
            steps.add(new Step.ExpectAll(line, peer, patterns));
        }

        /** {@code {N}} and {@code <N>} mean the next block of the same connection. */
        private void resolveSizes() {
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.Say say) {
                    Matcher size = SIZE.matcher(say.text());
                    if (size.find()) {
                        int at = blockAfter(i, say);
                        Step.SayBlock block = (Step.SayBlock) steps.get(at);
                        steps.set(i, new Step.Say(say.line(), say.peer(), say.text(), say.raw(), block.lines()));
                        steps.set(at, new Step.SayBlock(block.line(), block.peer(), block.lines(), size.group().startsWith("{")));
                    }
                }
            }
        }

        private int blockAfter(int from, Step.Say say) {
            for (int i = from + 1; i < steps.size(); i++) {
                if (steps.get(i) instanceof Step.SayBlock block && block.peer() == say.peer()) {
                    return i;
                }
            }
            throw new IllegalArgumentException(name + ".script:" + say.line() + ": N stands for the size of a block, and none follows");
        }

        private static int peer(String number) {
            return number.isEmpty() ? 1 : Integer.parseInt(number);
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(name + ".script:" + (at + 1) + ": " + what);
        }
    }
}
