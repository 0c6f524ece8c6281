package barua.webmail;

import barua.message.Address;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;

/** The part of a script that a page of its own writes, such as the vacation reply; at the top, so that no rule that stops comes before it. */
record ScriptPart(Webmail webmail, Address account, String name, Rulebook.Opened opened) {

    static ScriptPart of(Webmail webmail, Address account, String name) throws IOException {
        return new ScriptPart(webmail, account, name, webmail.rulebook().open(account));
    }

    Optional<ScriptParts.Part> text() {
        ScriptParts parts = ScriptParts.of(opened.text());
        return parts.find(name).map(at -> parts.parts().get(at));
    }

    Rulebook.Saved put(String mark, String text, Collection<String> needs) throws IOException {
        return webmail.rulebook().save(account, mark, with(opened.text(), text, needs));
    }

    /** The whole script as it would be had nobody else written: for choosing between both. */
    String mine(String mark, String text, Collection<String> needs) throws IOException {
        return with(webmail.rulebook().earlier(account, mark).orElse(""), text, needs);
    }

    private String with(String script, String text, Collection<String> needs) {
        ScriptParts parts = ScriptParts.of(script);
        Optional<Integer> at = parts.find(name);
        ScriptParts put = parts.with(at.orElse(parts.parts().size()), name, text, needs);
        return (at.isPresent() ? put : put.moved(put.parts().size() - 1, 0)).text();
    }
}
