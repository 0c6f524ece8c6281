package barua.webmail;

import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Carries out commands, once each, and remembers how to take them back. */
final class Commands {

    /**
     * How a command ended.
     *
     * @param word     tells the page what to say: {@code gone} where none of the messages was there any more, {@code sure} where it is asked first
     * @param count    of messages that changed; for {@code sure} of those that would
     * @param undoable whether an UNDO of it would do something
     * @param folders  paths of those it touched
     */
    record Result(String id, boolean done, String word, int count, boolean undoable, List<String> folders) {
    }

    /** How to take something back. */
    private sealed interface Undo {
        long weight();

        record Move(String from, long[] uids, String to) implements Undo {
            @Override
            public long weight() {
                return uids.length;
            }
        }

        record Flag(String folder, long[] uids, FlagChange change) implements Undo {
            @Override
            public long weight() {
                return uids.length;
            }
        }
    }

    private record Key(Address account, String id) {
    }

    private static final String JUNK = "$Junk";
    private static final String NOT_JUNK = "$NotJunk";
    private static final String SURE = "sure";
    private static final int TURNS = 64;

    private final Desk desk;
    // One command of an account at a time: the same one sent twice, by a line that was lost, must meet its own result.
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);
    private final Cache<Key, Result> results = Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofDays(7)).build();
    private final Cache<Key, Undo> undos = Caffeine.newBuilder().maximumWeight(4_000_000)
            .weigher((Key key, Undo undo) -> (int) Math.min(1_000_000, 20 + undo.weight())).expireAfterWrite(Duration.ofHours(12)).build();

    Commands(Desk desk) {
        this.desk = desk;
    }

    Result run(Address account, Command command) throws IOException {
        Key key = new Key(account, command.id());
        ReentrantLock turn = turns[Math.floorMod(account.hashCode(), turns.length)];
        turn.lock();
        try {
            Result before = command.id().isEmpty() ? null : results.getIfPresent(key);
            if (before != null) {
                return before;
            }
            Result result = execute(account, command);
            if (!command.id().isEmpty() && !result.word().equals(SURE)) {
                results.put(key, result);
            }
            return result;
        } finally {
            turn.unlock();
        }
    }

    private Result execute(Address account, Command command) throws IOException {
        if (command.verb() == Command.Verb.UNDO) {
            return undo(account, command);
        }
        Optional<Desk.Opened> opened = desk.open(account, command.folder());
        if (opened.isEmpty()) {
            return failed(command);
        }
        long[] uids = command.all().isPresent() ? all(opened.get(), command.all().get()) : command.uids();
        try {
            return act(opened.get(), command, uids);
        } catch (MailboxException refused) {
            return failed(command);
        }
    }

    private Result act(Desk.Opened opened, Command command, long[] uids) throws IOException {
        return switch (command.verb()) {
            case ARCHIVE -> move(opened, command, uids, "archive", "archived");
            case DELETE -> opened.is(SpecialUse.TRASH) ? erase(opened, command, uids) : move(opened, command, uids, "trash", "deleted");
            case EMPTY -> empty(opened, command);
            case SPAM -> spam(opened, command, uids, "spam", JUNK, NOT_JUNK);
            case NOTSPAM -> spam(opened, command, uids, "inbox", NOT_JUNK, JUNK);
            case MOVE -> move(opened, command, uids, command.to(), "moved");
            case READ -> flag(opened, command, uids, FlagChange.How.ADD, Flags.SEEN, "read");
            case UNREAD -> flag(opened, command, uids, FlagChange.How.REMOVE, Flags.SEEN, "unread");
            case FLAG -> flag(opened, command, uids, FlagChange.How.ADD, Flags.FLAGGED, "flagged");
            case UNFLAG -> flag(opened, command, uids, FlagChange.How.REMOVE, Flags.FLAGGED, "unflagged");
            case TOGGLEFLAG -> toggle(opened, command, uids);
            case UNDO -> failed(command);   // handled before a folder is opened
        };
    }

    private Result toggle(Desk.Opened opened, Command command, long[] uids) throws IOException {
        boolean any = opened.folder().infos(uids).stream().anyMatch(info -> info.flags().has(Flags.FLAGGED));
        long[] newest = uids.length == 0 ? uids : new long[] {uids[uids.length - 1]};
        return any ? flag(opened, command, uids, FlagChange.How.REMOVE, Flags.FLAGGED, "unflagged")
                : flag(opened, command, newest, FlagChange.How.ADD, Flags.FLAGGED, "flagged");
    }

    private Result spam(Desk.Opened opened, Command command, long[] uids, String to, String add, String remove) throws IOException {
        storeQuietly(opened.folder(), uids, new FlagChange(FlagChange.How.ADD, Flags.of(0, Set.of(add))));
        storeQuietly(opened.folder(), uids, new FlagChange(FlagChange.How.REMOVE, Flags.of(0, Set.of(remove))));
        return move(opened, command, uids, to, to.equals("spam") ? "spam" : "notspam");
    }

    /** A folder whose keywords are full still lets its mail go. */
    private static void storeQuietly(Folder folder, long[] uids, FlagChange change) throws IOException {
        try {
            folder.store(uids, change, OptionalLong.empty());
        } catch (MailboxException full) {
            if (full.reason() != MailboxException.Reason.LIMIT) {
                throw full;
            }
        }
    }

    private Result move(Desk.Opened opened, Command command, long[] uids, String to, String word) throws IOException {
        Optional<Desk.Opened> target = desk.open(opened.account(), to);
        if (target.isEmpty() || target.get().folder().mailboxId().equals(opened.folder().mailboxId())) {
            return failed(command);
        }
        Folder.Copied moved = opened.folder().move(uids, target.get().folder());
        if (moved.to().length == 0) {
            return gone(opened, command);
        }
        undos.put(new Key(opened.account(), command.id()), new Undo.Move(to, moved.to(), opened.path()));
        return new Result(command.id(), true, word, moved.to().length, true, List.of(opened.path(), to));
    }

    private Result empty(Desk.Opened opened, Command command) throws IOException {
        boolean may = opened.is(SpecialUse.TRASH) || opened.is(SpecialUse.JUNK);
        return may ? erase(opened, command, opened.folder().uids()) : failed(command);
    }

    /** For ever, so the person is asked before. */
    private Result erase(Desk.Opened opened, Command command, long[] uids) throws IOException {
        if (!command.sure()) {
            return new Result(command.id(), false, SURE, opened.folder().infos(uids).size(), false, List.of());
        }
        int erased = opened.folder().expunge(uids).length;
        return erased == 0 ? gone(opened, command) : new Result(command.id(), true, "erased", erased, false, List.of(opened.path()));
    }

    private Result flag(Desk.Opened opened, Command command, long[] uids, FlagChange.How how, int flag, String word) throws IOException {
        Predicate<MessageInfo> changes = info -> info.flags().has(flag) != (how == FlagChange.How.ADD);
        List<MessageInfo> there = opened.folder().infos(uids);
        if (there.isEmpty()) {
            return gone(opened, command);
        }
        long[] changing = there.stream().filter(changes).mapToLong(MessageInfo::uid).toArray();
        opened.folder().store(changing, new FlagChange(how, Flags.of(flag)), OptionalLong.empty());
        FlagChange.How back = how == FlagChange.How.ADD ? FlagChange.How.REMOVE : FlagChange.How.ADD;
        undos.put(new Key(opened.account(), command.id()), new Undo.Flag(opened.path(), changing, new FlagChange(back, Flags.of(flag))));
        return new Result(command.id(), true, word, changing.length, changing.length > 0, List.of(opened.path()));
    }

    private Result undo(Address account, Command command) throws IOException {
        Undo undo = undos.asMap().remove(new Key(account, command.to()));
        return switch (undo) {
            case null -> failed(command);
            case Undo.Move(String from, long[] uids, String to) -> undone(command, moveBack(account, from, uids, to), List.of(from, to));
            case Undo.Flag(String folder, long[] uids, FlagChange change) -> undone(command, flagBack(account, folder, uids, change), List.of(folder));
        };
    }

    private static Result undone(Command command, boolean done, List<String> folders) {
        return new Result(command.id(), done, done ? "undone" : "failed", 0, false, folders);
    }

    /** Somebody else was quicker: nothing is left to do, which is no failure, and nothing to take back. */
    private static Result gone(Desk.Opened opened, Command command) {
        return new Result(command.id(), true, "gone", 0, false, List.of(opened.path()));
    }

    private boolean moveBack(Address account, String from, long[] uids, String to) throws IOException {
        Optional<Desk.Opened> source = desk.open(account, from);
        Optional<Desk.Opened> target = desk.open(account, to);
        if (source.isEmpty() || target.isEmpty()) {
            return false;
        }
        return source.get().folder().move(uids, target.get().folder()).to().length > 0;
    }

    private boolean flagBack(Address account, String folder, long[] uids, FlagChange change) throws IOException {
        Optional<Desk.Opened> opened = desk.open(account, folder);
        if (opened.isPresent()) {
            opened.get().folder().store(uids, change, OptionalLong.empty());
        }
        return opened.isPresent();
    }

    private long[] all(Desk.Opened opened, Show show) throws IOException {
        List<Row> rows = desk.index(opened).now().rows();
        return rows.stream().filter(show).flatMapToLong(row -> Arrays.stream(row.uids())).sorted().toArray();
    }

    private static Result failed(Command command) {
        return new Result(command.id(), false, "failed", 0, false, List.of());
    }
}
