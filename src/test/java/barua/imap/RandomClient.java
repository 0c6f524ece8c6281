package barua.imap;

import barua.imap.CheckedClient.Kind;
import barua.imap.KnownFolder.Cache;
import barua.imap.KnownFolder.Known;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Gives a {@link CheckedClient} random work in folders that others work in as well, and checks the answers that can be checked. */
final class RandomClient {

    private static final int FULL = 60;
    private static final int KEYWORDS = 20;

    private final CheckedClient client;
    private final Random random;
    private final List<String> folders;
    private final Map<String, Cache> caches = new HashMap<>();
    /** The subjects of messages by folder and UID, of all clients: a UID means one message for ever. */
    private final Map<String, String> subjects;
    private String selected = "";

    RandomClient(CheckedClient client, Random random, List<String> folders, Map<String, String> subjects) {
        this.client = client;
        this.random = random;
        this.folders = folders;
        this.subjects = subjects;
    }

    CheckedClient client() {
        return client;
    }

    String selected() {
        return selected;
    }

    void step() throws IOException {
        KnownFolder folder = client.folder();
        if (folder == null) {
            open();
        } else if (folder.size() == 0 || folder.size() < 10 && random.nextInt(4) == 0) {
            append(selected);
        } else if (folder.size() > FULL && random.nextInt(4) == 0) {
            client.ok("STORE 1:" + folder.size() / 2 + " +FLAGS.SILENT (\\Deleted)");
            folder.messages().subList(0, folder.size() / 2).forEach(known -> known.flags = null);
            client.ok("EXPUNGE");
        } else {
            work(folder);
        }
    }

