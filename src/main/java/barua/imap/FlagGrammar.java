package barua.imap;

import barua.mailbox.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Flags as clients write them (RFC 9051 §9 flag, flag-list, store-att-flags). */
final class FlagGrammar {

    private static final int LONGEST_KEYWORD = 100;

    private FlagGrammar() {
    }

    /** {@code (\Seen $Junk)} */
    static Flags list(ImapLexer in) throws SyntaxException {
        return flags(in.list(() -> flag(in)));
    }

    /** Without parentheses, up to the end of the command. */
    static Flags bare(ImapLexer in) throws SyntaxException {
        List<String> names = new ArrayList<>();
        do {
            names.add(flag(in));
        } while (in.skip(' ') && !in.atEnd());
        return flags(names);
    }

    private static String flag(ImapLexer in) throws SyntaxException {
        return in.skip('\\') ? "\\" + in.atom() : in.atom();
    }

    private static Flags flags(List<String> names) throws SyntaxException {
        int system = 0;
        List<String> keywords = new ArrayList<>();
        for (String name : names) {
            switch (name.toUpperCase(Locale.ROOT)) {
                case "\\SEEN" -> system |= Flags.SEEN;
                case "\\ANSWERED" -> system |= Flags.ANSWERED;
                case "\\FLAGGED" -> system |= Flags.FLAGGED;
                case "\\DELETED" -> system |= Flags.DELETED;
                case "\\DRAFT" -> system |= Flags.DRAFT;
                case "\\RECENT" -> {
                    // RFC 3501 §2.3.2: a client cannot change it; what it says of it has no effect.
                }
                default -> keywords.add(keyword(name));
            }
        }
        return Flags.of(system, keywords.stream().distinct().toList());
    }

    private static String keyword(String name) throws SyntaxException {
        if (name.startsWith("\\")) {
            throw new SyntaxException("unknown flag " + SyntaxException.quote(name));
        }
        if (name.length() > LONGEST_KEYWORD) {
            throw new SyntaxException("LIMIT", "that keyword is too long");
        }
        return name;
    }
}
