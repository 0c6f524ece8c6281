package barua.sieve;

import barua.message.Address;
import java.util.List;

/** What a rule does with a letter: the commands that a form can show. Out-of-office notes are {@link VacationNote}. */
public sealed interface RuleAction {

    /** Into a folder. @param folder levels divided by '/' @param copy the letter also goes on @param create where there is no such folder (RFC 5490) */
    record FileInto(String folder, boolean copy, boolean create) implements RuleAction {
        public FileInto {
            if (!RuleAction.folder(folder)) {
                throw new IllegalArgumentException("no name of a folder");
            }
        }
    }

    /** Into the inbox, whatever else is done with it. */
    record Keep() implements RuleAction {
    }

    record Discard() implements RuleAction {
    }

    /** To another address. @param copy a copy, and the letter also goes on */
    record Redirect(Address to, boolean copy) implements RuleAction {
    }

    /** Back to the sender with a reason (RFC 5429). @param ereject in the conversation, where that can be */
    record Reject(String reason, boolean ereject) implements RuleAction {
        public Reject {
            reason = ScriptString.lines(reason);
        }
    }

    /** Flags and keywords (RFC 5232): {@code \Seen}, {@code \Flagged}, {@code Kazi}. They hold for what is done with the letter afterwards. */
    record Flag(Change change, List<String> flags) implements RuleAction {
        public Flag {
            flags = List.copyOf(flags);
            if (flags.isEmpty() || !flags.stream().allMatch(FlagCommands::valid)) {
                throw new IllegalArgumentException("no flags: " + flags);
            }
        }

        public enum Change {
            ADD, SET, REMOVE
        }
    }

    /** Tells an address that the letter came (RFC 5436). @param message empty for the usual words @param importance 1 high, 2 normal, 3 low */
    record Notify(Address to, String message, int importance) implements RuleAction {
        public Notify {
            message = ScriptString.lines(message);
            if (importance < 1 || importance > 3) {
                throw new IllegalArgumentException("importance " + importance);
            }
        }
    }

    static RuleAction markRead() {
        return new Flag(Flag.Change.ADD, List.of("\\Seen"));
    }

    static RuleAction flag() {
        return new Flag(Flag.Change.ADD, List.of("\\Flagged"));
    }

    static RuleAction keyword(String keyword) {
        return new Flag(Flag.Change.ADD, List.of(keyword));
    }

    /** Whether a letter can carry that flag or keyword. */
    static boolean validFlag(String flag) {
        return FlagCommands.valid(flag);
    }

    /** Whether a folder can have that name. */
    static boolean folder(String name) {
        return Filing.wrong(name).isEmpty();
    }
}
