package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Listener.Event;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewsTest {

    @TempDir
    Path data;

    private static Event event(Folder folder, Event.Kind kind, long... uids) {
        return new Event(Office.NEEMA.address(), folder.mailboxId(), folder.name(), kind, uids, 7, Flags.NONE, "");
    }

    @Test
    void folders_that_come_move_and_go_elsewhere_reach_the_page() throws Exception {
        try (Office office = new Office(data)) {
            List<String> told = new ArrayList<>();
            office.store.listen(event -> {
                try {
                    told.add(News.json(office.desk, event));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            Mailbox mailbox = office.store.open(Office.NEEMA.address());
            mailbox.create(FolderName.of("Kazi"), Optional.empty());
            mailbox.rename(FolderName.of("Kazi"), FolderName.of("Shule"));
            mailbox.delete(FolderName.of("Shule"));
            assertEquals(List.of("{\"kind\":\"FOLDERS\",\"folder\":\"Kazi\"}", "{\"kind\":\"FOLDERS\",\"folder\":\"Shule\"}",
                    "{\"kind\":\"FOLDERS\",\"folder\":\"Shule\"}"), told);
        }
    }

    @Test
    void new_mail_is_told_with_what_the_page_shows_of_it() throws Exception {
        try (Office office = new Office(data)) {
            long uid = office.file(office.inbox(), "Ratiba");
            Event event = event(office.inbox(), Event.Kind.DELIVERED, uid);
            assertEquals("{\"kind\":\"ADDED\",\"folder\":\"inbox\",\"unread\":1,\"messages\":1,\"modseq\":7,\"uids\":[" + uid
                    + "],\"from\":\"Juma\",\"subject\":\"Ratiba\"}", News.json(office.desk, event));
        }
    }

    @Test
    void what_comes_back_from_another_folder_is_no_new_mail() throws Exception {
        try (Office office = new Office(data)) {
            long uid = office.file(office.inbox(), "Ratiba");
            Event event = event(office.inbox(), Event.Kind.COPIED, uid);
            assertEquals("{\"kind\":\"ADDED\",\"folder\":\"inbox\",\"unread\":1,\"messages\":1,\"modseq\":7,\"uids\":[" + uid + "]}",
                    News.json(office.desk, event));
        }
    }

    @Test
    void drafts_count_all_that_wait_there() throws Exception {
        try (Office office = new Office(data)) {
            office.file(office.folder(SpecialUse.DRAFTS), "Subject: a", Flags.of(Flags.SEEN | Flags.DRAFT));
            Event event = event(office.folder(SpecialUse.DRAFTS), Event.Kind.FLAGS, LongStream.rangeClosed(1, 101).toArray());
            assertEquals("{\"kind\":\"FLAGS\",\"folder\":\"drafts\",\"unread\":1,\"messages\":1,\"modseq\":7}", News.json(office.desk, event));
        }
    }
}
