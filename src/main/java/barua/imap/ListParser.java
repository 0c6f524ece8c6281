package barua.imap;

import barua.imap.ListRequest.Choose;
import barua.imap.ListRequest.Return;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The grammar of LIST with its options, and of what STATUS is asked for (RFC 9051 §9, RFC 5258 §6, RFC 5819, RFC 6154). */
final class ListParser {

    private static final int MOST_PATTERNS = 100;

    private final ImapLexer in;
    private final boolean utf8;

    private ListParser(ImapLexer in, boolean utf8) {
        this.in = in;
        this.utf8 = utf8;
    }

    static ListRequest list(ImapLexer in, boolean utf8) throws SyntaxException {
        return new ListParser(in, utf8).request();
    }

    static ListPattern lsub(ImapLexer in, boolean utf8) throws SyntaxException {
        ListParser parser = new ListParser(in, utf8);
        String reference = parser.pattern();
        in.space();
        return ListPattern.of(reference, parser.pattern());
    }

    static List<StatusItem> status(ImapLexer in) throws SyntaxException {
        List<StatusItem> items = in.list(() -> {
            String name = in.word();
            try {
                return StatusItem.valueOf(name);
            } catch (IllegalArgumentException unknown) {
                throw new SyntaxException("unknown STATUS item " + SyntaxException.quote(name));
            }
        });
        if (items.isEmpty()) {
            throw new SyntaxException("STATUS of nothing");
        }
        return items.stream().distinct().toList();
    }

    private ListRequest request() throws SyntaxException {
        boolean extended = false;
        Set<Choose> choose = EnumSet.noneOf(Choose.class);
        if (in.peek() == '(') {
            extended = true;
            choose.addAll(in.list(this::choice));
            in.space();
        }
        // RFC 5258 §3.1: RECURSIVEMATCH modifies another option and cannot stand alone or with REMOTE only.
        if (choose.contains(Choose.RECURSIVEMATCH) && !choose.contains(Choose.SUBSCRIBED) && !choose.contains(Choose.SPECIAL_USE)) {
            throw new SyntaxException("RECURSIVEMATCH needs SUBSCRIBED or SPECIAL-USE");
        }
        String reference = pattern();
        in.space();
        extended |= in.peek() == '(';
        List<ListPattern> patterns = in.peek() == '(' ? in.list(() -> ListPattern.of(reference, pattern())) : List.of(ListPattern.of(reference, pattern()));
        if (patterns.isEmpty() || patterns.size() > MOST_PATTERNS) {
            throw new SyntaxException("no patterns, or too many");
        }
        Set<Return> returns = EnumSet.noneOf(Return.class);
        List<StatusItem> status = new ArrayList<>();
        if (in.take(" RETURN ")) {
            extended = true;
            in.list(() -> returnOption(returns, status));
        }
        return new ListRequest(extended, choose, patterns, returns, List.copyOf(status));
    }

    private String pattern() throws SyntaxException {
        return Normalizer.normalize(FolderNames.decode(in.listMailbox(), utf8), Normalizer.Form.NFC);
    }

    private Choose choice() throws SyntaxException {
        String name = in.word();
        return switch (name) {
            case "SUBSCRIBED" -> Choose.SUBSCRIBED;
            case "REMOTE" -> Choose.REMOTE;
            case "RECURSIVEMATCH" -> Choose.RECURSIVEMATCH;
            case "SPECIAL-USE" -> Choose.SPECIAL_USE;
            default -> throw new SyntaxException("unknown LIST selection option " + SyntaxException.quote(name));
        };
    }

    private String returnOption(Set<Return> returns, List<StatusItem> status) throws SyntaxException {
        String name = in.word();
        switch (name) {
            case "SUBSCRIBED" -> returns.add(Return.SUBSCRIBED);
            case "CHILDREN" -> returns.add(Return.CHILDREN);
            case "SPECIAL-USE" -> returns.add(Return.SPECIAL_USE);
            case "STATUS" -> {
                in.space();
                status.addAll(status(in));
            }
            default -> throw new SyntaxException("unknown LIST return option " + SyntaxException.quote(name));
        }
        return name;
    }
}
