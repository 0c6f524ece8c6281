package barua.launch;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What waits, as mailq(1) shows it: scripts and monitors read its last line. */
final class Mailq {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss", Locale.ROOT);

    private Mailq() {
    }

    /** @param queue the data of the server's queue.list */
    static List<String> lines(JsonArray queue) {
        if (queue.isEmpty()) {
            return List.of("Mail queue is empty");
        }
        List<String> lines = new ArrayList<>(List.of("-Queue ID-   --Size-- ----Arrival Time---- -Sender/Recipient-------"));
        long size = 0;
        for (JsonObject item : queue.getValuesAs(JsonObject.class)) {
            size += item.getJsonNumber("size").longValue();
            String from = item.getString("from").equals("<>") ? "MAILER-DAEMON" : item.getString("from").replaceAll("^<|>$", "");
            lines.add(String.format(Locale.ROOT, "%-12s %8d %s  %s", item.getString("id"), item.getJsonNumber("size").longValue(),
                    TIME.format(Instant.parse(item.getString("arrived")).atZone(ZoneId.systemDefault())), from));
            for (JsonObject recipient : item.getJsonArray("recipients").getValuesAs(JsonObject.class)) {
                String why = recipient.getString("lastWord");
                if (!why.isEmpty()) {
                    lines.add(String.format("%42s(%s)", "", why));
                }
                lines.add(String.format("%43s%s", "", recipient.getString("address")));
            }
            lines.add("");
        }
        lines.add("-- " + (size + 1023) / 1024 + " Kbytes in " + queue.size() + (queue.size() == 1 ? " Request." : " Requests."));
        return lines;
    }
}
