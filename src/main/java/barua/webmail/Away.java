package barua.webmail;

import barua.message.Address;
import barua.sieve.RuleSheet;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;

/** Whether somebody's vacation reply answers today: asked with every page of mail, so the script is read again only when it was changed. */
final class Away {

    private record Known(long version, Optional<VacationForm> form) {
    }

    private final Desk desk;
    private final Rulebook rulebook;
    private final Cache<Address, Known> known = Caffeine.newBuilder().maximumSize(20_000).build();

    Away(Desk desk, Rulebook rulebook) {
        this.desk = desk;
        this.rulebook = rulebook;
    }

    /** False as well where the script cannot be read just now: the page is about mail. */
    boolean isAway(Address account, LocalDate today) {
        try {
            long version = desk.store().open(account).scripts().version();
            Known now = version == 0 ? new Known(0, Optional.empty()) : known.getIfPresent(account);
            if (now == null || now.version != version) {
                now = new Known(version, VacationForm.of(RuleSheet.read(rulebook.active(account))));
                known.put(account, now);
            }
            return now.form.filter(form -> form.runsOn(today)).isPresent();
        } catch (IOException unreadable) {
            return false;
        }
    }
}
