package barua.mailbox;

import barua.message.Content;
import java.io.IOException;
import java.util.List;

/**
 * What is to follow a delivery that is durable: kept on the disk with the delivery's record, given to whoever delivered, and again after a
 * crash ({@link MailStore#due}) until it is {@link #done}. The store does not know what it means.
 */
public final class Due {

    /**
     * One thing that follows.
     *
     * @param what    as it was handed in with the delivery
     * @param message what it is about: as it was filed, unless something else was handed in with it; to be read before all is done
     */
    public record Effect(byte[] what, Content message) {
    }

    private final DeliveryRecords records;
    private final DeliveryRecords.Record record;
    private final List<Effect> effects;

    Due(DeliveryRecords records, DeliveryRecords.Record record, List<Effect> effects) {
        this.records = records;
        this.record = record;
        this.effects = List.copyOf(effects);
    }

    public List<Effect> effects() {
        return effects;
    }

    /** All has followed: it does not come back, also after a crash. @throws IOException where that is not sure: then it may come back */
    public void done() throws IOException {
        records.close(record);
    }
}
