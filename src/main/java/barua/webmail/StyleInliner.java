package barua.webmail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;

/**
 * Writes a letter's style sheets into the elements that they are for, as far as they are allowed ({@link CssFilter}): a letter that is passed on stands
 * within another, where a sheet would reach out of its place. Rules for certain screens, and those of elements that somebody points at, are left out.
 */
final class StyleInliner {

    private static final int MOST_RULES = 500;
    private static final int MOST_MATCHES = 20_000;
    private static final int LONGEST_STYLE = 2_000;

    /** @param weight of its selector (CSS Selectors §17), more of what is more particular */
    private record Rule(int weight, Evaluator selector, String declarations) {
    }

    private StyleInliner() {
    }

    static void inline(Document document) {
        List<Rule> rules = new ArrayList<>();
        for (Element style : document.select("style")) {
            CssFilter.plainRules(style.data()).forEach(rule -> add(rule, rules));
        }
        rules.sort(Comparator.comparingInt(Rule::weight));
        Map<Element, String> styles = new LinkedHashMap<>();
        int matches = 0;
        for (Rule rule : rules) {
            for (Element element : document.body().select(rule.selector)) {
                matches++;
                styles.merge(element, rule.declarations, (before, more) -> before.length() > LONGEST_STYLE ? before : before + ";" + more);
            }
            if (matches > MOST_MATCHES) {
                break;
            }
        }
        styles.forEach((element, style) -> element.attr("style", style + (element.hasAttr("style") ? ";" + element.attr("style") : "")));
    }

    private static void add(CssFilter.Rule rule, List<Rule> rules) {
        for (String selector : rule.selector().split(",")) {
            if (rules.size() < MOST_RULES && !selector.contains(":") && !selector.isBlank()) {
                try {
                    rules.add(new Rule(weight(selector), QueryParser.parse(selector.strip()), rule.declarations()));
                } catch (Selector.SelectorParseException | IllegalArgumentException notOne) {
                    // A browser passes over it, too.
                }
            }
        }
    }

    private static int weight(String selector) {
        int ids = (int) selector.chars().filter(c -> c == '#').count();
        int classes = (int) selector.chars().filter(c -> c == '.').count();
        int names = (int) List.of(selector.strip().split("[ >]+")).stream().filter(word -> !word.isEmpty() && Character.isLetter(word.charAt(0))).count();
        return Math.min(ids, 99) * 10_000 + Math.min(classes, 99) * 100 + Math.min(names, 99);
    }
}
