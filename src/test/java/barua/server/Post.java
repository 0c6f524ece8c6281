package barua.server;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SubjectTerm;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.IntUnaryOperator;

/** What a mail client does with a server on this machine, by Jakarta Mail. @param port standard port to the server's own */
record Post(IntUnaryOperator port) {

    private static final String SECONDS_20 = "20000";

    /** As another server, on port 25, without logging in. */
    void deliver(String from, String to, String subject) throws MessagingException {
        Session session = session("smtp");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", port.applyAsInt(25), null, null);
            transport.sendMessage(message(session, from, to, subject), InternetAddress.parse(to));
        }
    }

    /** As one of our people, on port 587 with STARTTLS or on 465. */
    void submit(String user, String password, String to, String subject, int standardPort) throws MessagingException {
        String protocol = standardPort == 465 ? "smtps" : "smtp";
        Session session = session(protocol);
        session.getProperties().setProperty("mail.smtp.starttls.required", "true");
        session.getProperties().setProperty("mail." + protocol + ".auth", "true");
        try (Transport transport = session.getTransport(protocol)) {
            transport.connect("localhost", port.applyAsInt(standardPort), user, password);
            transport.sendMessage(message(session, user, to, subject), InternetAddress.parse(to));
        }
    }

    /** Subjects in INBOX that contain the words, by one of imap, imaps, pop3, pop3s. */
    List<String> subjects(String protocol, String user, String password, String words) throws MessagingException {
        Session session = session(protocol);
        session.getProperties().setProperty("mail." + protocol + ".starttls.enable", "true");
        session.getProperties().setProperty("mail." + protocol + ".starttls.required", String.valueOf(!protocol.endsWith("s")));
        try (Store store = session.getStore(protocol)) {
            store.connect("localhost", port.applyAsInt(standardPort(protocol)), user, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                Message[] found = protocol.startsWith("imap") ? inbox.search(new SubjectTerm(words)) : inbox.getMessages();
                for (Message message : found) {
                    if (String.valueOf(message.getSubject()).contains(words)) {
                        subjects.add(message.getSubject());
                    }
                }
                return subjects;
            }
        }
    }

    /** All subjects in a folder, in the order of UIDs, by IMAP. */
    List<String> subjectsIn(String folder, String user, String password) throws MessagingException {
        try (Store store = session("imaps").getStore("imaps")) {
            store.connect("localhost", port.applyAsInt(993), user, password);
            try (Folder opened = store.getFolder(folder)) {
                opened.open(Folder.READ_ONLY);
                List<String> subjects = new ArrayList<>();
                for (Message message : opened.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }

    /** Puts messages into a folder, which is made where it is missing. */
    void append(String user, String password, String into, List<byte[]> messages) throws MessagingException {
        Session session = session("imaps");
        try (Store store = session.getStore("imaps")) {
            store.connect("localhost", port.applyAsInt(993), user, password);
            Folder folder = store.getFolder(into);
            if (!folder.exists()) {
                folder.create(Folder.HOLDS_MESSAGES);
            }
            for (byte[] message : messages) {
                folder.appendMessages(new Message[] {new MimeMessage(session, new ByteArrayInputStream(message))});
            }
        }
    }

    /** Sets \Flagged on what has that subject. */
    void flag(String user, String password, String subject) throws MessagingException {
        Session session = session("imaps");
        try (Store store = session.getStore("imaps")) {
            store.connect("localhost", port.applyAsInt(993), user, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                inbox.setFlags(inbox.search(new SubjectTerm(subject)), new Flags(Flags.Flag.FLAGGED), true);
            }
        }
    }

    boolean isFlagged(String user, String password, String subject) throws MessagingException {
        Session session = session("imaps");
        try (Store store = session.getStore("imaps")) {
            store.connect("localhost", port.applyAsInt(993), user, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                Message[] found = inbox.search(new SubjectTerm(subject));
                return found.length == 1 && found[0].isSet(Flags.Flag.FLAGGED);
            }
        }
    }

    private static int standardPort(String protocol) {
        return switch (protocol) {
            case "imap" -> 143;
            case "imaps" -> 993;
            case "pop3" -> 110;
            case "pop3s" -> 995;
            default -> throw new IllegalArgumentException(protocol);
        };
    }

    private static MimeMessage message(Session session, String from, String to, String subject) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(from));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
        message.setSubject(subject, "UTF-8");
        message.setText("Habari za leo?\r\n", "UTF-8");
        return message;
    }

    /** The server's certificate is self-signed: trusted here, whatever it is. */
    private static Session session(String protocol) {
        Properties properties = new Properties();
        properties.setProperty("mail." + protocol + ".ssl.trust", "*");
        properties.setProperty("mail." + protocol + ".ssl.checkserveridentity", "false");
        properties.setProperty("mail." + protocol + ".connectiontimeout", SECONDS_20);
        properties.setProperty("mail." + protocol + ".timeout", SECONDS_20);
        return Session.getInstance(properties);
    }
}
