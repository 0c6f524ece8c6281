package barua.server;

import barua.directory.Account;
import barua.directory.Directory;
import barua.mailbox.Policies;
import barua.mailbox.ScriptLimits;
import barua.message.Address;
import java.time.Duration;

/** What the directory and the settings decide about a mailbox. */
record Quotas(Directory directory, Duration kept, ScriptLimits scripts) implements Policies {

    @Override
    public long quota(Address account) {
        return directory.account(account).map(Account::quota).orElse(Long.MAX_VALUE);
    }

    @Override
    public Duration keep(Address account) {
        return kept;
    }

    @Override
    public ScriptLimits scripts(Address account) {
        return scripts;
    }
}
