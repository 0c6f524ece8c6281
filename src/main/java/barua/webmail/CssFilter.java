package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Of a sender's style only what cannot reach out of its place: an allow-list of properties, and values without addresses or code. */
final class CssFilter {

    private static final int LONGEST_SHEET = 200_000;
    private static final Set<String> PROPERTIES = Set.of(
            "color", "background", "background-color", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "line-height",
            "letter-spacing", "word-spacing", "text-align", "text-decoration", "text-indent", "text-transform", "white-space", "word-break", "word-wrap",
            "overflow-wrap", "vertical-align", "direction", "width", "max-width", "min-width", "height", "max-height", "min-height", "margin", "margin-top",
            "margin-right", "margin-bottom", "margin-left", "padding", "padding-top", "padding-right", "padding-bottom", "padding-left", "border",
            "border-top", "border-right", "border-bottom", "border-left", "border-color", "border-style", "border-width", "border-collapse", "border-spacing",
            "border-radius", "border-top-color", "border-bottom-color", "border-left-color", "border-right-color", "border-top-width", "border-bottom-width",
            "border-top-style", "border-bottom-style", "display", "float", "clear", "list-style", "list-style-type", "table-layout", "empty-cells",
            "box-sizing", "opacity", "text-shadow", "box-shadow", "caption-side");
    private static final Pattern VALUE = Pattern.compile("[-\\p{L}0-9 #%.,()'\"!/+*\\n\\t]{1,300}");
    private static final Pattern FUNCTION = Pattern.compile("([a-zA-Z-]+)\\s*\\(");
    private static final Set<String> FUNCTIONS = Set.of("rgb", "rgba", "hsl", "hsla", "calc", "min", "max");
    private static final Pattern SELECTOR = Pattern.compile("[-\\p{L}0-9 .#*,>:_\\n\\t]{1,300}");

    /** A rule as it is allowed. @param selector one or several, with commas between */
    record Rule(String selector, String declarations) {
    }

    private CssFilter() {
    }

    /** What is allowed of a style sheet, without what is for certain screens. */
    static List<Rule> plainRules(String css) {
        List<Rule> rules = new ArrayList<>();
        rules(withoutComments(css.length() > LONGEST_SHEET ? "" : css), (selector, inside) -> {
            String kept = selector.startsWith("@") ? "" : declarations(inside);
            if (!kept.isEmpty() && SELECTOR.matcher(selector).matches()) {
                rules.add(new Rule(selector, kept));
            }
        });
        return rules;
    }

    /** What is allowed of a style attribute; empty where nothing is. */
    static String declarations(String style) {
        List<String> kept = new ArrayList<>();
        for (String declaration : withoutComments(style).split(";")) {
            int colon = declaration.indexOf(':');
            if (colon < 1) {
                continue;
            }
            String property = declaration.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            String value = declaration.substring(colon + 1).strip();
            if (PROPERTIES.contains(property) && isHarmless(value)) {
                kept.add(property + ":" + value);
            }
        }
        return String.join(";", kept);
    }

    /** What is allowed of a style sheet: plain rules, and those inside {@code @media}. */
    static String sheet(String css) {
        StringBuilder out = new StringBuilder();
        rules(withoutComments(css.length() > LONGEST_SHEET ? "" : css), (selector, inside) -> rule(selector, inside, out, 0));
        return out.toString();
    }

    private static void rules(String css, BiConsumer<String, String> each) {
        int at = 0;
        while (at < css.length()) {
            int open = css.indexOf('{', at);
            if (open < 0) {
                return;
            }
            int close = closing(css, open);
            String selector = afterStatement(css.substring(at, open)).strip();
            String inside = css.substring(open + 1, close);
            each.accept(selector, inside);
            at = close + 1;
        }
    }

    private static void rule(String selector, String inside, StringBuilder out, int depth) {
        if (selector.toLowerCase(Locale.ROOT).startsWith("@media")) {
            if (depth == 0 && selector.substring(6).matches("[-a-zA-Z0-9 ():.,]{1,200}")) {
                StringBuilder nested = new StringBuilder();
                rules(inside, (within, declared) -> rule(within, declared, nested, 1));
                out.append(selector).append('{').append(nested).append('}');
            }
            return;
        }
        String kept = declarations(inside);
        if (!kept.isEmpty() && SELECTOR.matcher(selector).matches()) {
            out.append(selector).append('{').append(kept).append('}');
        }
    }

    /** Of {@code @import x; p} the {@code p}. */
    private static String afterStatement(String selector) {
        return selector.substring(selector.lastIndexOf(';') + 1);
    }

    private static int closing(String css, int open) {
        int depth = 0;
        for (int at = open; at < css.length(); at++) {
            depth += css.charAt(at) == '{' ? 1 : css.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        return css.length();
    }

    private static boolean isHarmless(String value) {
        if (!VALUE.matcher(value).matches() || value.toLowerCase(Locale.ROOT).contains("javascript")) {
            return false;
        }
        Matcher function = FUNCTION.matcher(value);
        while (function.find()) {
            if (!FUNCTIONS.contains(function.group(1).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private static String withoutComments(String css) {
        StringBuilder out = new StringBuilder(css.length());
        int at = 0;
        while (at < css.length()) {
            int open = css.indexOf("/*", at);
            if (open < 0) {
                return out.append(css, at, css.length()).toString().replace("<!--", "").replace("-->", "");
            }
            out.append(css, at, open);
            int close = css.indexOf("*/", open + 2);
            at = close < 0 ? css.length() : close + 2;
        }
        return out.toString().replace("<!--", "").replace("-->", "");
    }
}
