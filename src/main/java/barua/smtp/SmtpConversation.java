package barua.smtp;

import barua.message.Domain;
import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import barua.net.LiveConversations;
import barua.net.StoppingException;
import barua.smtp.Receiver.Visit;
import barua.smtp.SmtpCommand.Any;
import barua.smtp.SmtpCommand.Opening;
import barua.smtp.SmtpCommand.Transaction;
import barua.trace.SessionLog.Talk;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;

/**
 * One SMTP or LMTP conversation, on a virtual thread of its own: reads a command, obeys it where the state allows, replies
 * (RFC 5321 §3, §4.1.4; RFC 2033). Replies to pipelined commands leave together (RFC 2920 §3.2).
 */
final class SmtpConversation implements LiveConversations.Held {

    static final System.Logger LOG = System.getLogger("barua.smtp");

    private static final int LINE_LIMIT = 2048;                          // RFC 5321 §4.5.3.1.4 asks for 512 and more for each extension

    private final SmtpOptions options;
    private final Connection connection;
    private final Visit visit;
    private final Patience patience;
    private final SmtpSession.Pace pace;
    private final Domain home;
    private final MailTransaction transaction;
    private final Talk talk;

    private String helo = "";
    private boolean extended;
    private volatile Optional<String> account = Optional.empty();
    private boolean over;

    SmtpConversation(SmtpOptions options, Receiver receiver, Connection connection, SmtpSession.Pace pace, Talk talk) throws IOException {
        this.options = options;
        this.connection = connection;
        this.pace = pace;
        this.talk = talk;
        this.patience = new Patience(pace.nanos());
        this.home = Domain.parse(options.hostname()).orElse(Domain.of("localhost"));
        this.visit = receiver.visit(peer());
        this.transaction = new MailTransaction(options, connection, visit, patience, pace.nanos(), talk);
    }

    @Override
    public boolean isOf(String name) {
        return account.filter(name::equals).isPresent();
    }

    /** Ends it from another thread; nothing was acknowledged that is not on disk. */
    @Override
    public void cut() {
        connection.close();
    }

    @Override
    public void run() throws IOException {
        talk.note("connected" + connection.cipher().map(cipher -> ", " + cipher).orElse(""));
        try {
            greet();
            while (!over) {
                turn();
            }
            connection.flush();
        } catch (StoppingException stopping) {
            sayQuietly(Reply.of(421, "4.3.2 " + options.hostname() + " is about to stop"));
        } catch (SocketTimeoutException idle) {
            sayQuietly(Reply.of(421, "4.4.2 " + options.hostname() + " has waited too long"));
        } catch (EOFException hungUp) {
            talk.note("the peer hung up");   // no error
        } catch (IOException broken) {
            talk.note("broken: " + broken.getMessage());
            throw broken;
        } finally {
            transaction.forget();
            talk.note("closed");
        }
    }

    private void greet() throws IOException {
        connection.readTimeout(isSubmission() ? pace.beforeLogin() : pace.idle());
        Reply greeting = visit.greeting();
        if (greeting.code() == 220) {
            say(Reply.of(220, options.hostname() + (isLmtp() ? " LMTP" : " ESMTP") + " Barua"));
        } else {
            say(greeting);
            over = true;
        }
    }

