package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.mailbox.Flags;
import barua.mailbox.MessageInfo;
import barua.message.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderCountsTest {

    private int uid;

    private void put(AccountIndex index, String from) throws IOException {
        uid++;
        byte[] bytes = ("From: " + from + "\r\nSubject: letter " + uid + "\r\n\r\nHabari.\r\n").getBytes(StandardCharsets.UTF_8);
        index.put("folder", new MessageInfo(uid, Flags.NONE, 1, Instant.ofEpochSecond(uid), bytes.length), Content.of(bytes));
    }

    private static List<Found.Count> most(AccountIndex index, int without) throws IOException {
        return index.searching(searcher -> {
            int[] times = new int[index.contents()];
            Arrays.fill(times, 1);
            times[without] = 0;
            return SenderCounts.of(searcher, times, 3);
        });
    }

    @Test
    void whoever_wrote_most_is_first_however_many_wrote_once_and_however_the_name_is_written() throws IOException {
        try (AccountIndex index = AccountIndex.passing(SearchOptions.usual())) {
            for (int one = 0; one < 300; one++) {
                put(index, "One <a" + one + "@example.org>");
            }
            for (int time = 0; time < 9; time++) {
                put(index, (time % 3 == 0 ? "Z. Komba" : "Zawadi Komba") + " <zawadi@example.org>");
            }
            index.commit();   // a segment of its own
            for (int time = 0; time < 4; time++) {
                put(index, "zawadi@example.org");
                put(index, "Yusuf <yusuf@example.org>");
            }
            put(index, "Somebody else <zawadi@example.org.example.com>");
            assertEquals(List.of(new Found.Count("zawadi@example.org", "Zawadi Komba", 12), new Found.Count("yusuf@example.org", "Yusuf", 4),
                    new Found.Count("a0@example.org", "One", 1)), most(index, 300), "one of Zawadi's is not among what was found");
        }
    }

    @Test
    void letters_without_a_sender_are_nobodys() throws IOException {
        try (AccountIndex index = AccountIndex.passing(SearchOptions.usual())) {
            put(index, "");
            put(index, "Juma <juma@example.org>");
            put(index, "Juma <juma@example.org>");
            assertEquals(List.of(new Found.Count("juma@example.org", "Juma", 1)), most(index, 2));
        }
    }
}
