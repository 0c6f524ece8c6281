package barua.pop3;

import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.MessageInfo;
import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The INBOX as a maildrop. There is no lock on it as RFC 1939 §4 has in mind: numbers are this session's own and UIDs are never
 * used twice, so that what others do cannot make a number mean another message; and a telephone that lost its network does not shut out the desk.
 */
final class InboxMaildrop implements Maildrop {

    private final Folder inbox;
    private final long uidValidity;
    private final long[] uids;
    private final long[] octets;

    private InboxMaildrop(Folder inbox, List<MessageInfo> messages, Endings endings) {
        this.inbox = inbox;
        this.uidValidity = inbox.uidValidity();
        this.uids = messages.stream().mapToLong(MessageInfo::uid).toArray();
        this.octets = messages.stream().mapToLong(MessageInfo::size).toArray();
        endings.complete(inbox, uids, octets);
    }

    static InboxMaildrop open(MailStore store, Endings endings, String account) throws IOException {
        Folder inbox = store.open(Address.of(account)).folder(FolderName.INBOX);
        return new InboxMaildrop(inbox, inbox.infos(inbox.uids()), endings);
    }

    @Override
    public int count() {
        return uids.length;
    }

    @Override
    public long octets(int number) {
        return octets[number - 1];
    }

    /** In the form that Dovecot gives by default, so that a Maildir which is taken over is not downloaded again. */
    @Override
    public String uniqueId(int number) {
        return String.format("%08x%08x", uids[number - 1], uidValidity);
    }

    @Override
    public Content content(int number) throws IOException {
        return inbox.content(uids[number - 1]);
    }

    @Override
    public void remove(int[] numbers) throws IOException {
        inbox.expunge(Arrays.stream(numbers).mapToLong(number -> uids[number - 1]).toArray());
    }
}