    private void work(KnownFolder folder) throws IOException {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> fetch(folder);
            case 4, 5 -> learn(folder);
            case 6, 7, 8, 9, 10, 11 -> store(folder);
            case 12 -> client.ok(random.nextBoolean() ? "NOOP" : "CHECK");
            case 13 -> client.ok("EXPUNGE");
            case 14 -> uidExpunge(folder);
            case 15 -> transfer(folder, "COPY");
            case 16 -> transfer(folder, "MOVE");
            case 17 -> append(folders.get(random.nextInt(folders.size())));
            case 18, 19 -> search(folder);
            case 20 -> client.idle(random.nextInt(10));
            case 21 -> leave();
            case 22 -> status();
            default -> changedSince(folder);
        }
    }

    private void open() throws IOException {
        selected = folders.get(random.nextInt(folders.size()));
        Cache cache = caches.get(selected);
        client.select(selected, random.nextInt(6) == 0 ? null : cache);
    }

    private void leave() throws IOException {
        String before = selected;
        boolean whole = client.folder().isWholeKnown();
        Cache cache;
        switch (random.nextInt(3)) {
            case 0 -> cache = client.leave("CLOSE");
            case 1 -> cache = client.leave("UNSELECT");
            default -> {
                cache = client.folder().cache();
                open();
            }
        }
        if (whole && client.kind() == Kind.QRESYNC) {
            caches.put(before, cache);
        }
    }

    /** Brings the client's knowledge up to date, and keeps what a QRESYNC client would. */
    void catchUp() throws IOException {
        if (client.folder() == null) {
            open();
        }
        client.ok("NOOP");
        learn(client.folder());
        client.ok("NOOP");
    }

    /** What this client could resynchronise the folder from that it has open: what it knows now, and what it kept before. */
    List<Cache> kept() {
        List<Cache> kept = new ArrayList<>(List.of(client.folder().cache()));
        if (caches.containsKey(selected)) {
            kept.add(caches.get(selected));
        }
        return kept;
    }

    private String items() {
        return client.kind() == Kind.PLAIN ? "(UID FLAGS)" : "(UID FLAGS MODSEQ)";
    }

    private void learn(KnownFolder folder) throws IOException {
        while (folder.size() > 0 && !folder.isWholeKnown()) {
            client.ok("UID FETCH 1:* " + items());
        }
    }

    private int number(KnownFolder folder) {
        return 1 + random.nextInt(folder.size());
    }

    /** A range by number, and the messages in it. */
    private record Range(String text, List<Known> messages) {
    }

    private Range range(KnownFolder folder) {
        int first = number(folder);
        int last = Math.min(folder.size(), first + random.nextInt(random.nextInt(8) + 1));
        return new Range(first == last ? String.valueOf(first) : first + ":" + last, List.copyOf(folder.messages().subList(first - 1, last)));
    }

    private Range uidRange(KnownFolder folder) {
        Range range = range(folder);
        List<Known> named = range.messages.stream().filter(known -> known.uid > 0).toList();
        if (named.isEmpty()) {
            return null;
        }
        return new Range(String.join(",", named.stream().map(known -> String.valueOf(known.uid)).toList()), named);
    }

    private void fetch(KnownFolder folder) throws IOException {
        boolean byUid = random.nextBoolean();
        Range range = byUid ? uidRange(folder) : range(folder);
        if (range == null) {
            return;
        }
        String what = switch (random.nextInt(6)) {
            case 0 -> "(FLAGS)";
            case 1 -> "(UID BODY.PEEK[HEADER.FIELDS (SUBJECT)])";
            case 2 -> "(UID BODY[HEADER.FIELDS (SUBJECT)])";
            case 3 -> "(ENVELOPE RFC822.SIZE)";
            default -> items();
        };
        List<Response> heard = new ArrayList<>();
        Response answer = client.command((byUid ? "UID FETCH " : "FETCH ") + range.text + " " + what, heard);
        KnownFolder.check(answer.is("OK") || answer.code().equals("EXPUNGEISSUED"), "FETCH was answered " + answer.line());
        heard.forEach(this::rememberSubject);
    }

    private void rememberSubject(Response response) {
        if (!response.isNumbered("FETCH")) {
            return;
        }
        List<?> items = (List<?>) response.words().get(2);
        int uid = items.indexOf("UID");
        int subject = items.indexOf("BODY[HEADER.FIELDS (SUBJECT)]");
        if (uid >= 0 && subject >= 0) {
            String fresh = (String) items.get(subject + 1);
            String known = subjects.putIfAbsent(selected + client.folder().uidValidity() + "/" + items.get(uid + 1), fresh);
            KnownFolder.check(known == null || known.equals(fresh), "UID " + items.get(uid + 1) + " was another message");
        }
    }

    /** RFC 7162 §3.1.4, §3.2.6: what has changed since the client was last sure. */
    private void changedSince(KnownFolder folder) throws IOException {
        if (client.kind() != Kind.PLAIN && folder.highest() > 0) {
            boolean vanished = client.kind() == Kind.QRESYNC && random.nextBoolean();
            client.ok("UID FETCH 1:* (FLAGS) (CHANGEDSINCE " + Math.max(1, folder.highest() - random.nextInt(5)) + (vanished ? " VANISHED)" : ")"));
        }
    }

    private String flag() {
        return random.nextInt(3) == 0 ? "k" + random.nextInt(KEYWORDS) : List.of("\\Seen", "\\Flagged", "\\Answered", "\\Draft", "\\Deleted")
                .get(random.nextInt(5));
    }

    private void store(KnownFolder folder) throws IOException {
        boolean byUid = random.nextBoolean();
        Range range = byUid ? uidRange(folder) : range(folder);
        if (range == null) {
            return;
        }
        String sign = List.of("+", "-", "").get(random.nextInt(5) % 3);
        boolean silent = random.nextBoolean();
        String flag = flag();
        boolean guarded = client.kind() != Kind.PLAIN && random.nextInt(3) == 0 && folder.highest() > 0;
        List<Known> before = range.messages.stream().map(Known::copy).toList();
        range.messages.forEach(known -> known.told = false);
        if (silent) {
            range.messages.forEach(known -> change(known, sign, flag.toLowerCase(Locale.ROOT)));
        }
        Response answer = client.ok((byUid ? "UID STORE " : "STORE ") + range.text + (guarded ? " (UNCHANGEDSINCE " + folder.highest() + ")" : "")
                + " " + sign + "FLAGS" + (silent ? ".SILENT" : "") + " (" + flag + ")");
        Set<Long> modified = answer.code().startsWith("MODIFIED ") ? new TreeSet<>(KnownFolder.numbers(answer.code().substring(9))) : Set.of();
        KnownFolder.check(modified.isEmpty() || guarded, "MODIFIED without UNCHANGEDSINCE");
        for (int i = 0; i < before.size(); i++) {
            Known known = range.messages.get(i);
            boolean left = modified.contains(byUid ? known.uid : folder.messages().indexOf(known) + 1L);
            if (left && silent && !known.told) {
                known.flags = before.get(i).flags;
            }
            KnownFolder.check(silent || left || known.told || !folder.messages().contains(known), "STORE did not tell the flags of UID " + known.uid);
        }
    }

    private static void change(Known known, String sign, String flag) {
        if (known.flags == null) {
            return;
        }
        known.flags = sign.isEmpty() ? new TreeSet<>() : new TreeSet<>(known.flags);
        if (sign.equals("-")) {
            known.flags.remove(flag);
        } else {
            known.flags.add(flag);
        }
    }

    private void uidExpunge(KnownFolder folder) throws IOException {
        Range range = uidRange(folder);
        if (range != null) {
            client.ok("UID EXPUNGE " + range.text);
        }
    }

    private void transfer(KnownFolder folder, String verb) throws IOException {
        boolean byUid = random.nextBoolean();
        Range range = byUid ? uidRange(folder) : range(folder);
        if (range == null) {
            return;
        }
        List<Response> heard = new ArrayList<>();
        String command = (byUid ? "UID " : "") + verb + " " + range.text + " " + folders.get(random.nextInt(folders.size()));
        Response answer = client.command(command, heard);
        KnownFolder.check(answer.is("OK") || answer.code().equals("EXPUNGEISSUED"), command + " was answered " + answer.line());
        heard.add(answer);
        for (Response response : heard) {
            if (response.code().startsWith("COPYUID ")) {
                String[] words = response.code().split(" ");
                KnownFolder.check(KnownFolder.numbers(words[2]).size() == KnownFolder.numbers(words[3]).size(), "COPYUID in unequal numbers: "
                        + response.line());
            }
        }
    }

    private void append(String to) throws IOException {
        String message = "Subject: " + random.nextLong() + "\r\n\r\nbody\r\n";
        String flags = random.nextInt(3) == 0 ? " (" + flag() + ")" : "";
        Response answer = client.ok("APPEND " + to + flags + " {" + message.length() + "+}\r\n" + message);
        KnownFolder.check(answer.code().startsWith("APPENDUID "), answer.line());
    }

    private void search(KnownFolder folder) throws IOException {
        int number = number(folder);
        long uid = folder.messages().get(number - 1).uid;   // as it is before the answer: nobody knows which of several unknown ones has vanished
        List<Response> heard = new ArrayList<>();
        if (random.nextBoolean()) {
            // The client itself holds that nothing is expunged meanwhile.
            client.ok(List.of("SEARCH UNSEEN", "SORT (SUBJECT REVERSE DATE) UTF-8 UNSEEN", "THREAD REFERENCES UTF-8 ALL").get(random.nextInt(3)));
            return;
        }
        boolean sort = random.nextBoolean();
        String name = sort ? "SORT" : "SEARCH";
        client.command(sort ? "UID SORT (DATE) UTF-8 " + number : "UID SEARCH " + number, heard);
        for (Response response : heard) {
            if (response.is(name) && uid > 0) {
                KnownFolder.check(response.line().equals("* " + name + " " + uid), "UID " + name + " " + number + " found " + response.line()
                        + ", it is " + uid);
            }
        }
    }

    private void status() throws IOException {
        client.ok("STATUS " + folders.get(random.nextInt(folders.size())) + " (MESSAGES UIDNEXT UNSEEN"
                + (client.kind() == Kind.PLAIN ? ")" : " HIGHESTMODSEQ)"));
    }
}
