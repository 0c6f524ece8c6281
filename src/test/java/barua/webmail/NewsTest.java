package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Listener.Event;
import barua.mailbox.SpecialUse;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsTest {

    @TempDir
    Path data;

    @Test
    void new_mail_is_told_with_what_the_page_shows_of_it() throws Exception {
        try (Office office = new Office(data)) {
            long uid = office.file(office.inbox(), "Ratiba");
            long modseq = office.inbox().counts().highestModseq();
            Event event = new Event(Office.NEEMA.address(), FolderName.INBOX, Event.Kind.ADDED, new long[] {uid});
            assertEquals("{\"kind\":\"ADDED\",\"folder\":\"inbox\",\"unread\":1,\"messages\":1,\"modseq\":" + modseq + ",\"uids\":[" + uid
                    + "],\"from\":\"Juma\",\"subject\":\"Ratiba\"}", News.json(office.desk, event));
        }
    }

    @Test
    void drafts_count_all_that_wait_there() throws Exception {
        try (Office office = new Office(data)) {
            office.file(office.folder(SpecialUse.DRAFTS), "Subject: a", Flags.of(Flags.SEEN | Flags.DRAFT));
            Event event = new Event(Office.NEEMA.address(), office.folder(SpecialUse.DRAFTS).name(), Event.Kind.FLAGS, LongStream.rangeClosed(1, 101).toArray());
            long modseq = office.folder(SpecialUse.DRAFTS).counts().highestModseq();
            assertEquals("{\"kind\":\"FLAGS\",\"folder\":\"drafts\",\"unread\":1,\"messages\":1,\"modseq\":" + modseq + "}", News.json(office.desk, event));
        }
    }
}
