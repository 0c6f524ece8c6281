package barua.smtp;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.message.SevenBit;
import barua.smtp.SmtpClient.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One message to one peer: what the peer must be capable of, MAIL, RCPT, DATA, and what became of each recipient (RFC 5321 §3.3). */
final class SmtpTransaction {

    private final SmtpClient client;
    private final ReversePath from;
    private final List<Address> to;
    private Content content;           // as it leaves
    private final Reply[] words;       // about each recipient; null while there is none
    private final boolean[] ours;

    SmtpTransaction(SmtpClient client, ReversePath from, List<Address> to, Content content) {
        this.client = client;
        this.from = from;
        this.to = to;
        this.content = content;
        this.words = new Reply[to.size()];
        this.ours = new boolean[to.size()];
    }

    List<Outcome> run() throws IOException {
        String mail = prepare();
        if (isOpen()) {
            address(mail);
        }
        if (isOpen()) {
            transmit();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            outcomes.add(new Outcome(to.get(i), words[i], ours[i]));
        }
        return outcomes;
    }

    /** Says our own no where the peer lacks what is needed; returns the MAIL command. */
    private String prepare() throws IOException {
        EightBit bits = EightBit.in(content);
        boolean unicodeSender = from.address().filter(Address::internationalised).isPresent();
        boolean unicodeOffered = client.offers("SMTPUTF8");
        for (int i = 0; i < words.length; i++) {
            if (!unicodeOffered && (unicodeSender || to.get(i).internationalised())) {
                refuse(i, Reply.of(550, "5.6.7 The receiving server takes no such addresses"));   // RFC 6531 §3.5
            }
        }
        if (isOpen() && bits.anywhere() && !client.offers("8BITMIME")) {
            turn();
        }
        if (content.size() > client.sizeLimit()) {
            refuseOpen(Reply.of(552, "5.3.4 Bigger than the receiving server takes"));           // RFC 1870 §6.1
        }
        boolean unicode = unicodeOffered && (unicodeSender || bits.inHeader() || to.stream().anyMatch(Address::internationalised));
        return "MAIL FROM:" + from
                + (client.offers("SIZE") ? " SIZE=" + content.size() : "")
                + (bits.anywhere() && client.offers("8BITMIME") ? " BODY=8BITMIME" : "")
                + (unicode ? " SMTPUTF8" : "");
    }

    // RFC 6152 §3: never sent as it is.
    private void turn() throws IOException {
        switch (SevenBit.of(content)) {
            case SevenBit.Outcome.Turned(Content turned) -> content = turned;
            case SevenBit.Outcome.Impossible(String why) ->
                    refuseOpen(Reply.of(554, "5.6.3 The receiving server takes only 7-bit mail, and this message cannot be turned into it: " + why));
        }
    }

    private void address(String mail) throws IOException {
        List<Integer> asked = open();
        List<String> commands = new ArrayList<>();
        commands.add(mail);
        asked.forEach(i -> commands.add("RCPT TO:<" + to.get(i) + ">"));
        List<Reply> replies = client.ask(commands);
        Reply sender = replies.getFirst();
        for (int k = 0; k < asked.size(); k++) {
            Reply recipient = replies.get(k + 1);
            if (!isTaken(sender)) {
                words[asked.get(k)] = strange(sender);
            } else if (!isTaken(recipient)) {
                words[asked.get(k)] = recipient.code() == 552 ? later(recipient) : strange(recipient);
            }
        }
        if (!isOpen() && isTaken(sender)) {
            abort();
        }
    }

    private static boolean isTaken(Reply reply) {
        return reply.code() / 100 == 2;
    }

    // A 3xx that was not asked for says nothing: trying again may help.
    private static Reply strange(Reply reply) {
        return reply.code() / 100 == 3 ? Reply.of(451, "4.5.0 The receiving server answered with " + reply.code()) : reply;
    }

    // RFC 5321 §4.5.3.1.10: 552 to RCPT means too many recipients and is taken as 452.
    private static Reply later(Reply reply) {
        return new Reply(452, List.of("4.5.3 " + String.join(" / ", reply.lines())));
    }

    private void transmit() throws IOException {
        Reply ready = client.askData();
        if (ready.code() != 354) {
            // Anything positive but 354 is no reply to DATA (RFC 5321 §4.3.2): nobody took over.
            Reply word = isTaken(ready) ? Reply.of(451, "4.5.0 The receiving server answered DATA with " + ready.code()) : strange(ready);
            open().forEach(i -> words[i] = word);
            abort();
            return;
        }
        Reply last = client.transmit(content);
        open().forEach(i -> words[i] = strange(last));
    }

    private void abort() throws IOException {
        if (client.isUsable()) {
            client.ask(List.of("RSET"));
        }
    }

    private boolean isOpen() {
        return !open().isEmpty();
    }

    private List<Integer> open() {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            if (words[i] == null) {
                open.add(i);
            }
        }
        return open;
    }

    private void refuse(int i, Reply why) {
        words[i] = why;
        ours[i] = true;
    }

    private void refuseOpen(Reply why) {
        open().forEach(i -> refuse(i, why));
    }
}
