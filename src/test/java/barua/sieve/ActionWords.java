package barua.sieve;

import java.util.List;
import java.util.Optional;

/** An action in one line, for expectations: {@code fileinto "Work", flags \Seen, create, rule "Students"}. */
final class ActionWords {

    private final StringBuilder out = new StringBuilder();

    private ActionWords() {
    }

    static String of(Action action) {
        var words = new ActionWords();
        words.write(action);
        return words.out + (action.place().rule().isEmpty() ? "" : ", rule \"" + action.place().rule() + "\"");
    }

    private void write(Action action) {
        switch (action) {
            case Action.Keep keep -> {
                out.append(keep.implicit() ? "implicit keep" : "keep");
                flags(keep.flags());
                more(keep.edited().isPresent(), "edited");
            }
            case Action.FileInto into -> {
                out.append("fileinto ").append(quoted(into.mailbox()));
                flags(into.flags());
                target(into.create(), into.specialUse(), into.mailboxId());
                more(into.edited().isPresent(), "edited");
            }
            case Action.Redirect redirect -> {
                out.append("redirect ").append(redirect.to());
                more(redirect.edited().isPresent(), "edited");
            }
            case Action.Discard _ -> out.append("discard");
            case Action.Reject reject -> out.append(reject.ereject() ? "ereject " : "reject ").append(quoted(reject.reason()));
            case Action.Vacation vacation -> {
                out.append("vacation ").append(quoted(vacation.reason()));
                more(vacation.mime(), "mime");
                vacation.subject().ifPresent(subject -> more(true, "subject " + quoted(subject)));
                vacation.from().ifPresent(from -> more(true, "from " + from));
                more(true, vacation.interval().toString());
                more(vacation.handle().length() != 32, "handle " + quoted(vacation.handle()));
                more(!vacation.addresses().isEmpty(), "addresses " + vacation.addresses());
                fcc(vacation.fcc());
            }
            case Action.Notify notify -> {
                out.append("notify ").append(notify.method());
                notify.from().ifPresent(from -> more(true, "from " + from));
                more(notify.importance() != 2, "importance " + notify.importance());
                more(!notify.options().isEmpty(), "options " + notify.options());
                notify.message().ifPresent(message -> more(true, "message " + quoted(message)));
                fcc(notify.fcc());
            }
            case Action.Remember remember -> {
                out.append("remember ").append(quoted(remember.handle())).append(' ').append(quoted(remember.id())).append(", ").append(remember.kept());
                more(remember.last(), "last");
            }
            case Action.Snooze snooze -> {
                out.append("snooze ").append(snooze.seconds()).append(' ').append(snooze.zone());
                snooze.mailbox().ifPresent(mailbox -> more(true, "mailbox " + quoted(mailbox)));
                target(snooze.create(), snooze.specialUse(), snooze.mailboxId());
                more(!snooze.addFlags().isEmpty(), "add " + snooze.addFlags());
                more(!snooze.removeFlags().isEmpty(), "remove " + snooze.removeFlags());
                more(!snooze.weekdays().isEmpty(), "weekdays " + snooze.weekdays());
                more(snooze.edited().isPresent(), "edited");
            }
        }
    }

    private void fcc(Optional<Fcc> fcc) {
        fcc.ifPresent(copy -> {
            more(true, "fcc " + quoted(copy.mailbox()));
            flags(copy.flags());
            target(copy.create(), copy.specialUse(), copy.mailboxId());
        });
    }

    private void target(boolean create, Optional<String> use, Optional<String> id) {
        more(create, "create");
        use.ifPresent(special -> more(true, "use " + special));
        id.ifPresent(mailbox -> more(true, "id " + mailbox));
    }

    private void flags(List<String> flags) {
        more(!flags.isEmpty(), "flags " + String.join(" ", flags));
    }

    private void more(boolean said, String words) {
        out.append(said ? ", " + words : "");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\r\n", "\\n") + "\"";
    }
}
