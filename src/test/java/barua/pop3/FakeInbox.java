package barua.pop3;

import barua.mailbox.MailboxException;
import barua.message.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Mail in memory, for one account, in which removing can be made to fail. Guarded by itself. */
final class FakeInbox {

    private final Map<Integer, byte[]> byUid = new TreeMap<>();
    private int last;
    private boolean broken;

    synchronized FakeInbox add(String message) {
        byUid.put(++last, message.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    synchronized void breakDown() {
        broken = true;
    }

    synchronized int size() {
        return byUid.size();
    }

    synchronized Maildrop open() {
        int[] uids = byUid.keySet().stream().mapToInt(Integer::intValue).toArray();
        long[] octets = byUid.values().stream().mapToLong(bytes -> bytes.length).toArray();
        return new Maildrop() {
            @Override
            public int count() {
                return uids.length;
            }

            @Override
            public long octets(int number) {
                return octets[number - 1];
            }

            @Override
            public String uniqueId(int number) {
                return "uid" + uids[number - 1];
            }

            @Override
            public Content content(int number) throws IOException {
                return FakeInbox.this.content(uids[number - 1]);
            }

            @Override
            public void remove(int[] numbers) throws IOException {
                for (int number : numbers) {
                    FakeInbox.this.remove(uids[number - 1]);
                }
            }
        };
    }

    private synchronized Content content(int uid) throws IOException {
        if (broken) {
            throw new IOException("the disk is on fire");
        }
        if (!byUid.containsKey(uid)) {
            throw new MailboxException(MailboxException.Reason.EXPUNGED, "gone");
        }
        return Content.of(byUid.get(uid));
    }

    private synchronized void remove(int uid) throws IOException {
        if (broken) {
            throw new IOException("the disk is on fire");
        }
        byUid.remove(uid);
    }
}
