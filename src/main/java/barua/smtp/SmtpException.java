package barua.smtp;

import java.io.IOException;

/** The peer refused to talk on; holds its reply. */
public final class SmtpException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    public SmtpException(Reply reply) {
        this(reply, null);
    }

    SmtpException(Reply reply, IOException cause) {
        super(reply.toString(), cause);
        this.reply = reply;
    }

    public Reply reply() {
        return reply;
    }
}
