package barua.sieve;

import java.util.List;
import java.util.Optional;

/** Where a copy of a letter that a script sends is kept ({@code :fcc}, RFC 8580). */
public record Fcc(String mailbox, boolean create, List<String> flags, Optional<String> specialUse, Optional<String> mailboxId) {

    public Fcc {
        flags = List.copyOf(flags);
    }
}
