package barua.sieve;

import java.util.List;

/** What became of the filters of another program: in its order, every line of it either in a rule or among what could not be said. */
public record Imported(List<Item> items) {

    /** Lines of one import; those behind are not read, and one {@link Left} says so. */
    static final int MOST_LINES = 10_000;

    public Imported {
        items = List.copyOf(items);
    }

    /** What stood there. */
    public sealed interface Item {
        /** From 1. */
        int line();

        /** As it stood there. */
        String was();
    }

    public record Taken(int line, String was, Rule rule) implements Item {
    }

    public record Left(int line, String was, Why why) implements Item {
    }

    public enum Why {
        /** It runs a program. */
        PROGRAM("it runs a program"),
        /** A setting of the program that needs no rule. */
        SETTING("a setting of the other program; no rule is needed for it"),
        PATTERN("no rule can look for that"),
        CASE("it tells capital letters from small ones"),
        VARIABLE("what it means is known only when the other program runs"),
        SCORE("it counts points"),
        CHAIN("it depends on what the rule before it did"),
        COPIES("it works on a copy of the letter by several rules"),
        INCLUDE("it reads another file"),
        FOLDER("there is no folder or address that can be called so"),
        SPAM_LIST("lists of spam senders are asked by the server for everybody"),
        UNKNOWN("nobody knows what it means"),
        TOO_MUCH("it is too long");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public List<Rule> rules() {
        return items.stream().filter(Taken.class::isInstance).map(item -> ((Taken) item).rule()).toList();
    }

    /** A folder as other programs call it: levels divided by dots below INBOX, or by slashes. Empty for the inbox itself. */
    static String folder(String name) {
        boolean dotted = name.regionMatches(true, 0, "INBOX.", 0, 6);
        boolean slashed = name.regionMatches(true, 0, "INBOX/", 0, 6);
        String below = dotted || slashed ? name.substring(6) : name.equalsIgnoreCase("INBOX") ? "" : name;
        return dotted ? below.replace('.', '/') : below;
    }
}
