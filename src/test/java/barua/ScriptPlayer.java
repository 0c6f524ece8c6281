package barua;

import barua.Script.Step;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays the client of one script, and says where the server left it. */
final class ScriptPlayer implements Closeable {

    private static final int SHOWN = 40;   // lines of the conversation in a failure

    private final Script script;
    private final int port;
    private final ScriptVariables variables;
    private final Map<Integer, ScriptPeer> peers = new TreeMap<>();
    private final List<String> conversation = new ArrayList<>();

    ScriptPlayer(Script script, int port, Map<String, String> variables) {
        this.script = script;
        this.port = port;
        this.variables = new ScriptVariables(variables);
    }

    void play() {
        for (Step step : script.steps()) {
            try {
                play(step, peer(step.peer()));
            } catch (AssertionError | IOException | RuntimeException failed) {
                String said = String.join("\n", conversation.subList(Math.max(0, conversation.size() - SHOWN), conversation.size()));
                throw new AssertionError(script.name() + ".script:" + step.line() + ": " + failed.getMessage() + "\n" + said, failed);
            }
        }
    }

    private ScriptPeer peer(int number) throws IOException {
        ScriptPeer peer = peers.get(number);
        if (peer == null) {
            peer = new ScriptPeer(port);
            peers.put(number, peer);
        }
        return peer;
    }

    private void play(Step step, ScriptPeer peer) throws IOException {
        switch (step) {
            case Step.Say say -> say(say, peer);
            case Step.SayBlock block -> sayBlock(block, peer);
            case Step.Expect expect -> expect(expect, peer);
            case Step.ExpectAll all -> expectAll(all, peer);
            case Step.StartTls _ -> peer.startTls();
            case Step.ExpectEnd end -> peer.line().ifPresent(line -> {
                throw new AssertionError("expected the end, got: " + heard(end.peer(), line));
            });
            case Step.HangUp hangUp -> {
                peer.close();
                peers.remove(hangUp.peer());   // a later mention of the number is a new connection
            }
        }
    }

    private void say(Step.Say say, ScriptPeer peer) throws IOException {
        int size = bytes(say.sizeOf()).length;
        String text = variables.fill(say.text()).replace("{N}", "{" + size + "}").replace("{N+}", "{" + size + "+}").replace("<N>", "" + size);
        conversation.add("  C" + say.peer() + ": " + text);
        peer.say(say.raw() ? unescape(text) : (text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private void sayBlock(Step.SayBlock block, ScriptPeer peer) throws IOException {
        conversation.add("  C" + block.peer() + "<< " + block.lines().size() + " lines");
        peer.say(bytes(block.lines()));
        if (block.literal()) {
            peer.say(new byte[] {'\r', '\n'});
        }
    }

    private byte[] bytes(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(variables.fill(line)).append("\r\n"));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void expect(Step.Expect expect, ScriptPeer peer) throws IOException {
        String line = hear(expect.peer(), peer, expect.pattern());
        while (!variables.matches(expect.pattern(), line)) {
            if (!expect.skip()) {
                throw new AssertionError("expected: " + expect.pattern());
            }
            line = hear(expect.peer(), peer, expect.pattern());
        }
    }

    private void expectAll(Step.ExpectAll all, ScriptPeer peer) throws IOException {
        List<String> left = new ArrayList<>(all.patterns());
        while (!left.isEmpty()) {
            String line = hear(all.peer(), peer, String.join(" or ", left));
            Optional<String> met = left.stream().filter(pattern -> variables.matches(pattern, line)).findFirst();
            left.remove(met.orElseThrow(() -> new AssertionError("expected in any order: " + String.join("\n    ", left))));
        }
    }

    private String hear(int number, ScriptPeer peer, String expected) throws IOException {
        return heard(number, peer.line().orElseThrow(() -> new AssertionError("the server closed; expected: " + expected)));
    }

    private String heard(int number, String line) {
        conversation.add("  S" + number + ": " + line);
        return line;
    }

    private static byte[] unescape(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            switch (text.charAt(++i)) {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case '0' -> bytes.write(0);
                case 'x' -> {
                    bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        for (ScriptPeer peer : peers.values()) {
            peer.close();
        }
    }
}
