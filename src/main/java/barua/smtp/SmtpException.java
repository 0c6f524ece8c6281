package barua.smtp;

import java.io.IOException;

/** The peer refused to talk on; holds its reply. */
public final class SmtpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public SmtpException(Reply reply) {
        super(reply.code() + " " + String.join(" / ", reply.lines()));
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
