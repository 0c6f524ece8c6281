package barua.smtp;

import barua.net.Connection;
import barua.smtp.Receiver.Intake;
import barua.smtp.Receiver.Visit;
import barua.smtp.SmtpCommand.Transaction;
import barua.trace.SessionLog.Talk;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Where one conversation's transaction stands, and its commands: MAIL, RCPT, DATA, BDAT (RFC 5321 §3.3, RFC 3030). What must stay
 * true: octets that a peer means as a message are never taken for commands; where that cannot be had, the session is lost.
 */
final class MailTransaction {

    static final Reply NOT_NOW = Reply.of(503, "5.5.1 Not in this order");
    static final Reply TROUBLE = Reply.of(451, "4.3.0 Trouble here, try again later");
    private static final Reply GO_AHEAD = Reply.of(354, "End with a dot on a line of its own");
    private static final Reply NOBODY = Reply.of(554, "5.5.1 No valid recipients");

    private final SmtpOptions options;
    private final Connection connection;
    private final Visit visit;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Talk talk;
    private State state = new State.Idle();

    private sealed interface State {
        record Idle() implements State {
        }

        record Addressing(boolean unicode, int accepted, int refused) implements State {
        }

        /** Within DATA, or between two chunks (RFC 3030 §2). */
        record Receiving(IncomingMessage message, int accepted) implements State {
        }

        record Lost() implements State {
        }
    }

    MailTransaction(SmtpOptions options, Connection connection, Visit visit, Patience patience, LongSupplier nanos, Talk talk) {
        this.options = options;
        this.connection = connection;
        this.visit = visit;
        this.patience = patience;
        this.nanos = nanos;
        this.talk = talk;
    }

    boolean isIdle() {
        return state instanceof State.Idle;
    }

    /** Nothing that follows can be told from a message: the session must end. */
    boolean isLost() {
        return state instanceof State.Lost;
    }

    Reply mail(Transaction.Mail command) {
        if (!isIdle()) {
            return mistake(NOT_NOW);
        }
        Optional<Reply> wrong = ParameterRules.mail(command, options);
        if (wrong.isPresent()) {
            return mistake(wrong.get());
        }
        Reply reply = ask(() -> visit.sender(command.from(), command.parameters()));
        if (reply.isPositive()) {
            state = new State.Addressing(command.parameters().has("SMTPUTF8"), 0, 0);
        }
        return counted(reply);
    }

    Reply rcpt(Transaction.Rcpt command) {
        if (!(state instanceof State.Addressing(boolean unicode, int accepted, int refused))) {
            return mistake(NOT_NOW);
        }
        if (accepted >= options.recipientLimit()) {
            return Reply.of(452, "4.5.3 Too many recipients");   // RFC 5321 §4.5.3.1.10
        }
        Optional<Reply> wrong = ParameterRules.rcpt(command, unicode);
        if (wrong.isPresent()) {
            return mistake(wrong.get());
        }
        Reply reply = ask(() -> visit.recipient(command.to(), command.parameters()));
        boolean taken = reply.isPositive();
        state = new State.Addressing(unicode, taken ? accepted + 1 : accepted, taken ? refused : refused + 1);
        return counted(reply);
    }

    /** One reply; in LMTP one for each recipient. */
    List<Reply> data() throws IOException {
        if (!(state instanceof State.Addressing(_, int accepted, int refused))) {
            return List.of(mistake(NOT_NOW));
        }
        if (accepted == 0) {
            return List.of(refused > 0 ? NOBODY : mistake(NOT_NOW));
        }
        return switch (begin()) {
            case Intake.No(Reply why) -> {
                forget();
                yield List.of(counted(why));
            }
            case Intake.Yes yes -> {
                DataReader reader = reader();   // its time begins before the peer is asked to go on
                GO_AHEAD.tell(talk);
                connection.write(GO_AHEAD.wire());
                connection.flush();
                IncomingMessage message = new IncomingMessage(yes, options.sizeLimit());
                state = new State.Receiving(message, accepted);
                yield complete(message, accepted, reader.data(message));
            }
        };
    }

