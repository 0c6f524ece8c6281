package barua.sieve;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Letter;
import barua.message.MimeParser;
import barua.message.Origin;
import barua.message.ReversePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One case of a {@code *.sieve} file under {@code src/test/resources/barua/sieve}: what a script does with a letter. A file is
 * <pre>
 * what stands before the first === is for all cases below, unless they say something else
 * --- message
 * From: ...
 * === What the case shows
 * --- script
 * keep;
 * --- expect
 * keep
 * </pre>
 * Sections: {@code before}, {@code script}, {@code after} (what runs, in this order), {@code include NAME} and {@code global NAME} (what can be included),
 * {@code message}, {@code envelope} ({@code from:}, {@code to:}, {@code addresses:}, {@code auth:}, {@code ip:}, {@code now:}, {@code zone:}, {@code flags:}),
 * {@code around} (see {@link CaseSurroundings}), {@code expect} (actions as {@link ActionWords} writes them, then {@code trouble:} and what it says),
 * {@code edited} (the first edited letter among the actions), {@code complaints} (instead of {@code expect}: why the script is refused).
 */
record Case(String title, Map<String, String> sections) {

    static final Address ACCOUNT = Address.of("asha@college.example");

    String section(String name) {
        return sections.getOrDefault(name, "");
    }

    boolean has(String name) {
        return sections.containsKey(name);
    }

    /** What came of it, in the words of the section that is expected. */
    String outcome() throws IOException {
        try {
            Outcome outcome = Script.run(scripts(), situation());
            var lines = new ArrayList<String>();
            outcome.actions().forEach(action -> lines.add(ActionWords.of(action)));
            outcome.trouble().ifPresent(trouble -> lines.add("trouble: " + trouble));
            return String.join("\n", lines);
        } catch (SieveException refused) {
            return refused.getMessage();
        }
    }

    /** The first edited letter among the actions; empty where there is none. */
    String edited() throws IOException, SieveException {
        for (Action action : Script.run(scripts(), situation()).actions()) {
            if (action instanceof Action.OfLetter letter && letter.edited().isPresent()) {
                Content content = letter.edited().get();
                return new String(content.bytes(0, (int) content.size()), StandardCharsets.UTF_8).replace("\r\n", "\n");
            }
        }
        return "";
    }

    private List<Script> scripts() throws SieveException {
        var scripts = new ArrayList<Script>();
        for (String section : List.of("before", "script", "after")) {
            if (has(section)) {
                scripts.add(Script.compile(section, section(section).getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()),
                        this::included, CaseSurroundings.read(section("around"))));
            }
        }
        return scripts;
    }

    private Optional<byte[]> included(String name, boolean global) {
        return Optional.ofNullable(sections.get((global ? "global " : "include ") + name)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Situation situation() throws IOException {
        byte[] bytes = section("message").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        Address to = said("to").map(Address::of).orElse(ACCOUNT);
        ReversePath from = said("from").map(text -> text.isEmpty() || text.equals("<>") ? ReversePath.NOBODY : ReversePath.of(Address.of(text)))
                .orElse(ReversePath.of(Address.of("neema@uni.example")));
        Origin origin = has("envelope") && (said("auth").isPresent() || said("ip").isPresent())
                ? new Origin.Session(InetAddress.getByName(said("ip").orElse("192.0.2.1")), "helo.example", "ESMTPS", Optional.empty(), said("auth")
                .map(Address::of),
                        false)
                : new Origin.Here();
        Instant now = Instant.parse(said("now").orElse("2026-11-22T07:42:00Z"));
        var envelope = new Envelope(from, List.of(Envelope.Recipient.of(to)), origin);
        var letter = new Letter("q1", envelope, MimeParser.parse(new ByteArrayInputStream(bytes)).headers(), List.of(), Content.of(bytes), 0, now, "");
        List<Address> addresses = said("addresses").map(text -> Arrays.stream(text.split(",\\s*")).map(Address::of).toList()).orElse(List.of(ACCOUNT));
        List<String> flags = said("flags").map(text -> List.of(text.split(" "))).orElse(List.of());
        return new Situation(letter, ACCOUNT, to, addresses, flags, now, ZoneId.of(said("zone").orElse("Africa/Nairobi")),
                CaseSurroundings.read(section("around")));
    }

    private Optional<String> said(String name) {
        return section("envelope").lines().filter(line -> line.startsWith(name + ":")).map(line -> line.substring(name.length() + 1).strip()).findFirst();
    }
}
