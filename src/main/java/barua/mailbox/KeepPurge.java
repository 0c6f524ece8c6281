package barua.mailbox;

import barua.disk.FileLayer;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Throws away what the keep areas hold beyond their window or beyond the account's quota, oldest first, and removed accounts in their time. */
final class KeepPurge {

    private final MailStore store;
    private final FileLayer files;

    KeepPurge(MailStore store) {
        this.store = store;
        this.files = store.files();
    }

    void run() throws IOException {
        for (String domain : files.list(store.mail())) {
            Path folder = store.mail().resolve(domain);
            if (domain.startsWith(".") || !isFolder(folder)) {
                continue;
            }
            for (String local : files.list(folder)) {
                Optional<Address> account = Accounts.address(local, domain);
                if (account.isPresent()) {
                    purgeOne(folder.resolve(local).resolve(Keep.NAME), account.get());
                }
            }
        }
        purgeRemoved();
    }

    /** What fails in one account is no reason to leave those behind it. */
    private void purgeOne(Path keep, Address account) {
        try {
            if (files.exists(keep)) {
                purge(keep, account);
            }
        } catch (IOException failed) {
            Troubles.tell("the keep area of " + account + " is not purged: " + failed);
        }
    }

    private boolean isFolder(Path path) throws IOException {
        return files.stat(path).filter(FileLayer.Stat::directory).isPresent();
    }

    private void purge(Path keep, Address account) throws IOException {
        LocalDate today = store.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        Duration window = store.policies().keep(account);
        List<LocalDate> dates = new ArrayList<>();
        for (String name : files.list(keep)) {
            date(name).ifPresent(dates::add);
        }
        dates.sort(null);
        for (LocalDate date : List.copyOf(dates)) {
            // A day counts from its end.
            if (date.plusDays(1).plusDays(window.toDays()).isBefore(today)) {
                remove(keep.resolve(date.toString()));
                dates.remove(date);
            }
        }
        shrink(keep, dates, store.policies().quota(account));
    }

    private static Optional<LocalDate> date(String name) {
        try {
            return Optional.of(LocalDate.parse(name));
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private void shrink(Path keep, List<LocalDate> dates, long quota) throws IOException {
        if (quota == Long.MAX_VALUE) {
            return;
        }
        long bytes = 0;
        for (int i = dates.size() - 1; i >= 0; i--) {
            Path day = keep.resolve(dates.get(i).toString());
            bytes += size(day);
            if (bytes > quota && i < dates.size() - 1) {
                remove(day);
            }
        }
    }

    private long size(Path folder) throws IOException {
        long bytes = 0;
        for (String name : files.list(folder)) {
            long said = MessageName.parse(name).size();
            Path path = folder.resolve(name);
            bytes += said >= 0 ? said : isFolder(path) ? size(path) : files.stat(path).map(FileLayer.Stat::size).orElse(0L);
        }
        return bytes;
    }

    private void purgeRemoved() throws IOException {
        Path removed = store.mail().resolve(MailStore.REMOVED);
        if (!files.exists(removed)) {
            return;
        }
        for (String name : files.list(removed)) {
            try {
                if (isOver(name)) {
                    remove(removed.resolve(name));
                }
            } catch (IOException failed) {
                Troubles.tell("the removed account in " + removed.resolve(name) + " is not purged: " + failed);
            }
        }
    }

    /** Whether the time is over of an account that {@link Accounts} set aside under that name; what others put there stays. */
    private boolean isOver(String name) {
        String[] words = name.split("\\.", 3);
        int at = words.length < 3 ? -1 : words[2].lastIndexOf('@');
        Optional<Address> account = at < 0 ? Optional.empty() : Accounts.address(words[2].substring(0, at), words[2].substring(at + 1));
        return account.isPresent() && words[0].matches("\\d{1,12}")
                && Instant.ofEpochSecond(Long.parseLong(words[0])).plus(store.policies().keep(account.get())).isBefore(store.clock().instant());
    }

    private void remove(Path path) throws IOException {
        if (isFolder(path)) {
            for (String name : files.list(path)) {
                remove(path.resolve(name));
            }
            files.rmdir(path);
        } else {
            files.unlinkIfThere(path);
        }
    }
}
