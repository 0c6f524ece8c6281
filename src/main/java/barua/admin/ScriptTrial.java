package barua.admin;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Headers;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.sieve.Outcome;
import barua.sieve.Script;
import barua.sieve.Situation;
import barua.sieve.Surroundings;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Runs scripts on a message as if it came now, from its Return-Path to the account, and does nothing of what they want.
 *
 * @param addresses of the account, its own first
 */
record ScriptTrial(Mailbox mailbox, List<Address> addresses) {

    private static final int MOST_HEADER = 1 << 20;

    Result.Tried of(List<Script> scripts, Content message) throws IOException {
        Address own = addresses.getFirst();
        Outcome outcome = Script.run(scripts,
                new Situation(letter(message), own, own, addresses, List.of(), Instant.now(), ZoneId.systemDefault(), new Around(mailbox.list())));
        return new Result.Tried(outcome.actions(), outcome.trouble().map(List::of).orElse(List.of()));
    }

    private Letter letter(Content message) throws IOException {
        Headers header = HeaderBlock.parse(message.bytes(0, MOST_HEADER)).headers();
        Envelope envelope = new Envelope(sender(header), List.of(Envelope.Recipient.of(addresses.getFirst())),
                new Origin.Session(InetAddress.getLoopbackAddress(), "", "ESMTP", Optional.empty(), Optional.empty(), false));
        return new Letter("test", envelope, header, List.of(), message, 0, Instant.now(), "");
    }

    private static ReversePath sender(Headers header) {
        String field = header.first("Return-Path").map(one -> one.unfolded().strip()).orElse("");
        String inside = field.startsWith("<") && field.endsWith(">") ? field.substring(1, field.length() - 1) : field;
        return Address.parsePath(inside).map(ReversePath::of).orElse(ReversePath.NOBODY);
    }

    /** The account's folders. */
    private record Around(List<Mailbox.Entry> folders) implements Surroundings {

        @Override
        public boolean mailboxExists(String name) {
            return FolderName.parse(name).filter(wanted -> folders.stream().anyMatch(folder -> folder.exists() && folder.name().equals(wanted))).isPresent();
        }

        @Override
        public Optional<String> mailboxByUse(String use) {
            return folders.stream().filter(folder -> folder.use().filter(one -> one.attribute().equalsIgnoreCase(use)).isPresent())
                    .map(folder -> folder.name().toString()).findFirst();
        }
    }
}
