package barua.sieve;

import barua.message.Address;
import java.util.List;

/** Lists that are kept elsewhere (RFC 6134). */
final class Lists {

    private static final int SHOWN = 80;

    private Lists() {
    }

    /**
     * {@code :list}: whether a list holds the value; keys are names of lists. Of one that is not there nothing can be said, and the letter is kept. The
     * value that was found is {@code ${0}}, as in Pigeonhole.
     */
    static MatchType matchType(Words words) {
        ExternalLists lists = words.compiler().lists();
        return new MatchType() {
            @Override
            public Matcher matcher(String key, Collation none) {
                return (run, value, _) -> {
                    run.work(16);
                    boolean held = find(lists, key).has(value);
                    if (held && run.remembersMatches()) {
                        run.matched(new String[] {value});
                    }
                    return held;
                };
            }

            @Override
            public boolean comparators() {
                return false;
            }

            @Override
            public void known(Words test, String key) {
                test.compiler().usesList(test, key);
            }
        };
    }

    static Test valid(Words words) {
        Texts names = words.strings("names of lists");
        ExternalLists lists = words.compiler().lists();
        names.all().forEach(name -> name.constant().ifPresent(words.compiler().building()::asksForList));
        return run -> {
            for (String name : names.in(run)) {
                run.work(16);
                if (lists.find(name).isEmpty()) {
                    return false;
                }
            }
            return true;
        };
    }

    /** All of a list, or nobody: of one with more members than a letter may be sent on to, nobody is chosen. */
    static List<Address> members(ExternalLists lists, String name, int most) {
        List<Address> members = find(lists, name).members();
        if (members.size() > most) {
            throw new Failure("the list \"" + shown(name) + "\" has " + members.size() + " addresses; a letter is sent on to " + most + " at most");
        }
        return members;
    }

    private static ExternalLists.Held find(ExternalLists lists, String name) {
        return lists.find(name).orElseThrow(() -> new Failure(unknown(name)));
    }

    static String unknown(String name) {
        return "there is no list \"" + shown(name) + "\"";
    }

    private static String shown(String name) {
        return name.length() <= SHOWN ? name : name.substring(0, SHOWN) + "...";
    }
}
