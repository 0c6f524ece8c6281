package barua.imap;

import barua.imap.SearchKey.When;
import barua.imap.SearchRequest.Return;
import barua.mailbox.Flags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The grammar of SEARCH (RFC 9051 §9, RFC 3501 §9, RFC 4731, RFC 5182, RFC 5032, RFC 7162 §7, RFC 6203 §7). */
final class SearchParser {

    private static final int MOST_KEYS = 1_000;
    /** Programs that build OR from a list nest as deep as the list is long. Each level takes a few hundred bytes of the thread's stack. */
    static final int DEEPEST = 500;
    private static final Set<String> WITH_ARGUMENT = Set.of("KEYWORD", "UNKEYWORD", "BEFORE", "ON", "SINCE", "SENTBEFORE", "SENTON", "SENTSINCE", "YOUNGER",
            "OLDER",
            "LARGER", "SMALLER", "BCC", "CC", "FROM", "SUBJECT", "TO", "BODY", "TEXT", "HEADER", "UID", "NOT", "OR", "MODSEQ", "FUZZY");

    private final ImapLexer in;
    private Charset charset = StandardCharsets.UTF_8;
    private int depth;
    private int keys;

    private SearchParser(ImapLexer in) {
        this.in = in;
    }

    /** Stands behind {@code SEARCH} and its blank. @param charsetForbidden after ENABLE UTF8=ACCEPT (RFC 6855 §3) */
    static SearchRequest parse(ImapLexer in, boolean charsetForbidden) throws SyntaxException {
        Optional<Set<Return>> returns = returns(in);
        SearchParser parser = new SearchParser(in);
        if (in.take("CHARSET ")) {
            if (charsetForbidden) {
                throw new SyntaxException("no CHARSET after UTF8=ACCEPT");
            }
            parser.charset();
        }
        return parser.request(returns);
    }

    /** The search criteria of SORT and THREAD, which always begin with the charset (RFC 5256 §5). */
    static SearchRequest withCharset(ImapLexer in, Optional<Set<Return>> returns) throws SyntaxException {
        SearchParser parser = new SearchParser(in);
        parser.charset();
        return parser.request(returns);
    }

    private SearchRequest request(Optional<Set<Return>> returns) throws SyntaxException {
        List<SearchKey> keys = new ArrayList<>();
        do {
            keys.add(key());
        } while (in.skip(' ') && !in.atEnd());
        SearchRequest request = new SearchRequest(returns, all(keys));
        if (request.asks(Return.RELEVANCY) && !request.asksFuzzy()) {
            throw new SyntaxException("RELEVANCY needs a FUZZY key");   // RFC 6203 §4
        }
        return request;
    }

    /** The return options, where they come next, and the blank behind them. */
    static Optional<Set<Return>> returns(ImapLexer in) throws SyntaxException {
        if (!in.take("RETURN ")) {
            return Optional.empty();
        }
        Set<Return> returns = EnumSet.noneOf(Return.class);
        for (String name : in.list(in::word)) {
            switch (name) {
                case "MIN" -> returns.add(Return.MIN);
                case "MAX" -> returns.add(Return.MAX);
                case "ALL" -> returns.add(Return.ALL);
                case "COUNT" -> returns.add(Return.COUNT);
                case "SAVE" -> returns.add(Return.SAVE);
                case "RELEVANCY" -> returns.add(Return.RELEVANCY);
                default -> throw new SyntaxException("unknown return option " + SyntaxException.quote(name));
            }
        }
        in.space();
        // RFC 4731 §3.1: an empty list means ALL.
        return Optional.of(returns.isEmpty() ? EnumSet.of(Return.ALL) : returns);
    }

    private void charset() throws SyntaxException {
        String name = new String(in.astring(), StandardCharsets.ISO_8859_1);
        in.space();
        try {
            charset = Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            // RFC 9051 §7.1: the code lists what is understood.
            throw new SyntaxException("BADCHARSET (US-ASCII UTF-8 ISO-8859-1 ISO-8859-15 WINDOWS-1252)", "that charset is not known");
        }
    }

    private static SearchKey all(List<SearchKey> keys) {
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(List.copyOf(keys));
    }

    private SearchKey key() throws SyntaxException {
        if (++keys > MOST_KEYS) {
            throw new SyntaxException("too many search keys");
        }
        if (++depth > DEEPEST) {
            throw new SyntaxException("search keys nest too deep");
        }
        SearchKey key = in.peek() == '(' ? group() : in.isDigit() || in.peek() == '*' || in.peek() == '$' ? new SearchKey.In(in.messages(), false)
                : named(in.word());
        depth--;
        return key;
    }

    private SearchKey group() throws SyntaxException {
        List<SearchKey> inner = in.list(this::key);
        if (inner.isEmpty()) {
            throw new SyntaxException("empty parentheses in SEARCH");
        }
        return all(inner);
    }

