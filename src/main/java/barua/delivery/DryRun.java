package barua.delivery;

import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.sieve.Complaint;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What scripts would do with a message, without doing it: for a page that tries rules on old mail, for {@code barua sieve test}. Nothing is
 * filed, sent or remembered. Safe for many threads.
 */
public final class DryRun {

    private static final int MOST_HEADER = 256 << 10;
    /** Whatever is asked for was not seen before. */
    private static final Memories NOTHING = _ -> {
        throw new IOException("nothing is remembered here");
    };
    private static final String RETURN_PATH = "return-path:";

    private final MailStore store;
    private final ScriptSource source;
    private final ScriptRules rules;
    private final Clock clock;

    DryRun(MailStore store, ScriptSource source, ScriptRules rules, Clock clock) {
        this.store = store;
        this.source = source;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * How the message is taken to have come.
     *
     * @param to  the recipient as it was written, with its {@code +detail}
     * @param now when
     */
    public record Assumed(ReversePath from, Address to, Instant now) {
    }

    /**
     * What would come of it.
     *
     * @param doings     in their order
     * @param complaints of scripts that cannot be read, or what ended one too early; then the letter is kept all the same
     */
    public record Result(List<Doing> doings, List<Complaint> complaints) {
    }

    /** What is run on a letter that was written to some address. */
    @FunctionalInterface
    private interface Compilation {
        ScriptSource.Compiled of(Address asked) throws IOException;
    }

    /** A script, ready to be tried on many messages. */
    public final class Tried {

        private final Address account;
        private final Compilation compilation;

        private Tried(Address account, Compilation compilation) {
            this.account = account;
            this.compilation = compilation;
        }

        /** Empty for a script that can be run. */
        public List<Complaint> complaints() throws IOException {
            return complaints(compilation.of(account));
        }

        private static List<Complaint> complaints(ScriptSource.Compiled compiled) {
            return compiled.broken().stream().flatMap(broken -> broken.complaints().stream()).toList();
        }

        /** @param message as it is filed, its Return-Path in front, or as it travels */
        public Result on(Content message, Assumed assumed) throws IOException {
            return on(message, assumed, one -> store.open(one).memory());
        }

        /** As if the account had never had a letter before: of one that lies there already much is remembered. */
        public Result anew(Content message, Assumed assumed) throws IOException {
            return on(message, assumed, NOTHING);
        }

        private Result on(Content message, Assumed assumed, Memories memories) throws IOException {
            Letter letter = letter(message, assumed);
            ScriptSource.Compiled compiled = compilation.of(assumed.to);
            int plus = assumed.to.local().indexOf('+');
            Recipient recipient = new Recipient(account, plus < 0 ? "" : assumed.to.local().substring(plus + 1), assumed.to);
            Rules.Decision decision = rules.decide(compiled,
                    new ScriptRules.Asked(letter, recipient, store.open(account).list(), true, memories, assumed.now));
            List<Complaint> complaints = new ArrayList<>(complaints(compiled));
            for (Doing doing : decision.doings()) {
                if (doing.what() == Doing.What.TROUBLE && doing.why().equals(Optional.of(Doing.Reason.SCRIPT_FAILED))) {
                    complaints.add(new Complaint(doing.place().orElseThrow(), doing.more()));
                }
            }
            return new Result(decision.doings().stream().filter(doing -> doing.what() != Doing.What.TROUBLE).toList(), complaints);
        }

        /** As it came: from its Return-Path field, to the account, now. */
        public Result on(Content message) throws IOException {
            return on(message, account);
        }

        /** The same, written to another address that leads to the account. */
        public Result on(Content message, Address to) throws IOException {
            return on(message, new Assumed(sender(message), to, clock.instant()));
        }
    }

    /** All that is run on the account's mail now. @throws IOException where it has no mailbox or the disk fails */
    public Tried active(Address account) throws IOException {
        return new Tried(account.folded(), asked -> source.of(account.folded(), asked));
    }

    /** That text alone, as a script of the account. @param name for complaints and places */
    public Tried of(Address account, String name, byte[] text) {
        ScriptSource.Compiled compiled = source.ofText(account.folded(), name, text);
        return new Tried(account.folded(), _ -> compiled);
    }

    private static Letter letter(Content message, Assumed assumed) throws IOException {
        byte[] header = message.bytes(0, MOST_HEADER);
        Envelope envelope = new Envelope(assumed.from, List.of(Envelope.Recipient.of(assumed.to)),
                new Origin.Session(InetAddress.getLoopbackAddress(), "", "ESMTP",
                Optional.empty(), Optional.empty(), false));
        return new Letter("test", envelope, HeaderBlock.parse(header).headers(), List.of(), message, returnPath(header), assumed.now, "");
    }

    /** How many bytes its Return-Path field has, where it stands in front. */
    static int returnPath(Content message) throws IOException {
        return returnPath(message.bytes(0, 2_000));
    }

    private static int returnPath(byte[] header) {
        String start = new String(Arrays.copyOf(header, Math.min(header.length, 2_000)), StandardCharsets.ISO_8859_1);
        int end = start.indexOf("\r\n");
        return start.regionMatches(true, 0, RETURN_PATH, 0, RETURN_PATH.length()) && end > 0 ? end + 2 : 0;
    }

    /** Whom its Return-Path names; nobody where there is none. */
    public static ReversePath sender(Content message) throws IOException {
        String field = HeaderBlock.parse(message.bytes(0, MOST_HEADER)).headers().first("Return-Path").map(one -> one.unfolded().strip()).orElse("");
        String inside = field.startsWith("<") && field.endsWith(">") ? field.substring(1, field.length() - 1) : field;
        return Address.parsePath(inside).map(ReversePath::of).orElse(ReversePath.NOBODY);
    }
}
