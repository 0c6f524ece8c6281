package barua.webmail;

import java.util.ArrayList;
import java.util.List;

/** A rule in a few words: {@code From exams@mfano.example → Exams 2026}. */
final class RuleWords {

    private static final int SHOWN = 2;

    private final Words words;

    RuleWords(Words words) {
        this.words = words;
    }

    String summary(RuleForm form) {
        List<String> tests = form.conditions().stream().map(this::test).toList();
        List<String> deeds = form.actions().stream().map(this::deed).toList();
        String when = tests.isEmpty() ? words.say("filters.sum.all") : joined(tests, form.any() ? "filters.sum.or" : "filters.sum.and");
        return deeds.isEmpty() ? when : when + " → " + String.join(", ", deeds);
    }

    private String joined(List<String> parts, String key) {
        String first = parts.getFirst();
        List<String> shown = new ArrayList<>(parts.subList(1, Math.min(SHOWN, parts.size())));
        if (parts.size() > SHOWN) {
            shown.add(words.say("filters.sum.more", "n", parts.size() - SHOWN));
        }
        for (String part : shown) {
            first = words.say(key, "a", first, "b", part);
        }
        return first;
    }

    private String test(RuleForm.Line line) {
        if (line.field().equals("any")) {
            return words.say("filters.sum.all");
        }
        String field = line.field().equals("header") ? line.header() : words.say("filters.field." + line.field());
        List<String> values = line.list();
        String what = !line.valued() || values.isEmpty() ? ""
                : " " + values.getFirst() + (values.size() > 1 ? ", " + words.say("filters.sum.more", "n", values.size() - 1) : "");
        return field + " " + words.say("filters.test." + line.test()) + what;
    }

    String deed(RuleForm.Deed deed) {
        return switch (deed.kind()) {
            case "move" -> deed.folder();
            case "copy", "label", "forward", "redirect", "reject" -> words.say("filters.do." + deed.kind()) + " "
                    + (deed.kind().equals("copy") ? deed.folder() : deed.text());
            default -> words.say("filters.do." + deed.kind());
        };
    }
}
