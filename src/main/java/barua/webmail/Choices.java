package barua.webmail;

import java.util.ArrayList;
import java.util.List;

/** What the fields of a rule's form offer, in the words of the page. */
public record Choices(List<Choice> fields, List<Choice> deeds, List<Choice> places, Words words) {

    static final List<String> FIELDS = List.of("from", "domain", "to", "subject", "list", "header", "body", "attachment", "size", "any");
    static final List<String> DEEDS = List.of("move", "copy", "keep", "flag", "read", "label", "forward", "redirect", "reject", "discard");
    private static final List<String> OF_TEXT = List.of("contains", "is", "begins", "ends", "matches", "contains.not", "is.not", "begins.not", "ends.not",
            "matches.not");

    /** One line of a list. */
    public record Choice(String value, String label) {
    }

    static Choices of(List<Desk.Place> places, Words words) {
        List<Choice> folders = new ArrayList<>(places.stream().map(place -> new Choice(place.name(), place.special() ? place.label() : place.name())).toList());
        folders.add(new Choice(RuleForm.NEW_FOLDER, words.say("filters.folder.new")));
        return new Choices(said(FIELDS, "filters.field.", words), said(DEEDS, "filters.do.", words), folders, words);
    }

    private static List<Choice> said(List<String> values, String prefix, Words words) {
        return values.stream().map(value -> new Choice(value, words.say(prefix + value))).toList();
    }

    /** What a field can be asked, the usual first; nothing for unknown ones. */
    static List<String> testsOf(String field) {
        return switch (field) {
            case "from", "to", "subject", "domain" -> OF_TEXT;
            case "list" -> List.of("exists", "contains", "is", "contains.not", "exists.not");
            case "header" -> List.of("contains", "is", "begins", "ends", "matches", "exists", "contains.not", "is.not", "begins.not", "ends.not",
                    "matches.not", "exists.not");
            case "attachment" -> List.of("exists", "exists.not");
            case "body" -> List.of("contains", "contains.not");
            case "size" -> List.of("over", "under");
            default -> List.of();
        };
    }

    /** For the page: what the field of a line can be asked. */
    public List<Choice> tests(String field) {
        return said(testsOf(field), "filters.test.", words);
    }

    /** The folders, and the one that a rule names although it is not there. */
    public List<Choice> folders(String chosen) {
        boolean known = chosen.isEmpty() || places.stream().anyMatch(place -> place.value().equals(chosen));
        List<Choice> all = new ArrayList<>(places);
        if (!known) {
            all.addFirst(new Choice(chosen, chosen));
        }
        return all;
    }

    /** What is to be written beside an action. */
    public String label(RuleForm.Deed deed) {
        return words.say(switch (deed.kind()) {
            case "forward", "redirect" -> "filters.do.address";
            case "reject" -> "filters.do.words";
            case "label" -> "filters.do.label";
            default -> "filters.folder.name";
        });
    }
}