    // A defect behind the port is no reason to lose step with the peer: a chunk that was announced is still skipped.
    private Intake begin() {
        try {
            return visit.begin();
        } catch (IOException notNow) {
            return new Intake.No(IncomingMessage.trouble(notNow));
        } catch (RuntimeException defect) {
            SmtpConversation.LOG.log(System.Logger.Level.ERROR, "a message could not be begun", defect);
            return new Intake.No(TROUBLE);
        }
    }

    private DataReader reader() {
        return new DataReader(connection, options.sizeLimit(), nanos);
    }

    // RFC 5321 §4.1.1.4: the end of data clears the transaction, whatever the reply.
    private List<Reply> complete(IncomingMessage message, int accepted, DataReader.End end) {
        if (end == DataReader.End.FAR_TOO_BIG) {
            message.abandon();
            forget();
            state = new State.Lost();
            return List.of(Reply.of(552, "5.3.4 Far too big"));
        }
        talk.note("a message of " + message.size() + " octets");
        List<Reply> replies = message.end(accepted, options.kind() == SmtpOptions.Kind.LMTP);
        state = end == DataReader.End.DOUBTFUL ? new State.Lost() : new State.Idle();
        visit.reset();
        patience.message();
        return replies;
    }

    // A refused chunk is read all the same: its bytes must not be taken for commands (RFC 3030 §2).
    List<Reply> bdat(Transaction.Bdat chunk) throws IOException {
        switch (state) {
            case State.Addressing(_, int accepted, _) when accepted > 0 -> {
                switch (begin()) {
                    case Intake.No(Reply why) -> {
                        forget();
                        return skip(chunk, counted(why));
                    }
                    case Intake.Yes yes -> state = new State.Receiving(new IncomingMessage(yes, options.sizeLimit()), accepted);
                }
            }
            case State.Receiving _ -> {
            }
            case State.Addressing(_, _, int refused) when refused > 0 -> {
                return skip(chunk, NOBODY);
            }
            case State.Addressing _, State.Idle _, State.Lost _ -> {
                return skip(chunk, mistake(NOT_NOW));
            }
        }
        return chunk(chunk);
    }

    private List<Reply> skip(Transaction.Bdat chunk, Reply reply) throws IOException {
        boolean skipped = reader().skip(chunk.size());
        if (!skipped) {
            forget();
            state = new State.Lost();
        }
        return List.of(reply);
    }

    private List<Reply> chunk(Transaction.Bdat chunk) throws IOException {
        if (!(state instanceof State.Receiving(IncomingMessage message, int accepted))) {
            throw new IllegalStateException("no chunk is expected");
        }
        boolean whole = reader().chunk(chunk.size(), message);
        if (chunk.last() || !whole) {
            return complete(message, accepted, whole ? DataReader.End.WHOLE : DataReader.End.FAR_TOO_BIG);
        }
        if (message.fault().isPresent()) {
            Reply fault = message.fault().get();
            forget();
            return List.of(fault);
        }
        return List.of(Reply.of(250, "2.0.0 " + chunk.size() + " octets"));
    }

    /** RSET, a new EHLO, the end. */
    void forget() {
        if (state instanceof State.Receiving(IncomingMessage message, _)) {
            message.abandon();
        }
        if (!isLost()) {
            state = new State.Idle();
        }
        visit.reset();
    }

    private interface Question {
        Reply put() throws IOException;
    }

    private static Reply ask(Question question) {
        try {
            return question.put();
        } catch (IOException notNow) {
            return IncomingMessage.trouble(notNow);
        }
    }

    private Reply mistake(Reply reply) {
        patience.mistake();
        return reply;
    }

    private Reply counted(Reply reply) {
        if (!reply.isPositive()) {
            patience.refusal();
        }
        return reply;
    }
}
