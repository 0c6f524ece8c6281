package barua.sieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Parts of a script as forms made them: as text, and what they must require. */
final class RuleWriter {

    /** How a script says that a letter was marked as spam on its way. */
    static final Condition NO_SPAM = new Condition.Field(List.of("x-spam-flag"), Keys.of(Keys.How.IS, "YES"), true);
    static final String LANGUAGES = "# languages: ";
    private static final String INDENT = "    ";

    private final Quoting quoting;
    private final String newline;
    private final Remarks remarks;
    private final TreeSet<String> needs = new TreeSet<>();

    RuleWriter(Quoting quoting, String newline) {
        this(quoting, newline, Remarks.NONE);
    }

    /** @param remarks what stood in the rule besides, to be kept */
    RuleWriter(Quoting quoting, String newline, Remarks remarks) {
        this.quoting = quoting;
        this.newline = newline;
        this.remarks = remarks;
    }

    /** What the parts written so far must require (RFC 5228 §3.2). */
    TreeSet<String> needs() {
        return needs;
    }

    /** The part from its name to the end of its last line. */
    String write(RuleSheet.Part part) {
        return switch (part) {
            case Rule rule -> {
                List<String> lines = new ArrayList<>();
                rule.actions().forEach(action -> lines.add(action(action)));
                if (rule.stop()) {
                    lines.add("stop;");
                }
                yield piece(rule.name(), "", rule.enabled(), rule.any(), rule.conditions(), lines);
            }
            case VacationNote note -> piece(note.name(), languages(note), note.enabled(), false, conditions(note), List.of(vacation(note)));
            case Forwarding forwarding -> {
                List<String> lines = forwarding.to().stream().map(to -> action(new RuleAction.Redirect(to, forwarding.copy()))).toList();
                yield piece(forwarding.name(), "", forwarding.enabled(), false, forwarding.notSpam() ? List.of(NO_SPAM) : List.of(), lines);
            }
            case Verbatim verbatim -> verbatim.text();
        };
    }

    private String piece(String name, String more, boolean enabled, boolean any, List<Condition> conditions, List<String> actions) {
        List<String> asked = conditions.isEmpty() ? List.of("true") : conditions.stream().map(this::test).toList();
        String tests = String.join(newline, remarks.with(true, asked, ",", INDENT, newline));
        List<String> done = remarks.with(false, actions, "", INDENT, newline);
        String all = (any ? "anyof" : "allof") + " (" + newline + tests + newline + ")";
        String left = remarks.left().stream().map(comment -> comment + newline).collect(Collectors.joining());
        return left + mark(name) + newline + more + "if " + (enabled ? all : "allof (false, " + all + ")") + " {" + newline
                + done.stream().map(line -> line + newline).collect(Collectors.joining()) + remarks.end(INDENT, newline) + newline;
    }

    static String mark(String name) {
        return "# rule:[" + RuleName.plain(name) + "]";
    }

    String test(Condition condition) {
        return (condition.not() ? "not " : "") + switch (condition) {
            case Condition.Field field -> "header " + keyed(field.keys(), quoting.list(field.names()));
            case Condition.Party party -> "address " + part(party.part()) + keyed(party.keys(), quoting.list(party.names()));
            case Condition.Envelope envelope -> {
                needs.add("envelope");
                yield "envelope " + part(envelope.part()) + keyed(envelope.keys(), envelope.sender() ? "\"from\"" : "\"to\"");
            }
            case Condition.Exists exists -> "exists " + quoting.list(exists.names());
            case Condition.Size size -> "size " + (size.over() ? ":over " : ":under ") + bytes(size.bytes());
            case Condition.Body body -> {
                needs.add("body");
                yield "body " + (body.raw() ? ":raw " : ":text ") + keyed(body.keys(), "");
            }
            case Condition.Attachment _ -> {
                needs.add("mime");
                yield ATTACHMENT;
            }
            case Condition.AttachmentName name -> {
                needs.add("mime");
                yield ATTACHMENT_NAME + keyed(name.keys(), quoting.list(DISPOSITION));
            }
            case Condition.Arrival arrival -> arrival(arrival);
        };
    }

    static final List<String> DISPOSITION = List.of("content-disposition", "content-type");
    private static final String ATTACHMENT = "header :mime :anychild :contains \"content-disposition\" \"attachment\"";
    private static final String ATTACHMENT_NAME = "header :mime :anychild :param [\"filename\", \"name\"] ";

