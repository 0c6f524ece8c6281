package barua.message;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The parts of a message of our own in Jakarta Mail's classes. Each part says its type and encoding itself and brings its
 * bytes as a stream, so that nothing depends on the mailcap files or class loaders of the program that surrounds it.
 */
final class MailParts {

    private static final String CRLF = "\r\n";

    private MailParts() {
    }

    /** A message without anything in it; its Message-ID is the given one and stays. */
    static MimeMessage empty(String messageId) {
        var properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", "true");   // RFC 6532: addresses that only SMTPUTF8 can carry
        properties.setProperty("mail.host", "localhost");        // else a look-up of our own name
        return new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
    }

    /** Writes with the class loader that has Jakarta Mail's providers, whichever the thread brought along. */
    static void write(MimeMessage message, OutputStream out) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(MailParts.class.getClassLoader());
        try {
            message.writeTo(out);
        } catch (MessagingException broken) {
            throw new IOException("the message cannot be written", broken);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Text in UTF-8, quoted-printable or base64 where it is not short lines of US-ASCII. */
    static void text(MimePart part, String subtype, String text) throws MessagingException {
        text(part, "text/" + subtype + "; charset=UTF-8", subtype, text);
    }

    static void text(MimePart part, String contentType, String name, String text) throws MessagingException {
        byte[] bytes = withCrlf(text).getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new Source(contentType, name, Content.of(bytes))));
        part.setHeader("Content-Type", contentType);
        part.setHeader("Content-Transfer-Encoding", encodingOf(bytes));
    }

    /** A text of a composite type ({@code message/*}), which no encoding but 7bit and 8bit may have: short lines, and US-ASCII unless the type says more. */
    static void plain(MimePart part, String contentType, String text) throws MessagingException {
        byte[] bytes = withCrlf(text).getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new Source(contentType, "", Content.of(bytes))));
        part.setHeader("Content-Type", contentType);
        part.setHeader("Content-Transfer-Encoding", encodingOf(bytes).equals("7bit") ? "7bit" : "8bit");
    }

    static void multipart(MimePart part, MimeMultipart multipart) throws MessagingException {
        part.setDataHandler(new MultipartHandler(multipart));
        part.setHeader("Content-Type", multipart.getContentType());
    }

    static MimeBodyPart attachment(Draft.Attachment attachment, boolean inline) throws MessagingException, IOException {
        var part = new MimeBodyPart();
        String type = type(attachment.type());
        String encoding = "base64";
        if (type.startsWith("message/")) {
            // RFC 2046 §5.2.1: a message inside may not be encoded; one that could not travel as it is goes as a file.
            encoding = asItIs(attachment.content());
            type = encoding.equals("base64") ? "application/octet-stream" : type;
        }
        String name = attachment.name();
        part.setDataHandler(new DataHandler(new Source(type, name, attachment.content())));
        part.setHeader("Content-Type", type + (name.isEmpty() ? "" : HeaderWriter.oldParameter("name", name)));
        part.setHeader("Content-Transfer-Encoding", encoding);
        part.setHeader("Content-Disposition", (inline ? "inline" : "attachment") + (name.isEmpty() ? "" : HeaderWriter.newParameter("filename", name)));
        if (!attachment.contentId().isEmpty()) {
            part.setHeader("Content-ID", HeaderWriter.structured("Content-ID", "<" + attachment.contentId() + ">"));
        }
        return part;
    }

    /** A type of the attachment's maker, perhaps with parameters: taken where it is well-formed. */
    private static String type(String said) {
        Parameters type = Parameters.parse(HeaderWriter.checked(said));
        String charset = type.decoded().getOrDefault("charset", "");
        String method = type.decoded().getOrDefault("method", "");
        boolean known = type.value().matches("[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}") && !type.value().startsWith("multipart/");
        if (!known) {
            return "application/octet-stream";
        }
        return type.value() + (charset.matches("[A-Za-z0-9_.:-]{1,40}") ? "; charset=" + charset : "")
                + (method.matches("[A-Za-z]{1,20}") ? "; method=" + method : "");
    }

    /** 7bit or 8bit where a message can travel unchanged, base64 where it cannot: long lines, NULs, bare line ends. */
    private static String asItIs(Content content) throws IOException {
        boolean high = false;
        int line = 0;
        int before = 0;
        try (InputStream in = new BufferedInputStream(content.open())) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                boolean bare = b == '\n' && before != '\r' || before == '\r' && b != '\n';
                line = b == '\n' ? 0 : line + 1;
                if (bare || b == 0 || line > HeaderWriter.LONGEST_LINE + 1) {
                    return "base64";
                }
                high |= b > 127;
                before = b;
            }
        }
        return before == '\r' ? "base64" : high ? "8bit" : "7bit";
    }

    static String encodingOf(byte[] bytes) {
        int high = 0;
        int line = 0;
        int longest = 0;
        boolean odd = false;
        for (byte b : bytes) {
            high += b < 0 ? 1 : 0;
            line = b == '\n' ? 0 : line + 1;
            longest = Math.max(longest, line);
            odd |= b >= 0 && b < ' ' && b != '\t' && b != '\r' && b != '\n' || b == 127;
        }
        if (high == 0 && !odd && longest <= HeaderWriter.LONGEST_LINE) {
            return "7bit";
        }
        return high > bytes.length / 4 ? "base64" : "quoted-printable";
    }

    /** Whatever ends its lines, they end in CRLF, and so does the last one. */
    static String withCrlf(String text) {
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", CRLF);
        return lines.isEmpty() || lines.endsWith(CRLF) ? lines : lines + CRLF;
    }

    /** Writes the multipart itself instead of asking the mailcap who could. */
    private static final class MultipartHandler extends DataHandler {

        private final MimeMultipart multipart;

        MultipartHandler(MimeMultipart multipart) {
            super(multipart, multipart.getContentType());
            this.multipart = multipart;
        }

        @Override
        public Object getContent() {
            return multipart;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try {
                multipart.writeTo(out);
            } catch (MessagingException broken) {
                throw new IOException("a part cannot be written", broken);
            }
        }
    }

    /** Bytes of a part; the names are those of the interface. */
    private record Source(String type, String name, Content content) implements DataSource {

        @Override
        public InputStream getInputStream() throws IOException {
            return content.open();
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("read only");
        }

        @Override
        public String getContentType() {
            return type;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
