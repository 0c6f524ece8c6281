package barua.imap;

import barua.mailbox.MessageInfo;
import barua.mailbox.View;
import java.io.IOException;
import java.util.List;

/**
 * What the index says of messages, for one walk of one command through its folder: whoever walks on is given whole batches from
 * under the folder's lock, not message by message. What changes behind a batch is told at the end of the command.
 */
final class Infos {

    private static final int LARGEST = 512;

    private final View view;
    private MessageInfo[] batch = {};
    private int first;   // the sequence number at which the batch begins

    Infos(View view) {
        this.view = view;
    }

    /** For a message expunged meanwhile its last state. */
    MessageInfo of(int sequence) throws IOException {
        int at = sequence - first;
        if (at < 0 || at >= batch.length) {
            boolean walking = batch.length > 0 && at >= 0 && at < 2 * batch.length;
            read(sequence, Math.min(view.size() - sequence + 1, walking ? Math.min(LARGEST, 2 * batch.length) : 1));
            at = 0;
        }
        return batch[at];
    }

    private void read(int sequence, int count) throws IOException {
        long[] uids = new long[count];
        for (int i = 0; i < count; i++) {
            uids[i] = view.uid(sequence + i);
        }
        List<MessageInfo> present = view.folder().infos(uids);
        MessageInfo[] read = new MessageInfo[count];
        for (int i = 0, at = 0; i < count; i++) {
            boolean there = at < present.size() && present.get(at).uid() == uids[i];
            read[i] = there ? present.get(at++) : view.info(sequence + i);
        }
        batch = read;
        first = sequence;
    }
}
