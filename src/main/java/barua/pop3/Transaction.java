package barua.pop3;

import barua.mailbox.MailboxException;
import barua.net.Connection;
import barua.pop3.Pop3Command.OnMaildrop;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The TRANSACTION state (RFC 1939 §5): a maildrop, and what is marked as deleted in it. */
final class Transaction {

    /** How a command ended. */
    sealed interface Outcome {
        /** The response is on its way. */
        record Said() implements Outcome {
        }

        record Refused(String why) implements Outcome {
        }

        /** Something of ours failed before anything was said. */
        record Failed(String why, IOException cause) implements Outcome {
        }
    }

    private static final Outcome SAID = new Outcome.Said();

    private final Maildrop maildrop;
    private final Connection connection;
    private final BitSet deleted = new BitSet();   // by number

    Transaction(Maildrop maildrop, Connection connection) {
        this.maildrop = maildrop;
        this.connection = connection;
    }

    Outcome obey(OnMaildrop command) throws IOException {
        return switch (command) {
            case OnMaildrop.Stat _ -> say("+OK " + left().count() + " " + leftOctets());
            case OnMaildrop.Scan(var message) -> list(message, number -> number + " " + maildrop.octets(number));
            case OnMaildrop.Uidl(var message) -> list(message, number -> number + " " + maildrop.uniqueId(number));
            case OnMaildrop.Retr(var message) -> isThere(message) ? send(message, Integer.MAX_VALUE) : noSuch();
            case OnMaildrop.Top(var message, var lines) -> isThere(message) ? send(message, lines) : noSuch();
            case OnMaildrop.Dele(var message) -> isThere(message) ? delete(message) : noSuch();
            case OnMaildrop.Noop _ -> say("+OK");
            case OnMaildrop.Rset _ -> reset();
        };
    }

    /** Such as {@code 2 messages (320 octets)}. */
    String summary() {
        return left().count() + " messages (" + leftOctets() + " octets)";
    }

    /** The UPDATE state (RFC 1939 §6). */
    Outcome update() {
        try {
            if (!deleted.isEmpty()) {
                maildrop.remove(deleted.stream().toArray());
            }
            return SAID;
        } catch (IOException failed) {
            return new Outcome.Failed("some deleted messages were not removed", failed);
        }
    }

    private IntStream left() {
        return IntStream.rangeClosed(1, maildrop.count()).filter(number -> !deleted.get(number));
    }

    private long leftOctets() {
        return left().mapToLong(maildrop::octets).sum();
    }

    private boolean isThere(int number) {
        return number >= 1 && number <= maildrop.count() && !deleted.get(number);
    }

    private static Outcome noSuch() {
        return new Outcome.Refused("no such message");
    }

    private Outcome list(OptionalInt message, IntFunction<String> line) throws IOException {
        if (message.isPresent()) {
            return isThere(message.getAsInt()) ? say("+OK " + line.apply(message.getAsInt())) : noSuch();
        }
        say("+OK " + summary());
        for (int number : (Iterable<Integer>) left()::iterator) {
            say(line.apply(number));
        }
        return say(".");
    }

    /** Before +OK a failure can still be told; after it, only by breaking the connection off, which the client sees as no end of the message. */
    private Outcome send(int number, int bodyLines) throws IOException {
        InputStream opened;
        try {
            opened = maildrop.content(number).open();
        } catch (IOException failed) {
            return notOpened(failed);
        }
        try (InputStream message = opened) {
            say("+OK " + (bodyLines == Integer.MAX_VALUE ? maildrop.octets(number) + " octets" : "the top follows"));
            new MessageWriter(connection).write(message, bodyLines);
        }
        return SAID;
    }

    private static Outcome notOpened(IOException failed) {
        boolean gone = failed instanceof MailboxException refused && refused.reason() == MailboxException.Reason.EXPUNGED;
        return gone ? new Outcome.Refused("the message has gone meanwhile") : new Outcome.Failed("cannot read the message", failed);
    }

    private Outcome delete(int number) throws IOException {
        deleted.set(number);
        return say("+OK");
    }

    private Outcome reset() throws IOException {
        deleted.clear();
        return say("+OK " + summary());
    }

    private Outcome say(String line) throws IOException {
        connection.write(line + "\r\n");
        return SAID;
    }
}
