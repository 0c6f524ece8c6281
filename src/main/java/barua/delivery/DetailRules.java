package barua.delivery;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.message.Letter;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Into the folder that {@code +detail} names where there is one: the one of just that name, else the first without regard to case; else into INBOX. */
final class DetailRules implements Rules {

    /** Folders that hold what their owner put there: nobody else's mail is filed into them by writing to {@code name+folder}. */
    private static final Set<SpecialUse> OWN_HAND_ONLY = Set.of(SpecialUse.SENT, SpecialUse.DRAFTS, SpecialUse.TRASH);

    @Override
    public Decision decide(Letter letter, Recipient recipient, Supplier<List<Mailbox.Entry>> folders, boolean heard) {
        return new Decision(List.of(new Copy(folder(recipient.detail(), folders), Flags.NONE)), List.of());
    }

    static FolderName folder(String detail, Supplier<List<Mailbox.Entry>> folders) {
        if (detail.isEmpty()) {
            return FolderName.INBOX;
        }
        String composed = Normalizer.normalize(detail, Normalizer.Form.NFC);    // as folder names are
        return folders.get().stream()
                .filter(entry -> entry.exists() && entry.name().toString().equalsIgnoreCase(composed))
                .filter(entry -> entry.use().isEmpty() || !OWN_HAND_ONLY.contains(entry.use().get()))
                .map(Mailbox.Entry::name).min(Comparator.comparing(name -> !name.toString().equals(composed))).orElse(FolderName.INBOX);
    }
}
