package barua.webmail;

import barua.message.Address;
import barua.sieve.RuleSheet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A script as a page sees it that writes one part of it, such as the vacation reply; at the top, so that no rule that stops comes before it. */
record ScriptPart(Webmail webmail, Address account, Rulebook.Opened opened, RuleSheet sheet) {

    static ScriptPart of(Webmail webmail, Address account) throws IOException {
        Rulebook.Opened opened = webmail.rulebook().open(account);
        return new ScriptPart(webmail, account, opened, RuleSheet.read(opened.text()));
    }

    Rulebook.Saved put(String mark, UnaryOperator<RuleSheet> change) throws IOException {
        if (sheet.problem().isPresent()) {
            return new Rulebook.Saved.Wrong(List.of(sheet.problem().get()));
        }
        return webmail.rulebook().save(account, mark, change.apply(sheet).text());
    }

    /** The whole script as it would be had nobody else written: for choosing between both. */
    String mine(String mark, UnaryOperator<RuleSheet> change) throws IOException {
        Optional<RuleSheet> earlier = webmail.rulebook().earlier(account, mark).map(RuleSheet::read).filter(one -> one.problem().isEmpty());
        return change.apply(earlier.orElse(RuleSheet.read(""))).text();
    }
}