    private String keyed(Keys keys, String names) {
        if (keys.how() == Keys.How.REGEX) {
            needs.add("regex");
        }
        return keys.tag() + " " + names + (names.isEmpty() ? "" : " ") + quoting.list(keys.written());
    }

    private String part(AddressPart part) {
        return switch (part) {
            case ALL -> "";
            case LOCALPART -> ":localpart ";
            case DOMAIN -> ":domain ";
            case USER, DETAIL -> {
                needs.add("subaddress");
                yield part == AddressPart.USER ? ":user " : ":detail ";
            }
        };
    }

    private static String bytes(long bytes) {
        boolean mega = bytes > 0 && bytes % (1 << 20) == 0;
        boolean kilo = bytes > 0 && bytes % (1 << 10) == 0;
        return mega ? (bytes >> 20) + "M" : kilo ? (bytes >> 10) + "K" : String.valueOf(bytes);
    }

    private String arrival(Condition.Arrival arrival) {
        needs.add("date");
        boolean is = arrival.relation() == Condition.Relation.IS;
        if (!is) {
            needs.add("relational");
        }
        String part = arrival.part().name().toLowerCase(Locale.ROOT);
        return "currentdate " + (is ? ":is" : ":value \"" + arrival.relation().word + "\"") + " \"" + part + "\" " + quoting.list(arrival.values());
    }

    String action(RuleAction action) {
        return switch (action) {
            case RuleAction.FileInto into -> {
                needs.add("fileinto");
                yield "fileinto " + copy(into.copy()) + create(into.create()) + quoting.quoted(into.folder()) + ";";
            }
            case RuleAction.Keep _ -> "keep;";
            case RuleAction.Discard _ -> "discard;";
            case RuleAction.Redirect redirect -> "redirect " + copy(redirect.copy()) + quoting.quoted(redirect.to().toString()) + ";";
            case RuleAction.Reject reject -> {
                String name = reject.ereject() ? "ereject" : "reject";
                needs.add(name);
                yield name + " " + quoting.lines(reject.reason(), newline) + ";";
            }
            case RuleAction.Flag flag -> {
                needs.add("imap4flags");
                yield flag.change().name().toLowerCase(Locale.ROOT) + "flag " + quoting.list(flag.flags()) + ";";
            }
            case RuleAction.Notify notify -> {
                needs.add("enotify");
                yield "notify " + (notify.importance() == 2 ? "" : ":importance \"" + notify.importance() + "\" ")
                        + (notify.message().isEmpty() ? "" : ":message " + quoting.quoted(notify.message()) + " ") + quoting.quoted(mailto(notify)) + ";";
            }
        };
    }

    private String copy(boolean copy) {
        if (copy) {
            needs.add("copy");
        }
        return copy ? ":copy " : "";
    }

    private String create(boolean create) {
        if (create) {
            needs.add("mailbox");
        }
        return create ? ":create " : "";
    }

    /** RFC 6068 §2: all but letters, digits and a few signs by their number. */
    static String mailto(RuleAction.Notify notify) {
        var out = new StringBuilder("mailto:");
        for (byte b : notify.to().toString().getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "@.-_+".indexOf(b) >= 0;
            out.append(plain ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return out.toString();
    }

    private String languages(VacationNote note) {
        String languages = note.wordings().stream().map(VacationNote.Wording::language).map(language -> language.isEmpty() ? "-" : language)
                .collect(Collectors.joining(", "));
        return languages.equals("-") ? "" : LANGUAGES + languages + newline;
    }

    private static List<Condition> conditions(VacationNote note) {
        List<Condition> conditions = new ArrayList<>();
        note.from().ifPresent(day -> conditions.add(Condition.Arrival.from(day)));
        note.until().ifPresent(day -> conditions.add(Condition.Arrival.until(day)));
        conditions.addAll(note.conditions());
        return conditions;
    }

    private String vacation(VacationNote note) {
        needs.add("vacation");
        String addresses = quoting.list(note.addresses().stream().map(Object::toString).toList());
        String text = note.wordings().stream().map(VacationNote.Wording::text).collect(Collectors.joining("\r\n\r\n" + VacationNote.DIVIDER + "\r\n\r\n"));
        return "vacation :days " + note.days()
                + (note.subject().isEmpty() ? "" : " :subject " + quoting.quoted(note.subject()))
                + (note.sender().isEmpty() ? "" : " :from " + quoting.quoted(note.sender()))
                + (note.addresses().isEmpty() ? "" : " :addresses " + addresses)
                + " " + quoting.lines(text, newline) + ";";
    }
}