    private void turn() throws IOException {
        if (connection.buffered() == 0) {
            connection.flush();
        }
        SmtpCommand command = read();
        try {
            List<Reply> replies = execute(command);
            for (Reply reply : replies) {
                say(reply);
            }
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "a command failed", defect);
            say(MailTransaction.TROUBLE);
            transaction.forget();
        }
        over |= transaction.isLost();
        if (!over) {
            judge();
        }
    }

    private void judge() throws IOException {
        if (patience.isOver()) {
            say(Reply.of(421, "4.7.0 " + options.hostname() + " has heard enough errors"));
            over = true;
        } else if (isSubmission() && account.isEmpty() && patience.isLoginOverdue()) {
            say(Reply.of(421, "4.7.0 " + options.hostname() + " has waited too long for a login"));
            over = true;
        }
    }

    private SmtpCommand read() throws IOException {
        try {
            byte[] line = connection.readLine(LINE_LIMIT);
            talk.heard(Discretion.shown(line));
            return SmtpParser.parse(line, home);
        } catch (LineTooLongException tooLong) {
            talk.note("a line that is too long");
            return new Any.Malformed(Reply.of(500, "5.5.2 Line too long"));
        } catch (BareLineEndException bare) {
            talk.note("a line with a CR or LF alone");
            return new Any.Malformed(Reply.of(500, "5.5.2 Lines end in CRLF"));
        }
    }

    private List<Reply> execute(SmtpCommand command) throws IOException {
        return switch (command) {
            case Any any -> List.of(any(any));
            case Opening.StartTls() -> startTls();
            case Opening.Auth auth -> List.of(auth(auth));
            case Opening.Ehlo(String name) -> List.of(isLmtp() ? wrongHello() : hello(name, true));
            case Opening.Helo(String name) -> List.of(isLmtp() ? wrongHello() : hello(name, false));
            case Opening.Lhlo(String name) -> List.of(isLmtp() ? hello(name, true) : wrongHello());
            case Transaction.Mail mail -> List.of(mail(mail));
            case Transaction.Rcpt rcpt -> List.of(transaction.rcpt(rcpt));
            case Transaction.Data() -> transaction.data();
            case Transaction.Bdat chunk -> transaction.bdat(chunk);
        };
    }

    private Reply any(Any command) {
        patience.idleTalk();
        return switch (command) {
            case Any.Noop() -> Reply.of(250, "2.0.0 Ok");
            case Any.Rset() -> {
                transaction.forget();
                yield Reply.of(250, "2.0.0 Ok");
            }
            case Any.Quit() -> {
                transaction.forget();
                over = true;
                yield Reply.of(221, "2.0.0 " + options.hostname() + " says good-bye");
            }
            case Any.Help() -> Reply.of(214, "2.0.0 See RFC 5321");
            case Any.Vrfy() -> Reply.of(252, "2.1.5 Send it and see");              // RFC 5321 §3.5.3, §7.3
            case Any.Expn() -> mistake(Reply.of(502, "5.5.1 Lists are not expanded"));
            case Any.Malformed(Reply why) -> mistake(why);
            case Any.Fatal(Reply why) -> {
                transaction.forget();
                over = true;
                yield why;
            }
        };
    }

    private Reply wrongHello() {
        return mistake(Reply.of(500, isLmtp() ? "5.5.1 This is LMTP: say LHLO" : "5.5.1 Command not known"));   // RFC 2033 §4.1
    }

    private Reply hello(String name, boolean extensions) {
        patience.idleTalk();
        transaction.forget();                       // RFC 5321 §4.1.4: as RSET
        helo = name;
        extended = extensions;
        visit.peer(peer());
        return extensions ? Hello.extended(options, connection, account.isPresent()) : Reply.of(250, options.hostname());
    }

    private List<Reply> startTls() throws IOException {
        if (options.tls().isEmpty() || connection.isSecure()) {
            return List.of(mistake(Reply.of(503, "5.5.1 TLS is not offered now")));
        }
        transaction.forget();
        say(Reply.of(220, "2.0.0 Go ahead"));
        connection.startTls(options.tls().get());
        talk.note(connection.cipher().orElse("no TLS"));
        helo = "";                      // RFC 3207 §4.2: what was said before is forgotten
        extended = false;
        visit.peer(peer());
        return List.of();
    }

    private Reply auth(Opening.Auth command) throws IOException {
        if (options.logins().isEmpty()) {
            return mistake(Reply.of(502, "5.5.1 Nobody logs in here"));
        }
        if (!connection.isSecure()) {
            return mistake(Reply.of(538, "5.7.11 Encryption required: STARTTLS first"));
        }
        if (!extended || account.isPresent() || !transaction.isIdle()) {
            return mistake(MailTransaction.NOT_NOW);    // RFC 4954 §4
        }
        AuthDialog.End end = AuthDialog.hold(command, connection, options.logins().get(), isSubmission() ? "submission" : "smtp");
        if (end.account().isEmpty()) {
            patience.wrongLogin();
            return end.reply();
        }
        account = end.account();
        talk.note("logged in as " + account.get());
        connection.readTimeout(pace.idle());
        visit.peer(peer());
        return end.reply();
    }

    private Reply mail(Transaction.Mail command) throws IOException {
        if (isSubmission() && account.isEmpty()) {
            return mistake(Reply.of(530, connection.isSecure() ? "5.7.0 Authentication required" : "5.7.0 STARTTLS and authentication required"));
        }
        return helo.isEmpty() ? mistake(MailTransaction.NOT_NOW) : transaction.mail(command);
    }

    private Reply mistake(Reply reply) {
        patience.mistake();
        return reply;
    }

    private void say(Reply reply) throws IOException {
        reply.tell(talk);
        connection.write(reply.wire());
    }

    private void sayQuietly(Reply reply) {
        try {
            say(reply);
            connection.flush();
        } catch (IOException gone) {
            // It would not have been heard.
        }
    }

    private Peer peer() {
        return new Peer(connection.remote().getAddress(), helo, extended, connection.cipher(), account);
    }

    private boolean isLmtp() {
        return options.kind() == SmtpOptions.Kind.LMTP;
    }

    private boolean isSubmission() {
        return options.kind() == SmtpOptions.Kind.SUBMISSION;
    }
}
