package barua.imap;

import barua.imap.KnownFolder.Cache;
import barua.imap.KnownFolder.Rules;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.Map;

/** One session of a client that holds every response against what it knows; see {@link KnownFolder}. */
final class CheckedClient implements Closeable {

    /** What a client enables before it opens a folder. */
    enum Kind { PLAIN, CONDSTORE, QRESYNC }

    private static final int REMEMBERED_LINES = 60;

    private final Socket socket;
    private final InputStream in;
    private final Kind kind;
    private final Deque<String> transcript = new ArrayDeque<>();
    private final Map<String, KnownFolder> recents;
    private KnownFolder folder;
    private int commands;

    /** @param recents see {@link KnownFolder} */
    CheckedClient(Socket socket, Kind kind, String user, String password, Map<String, KnownFolder> recents) throws IOException {
        this.recents = recents;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.kind = kind;
        socket.setSoTimeout(60_000);
        Response.read(in);
        ok("LOGIN " + user + " \"" + password + "\"");
        if (kind != Kind.PLAIN) {
            ok("ENABLE " + kind);
        }
    }

    Kind kind() {
        return kind;
    }

    KnownFolder folder() {
        return folder;
    }

    int commands() {
        return commands;
    }

    /** The last lines of both sides. */
    String transcript() {
        return String.join("\n", transcript);
    }

    Response ok(String command) throws IOException {
        Response answer = command(command);
        KnownFolder.check(answer.is("OK"), command + " was answered " + answer.line());
        return answer;
    }

    /** Sends a command, takes in all that is said until it is answered. BAD is never right: all commands here are. */
    Response command(String command) throws IOException {
        return command(command, new ArrayList<>());
    }

    Response command(String command, List<Response> heard) throws IOException {
        send(command);
        return answer(rules(command), heard);
    }

    private String send(String command) throws IOException {
        String tag = "c" + ++commands;
        write(tag + " " + command);
        return tag;
    }

    private void write(String line) throws IOException {
        remember("C: " + line);
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private void remember(String line) {
        transcript.add(line);
        if (transcript.size() > REMEMBERED_LINES) {
            transcript.remove();
        }
    }

    private static final Set<String> WITH_NUMBERS = Set.of("FETCH", "STORE", "SEARCH", "SORT", "THREAD");

    /** RFC 9051 §7.5.1, RFC 5256 §3, RFC 7162 §3.2.10: numbers stay during commands that speak of them, without UID. */
    private static Rules rules(String command) {
        boolean stay = WITH_NUMBERS.contains(command.split(" ", 2)[0]);
        boolean uid = command.startsWith("UID FETCH") || command.startsWith("UID STORE");
        return new Rules(!stay, uid, !command.contains("FETCH"));
    }

    private Response answer(Rules rules, List<Response> heard) throws IOException {
        while (true) {
            Response response = next();
            if (response.tag().equals("*")) {
                heard.add(response);
                hear(response, rules);
            } else if (response.tag().equals("c" + commands)) {
                KnownFolder.check(!response.is("BAD"), "answered " + response.line());
                if (folder != null) {
                    folder.opened();
                    folder.code(response.code());
                    if (rules.expunges()) {
                        folder.caughtUp();
                    }
                }
                return response;
            }
        }
    }

    private Response next() throws IOException {
        Response response = Response.read(in);
        remember("S: " + response.line());
        KnownFolder.check(!response.is("BYE"), response.line());
        return response;
    }

    private void hear(Response response, Rules rules) {
        if (folder != null && !response.is("ESEARCH") && !response.is("SEARCH") && !response.is("SORT") && !response.is("THREAD")
                && !response.is("STATUS")) {
            folder.hear(response, rules);
        }
    }

    /** Opens a folder; with a cache, where there is one, by QRESYNC, and then all of it is known at once. */
    void select(String name, Cache cache) throws IOException {
        folder = new KnownFolder(name, kind != Kind.PLAIN, kind == Kind.QRESYNC, recents);
        if (kind == Kind.QRESYNC && cache != null) {
            folder.resynchronise(cache);
            ok("SELECT " + name + " (QRESYNC (" + cache.uidValidity() + " " + cache.modseq() + "))");
            KnownFolder.check(folder.uidValidity() == cache.uidValidity(), "another UIDVALIDITY");
        } else {
            ok("SELECT " + name);
        }
    }

    /** What the client keeps of the folder that it leaves. */
    Cache leave(String command) throws IOException {
        Cache cache = folder.cache();
        folder = null;
        ok(command);
        return cache;
    }

    /** Listens for so long, then goes on. */
    void idle(int milliseconds) throws IOException {
        send("IDLE");
        Rules rules = new Rules(true, false, true);
        List<Response> heard = new ArrayList<>();
        boolean done = false;
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (!done) {
            int left = (int) ((end - System.nanoTime()) / 1_000_000);
            done = left <= 0 || !awaits(left);
            if (!done) {
                Response response = next();
                if (response.tag().equals("*")) {
                    hear(response, rules);
                }
            }
        }
        write("DONE");
        Response answer = answer(rules, heard);
        KnownFolder.check(answer.is("OK"), answer.line());
    }

    private boolean awaits(int milliseconds) throws IOException {
        in.mark(1);
        socket.setSoTimeout(milliseconds);
        try {
            return in.read() >= 0;
        } catch (SocketTimeoutException silence) {
            return false;
        } finally {
            in.reset();
            socket.setSoTimeout(60_000);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
