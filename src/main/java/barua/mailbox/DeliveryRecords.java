package barua.mailbox;

import java.io.IOException;
import java.util.List;

/** Delivery records. */
final class DeliveryRecords {

    record Record(String name) {
    }

    private final MailStore store;

    DeliveryRecords(MailStore store) {
        this.store = store;
    }

    Record write(String token, StagedMessage message, List<Arrival> arrivals) throws IOException {
        return new Record("");
    }

    void remove(Record record) {
    }
}