    private SearchKey named(String name) throws SyntaxException {
        return switch (name) {
            case "ALL" -> new SearchKey.All();
            case "RECENT" -> new SearchKey.Recent();
            case "OLD" -> new SearchKey.Not(new SearchKey.Recent());
            case "NEW" -> new SearchKey.And(List.of(new SearchKey.Recent(), new SearchKey.Flag(Flags.SEEN, false)));
            case "SEEN" -> new SearchKey.Flag(Flags.SEEN, true);
            case "UNSEEN" -> new SearchKey.Flag(Flags.SEEN, false);
            case "ANSWERED" -> new SearchKey.Flag(Flags.ANSWERED, true);
            case "UNANSWERED" -> new SearchKey.Flag(Flags.ANSWERED, false);
            case "FLAGGED" -> new SearchKey.Flag(Flags.FLAGGED, true);
            case "UNFLAGGED" -> new SearchKey.Flag(Flags.FLAGGED, false);
            case "DELETED" -> new SearchKey.Flag(Flags.DELETED, true);
            case "UNDELETED" -> new SearchKey.Flag(Flags.DELETED, false);
            case "DRAFT" -> new SearchKey.Flag(Flags.DRAFT, true);
            case "UNDRAFT" -> new SearchKey.Flag(Flags.DRAFT, false);
            default -> withArgument(name);
        };
    }

    private SearchKey withArgument(String name) throws SyntaxException {
        if (!WITH_ARGUMENT.contains(name)) {
            throw new SyntaxException("unknown search key " + SyntaxException.quote(name));
        }
        if (in.atEnd()) {
            throw new SyntaxException("something is missing behind " + name);
        }
        in.space();
        return switch (name) {
            case "KEYWORD" -> new SearchKey.Keyword(in.atom(), true);
            case "UNKEYWORD" -> new SearchKey.Keyword(in.atom(), false);
            case "BEFORE" -> new SearchKey.Received(When.BEFORE, DateGrammar.day(in));
            case "ON" -> new SearchKey.Received(When.ON, DateGrammar.day(in));
            case "SINCE" -> new SearchKey.Received(When.SINCE, DateGrammar.day(in));
            case "SENTBEFORE" -> new SearchKey.Sent(When.BEFORE, DateGrammar.day(in));
            case "SENTON" -> new SearchKey.Sent(When.ON, DateGrammar.day(in));
            case "SENTSINCE" -> new SearchKey.Sent(When.SINCE, DateGrammar.day(in));
            case "YOUNGER" -> new SearchKey.Age(in.positive(), true);
            case "OLDER" -> new SearchKey.Age(in.positive(), false);
            case "LARGER" -> new SearchKey.Size(in.number64(), true);
            case "SMALLER" -> new SearchKey.Size(in.number64(), false);
            case "BCC", "CC", "FROM", "TO" -> new SearchKey.Person(name.toLowerCase(Locale.ROOT), text());
            case "SUBJECT" -> new SearchKey.Header("subject", text());
            case "BODY" -> new SearchKey.Body(text());
            case "TEXT" -> new SearchKey.Text(text());
            case "HEADER" -> header();
            case "UID" -> new SearchKey.In(in.messages(), true);
            case "NOT" -> new SearchKey.Not(key());
            case "OR" -> or();
            case "MODSEQ" -> modseq();
            case "FUZZY" -> fuzzy(key());
            default -> throw new IllegalStateException(name);
        };
    }

    private SearchKey header() throws SyntaxException {
        String field = new String(in.astring(), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        in.space();
        return new SearchKey.Header(field, text());
    }

    private SearchKey or() throws SyntaxException {
        SearchKey one = key();
        in.space();
        return new SearchKey.Or(one, key());
    }

    /** RFC 6203 §3: of several keys each one is fuzzy. */
    private static SearchKey fuzzy(SearchKey key) {
        return switch (key) {
            case SearchKey.And(var keys) -> new SearchKey.And(keys.stream().map(SearchParser::fuzzy).toList());
            case SearchKey.Or(var one, var other) -> new SearchKey.Or(fuzzy(one), fuzzy(other));
            case SearchKey.Not(var inner) -> new SearchKey.Not(fuzzy(inner));
            case SearchKey.Fuzzy _ -> key;
            case SearchKey.Leaf leaf -> new SearchKey.Fuzzy(leaf);
        };
    }

    /** RFC 7162 §3.1.5: an entry name and a type may stand in front; every flag has the same modseq here. */
    private SearchKey modseq() throws SyntaxException {
        if (!in.isDigit()) {
            in.string();
            in.space();
            String type = in.word();
            if (!Set.of("PRIV", "SHARED", "ALL").contains(type)) {
                throw new SyntaxException("unknown entry type " + SyntaxException.quote(type));
            }
            in.space();
        }
        return new SearchKey.Modseq(in.number64());
    }

    private String text() throws SyntaxException {
        byte[] bytes = in.astring();
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException wrong) {
            throw new SyntaxException("CLIENTBUG", "that text is not in the charset it claims");
        }
    }
}
