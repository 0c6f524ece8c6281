package barua.webmail;

import java.net.IDN;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what people mean as a link in plain text, and says honestly where a link leads. */
final class LinkFinder {

    private static final int LONGEST = 2_000;
    private static final Pattern LINK = Pattern.compile(
            "(?i)\\b(?:https?://[^\\s<>\"\\u0000-\\u0020]{1," + LONGEST + "}|www\\.[a-z0-9-]{1,63}\\.[^\\s<>\"]{1," + LONGEST + "}"
                    + "|[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,8})");
    private static final Pattern LOOKS_LIKE_ADDRESS = Pattern.compile("(?i)^(?:https?://)?((?:[\\p{L}0-9-]{1,63}\\.){1,8}[\\p{L}]{2,24})(?:[:/?#].*)?$");

    private LinkFinder() {
    }

    /** The text as HTML, escaped, with its links. */
    static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        Matcher found = LINK.matcher(text);
        int done = 0;
        while (found.find()) {
            String link = trimmed(found.group());
            int end = found.start() + link.length();
            out.append(Html.escape(text.substring(done, found.start())));
            out.append(anchor(link));
            done = end;
            found.region(end, text.length());
        }
        return out.append(Html.escape(text.substring(done))).toString();
    }

    /** The address of a link that may be shown; empty for anything but web and mail. */
    static Optional<String> safe(String href) {
        String plain = href.strip().replaceAll("[\\u0000-\\u0020]", "");
        String lower = plain.toLowerCase(Locale.ROOT);
        boolean known = lower.startsWith("http://") || lower.startsWith("https://") || lower.startsWith("mailto:");
        return known && plain.length() <= LONGEST * 2 ? Optional.of(plain) : Optional.empty();
    }

    /** The host that is to be shown behind a link, because its text looks like another address or the host is written in look-alike letters. */
    static Optional<String> realHost(String text, String href) {
        Optional<String> host = host(href);
        if (host.isEmpty()) {
            return Optional.empty();
        }
        Matcher claimed = LOOKS_LIKE_ADDRESS.matcher(text.strip());
        boolean otherHost = claimed.matches() && !sameSite(ascii(claimed.group(1)), host.get());
        return otherHost || host.get().contains("xn--") ? host : Optional.empty();
    }

    /** Where our own pages and frames send a click: mail addresses to our composer, the web to a new window. */
    static String attributes(String href) {
        return "href=\"" + Html.escape(href) + "\" target=\"_blank\" rel=\"noopener noreferrer\"";
    }

    static Optional<String> host(String href) {
        try {
            String host = URI.create(href).getHost();
            return host == null ? hostByHand(href) : Optional.of(ascii(host));
        } catch (IllegalArgumentException notAUri) {
            return hostByHand(href);
        }
    }

    private static Optional<String> hostByHand(String href) {
        Matcher host = Pattern.compile("(?i)^https?://(?:[^/?#@]*@)?([^/?#:]{1,253})").matcher(href);
        return host.find() ? Optional.of(ascii(host.group(1))) : Optional.empty();
    }

    private static String anchor(String link) {
        if (link.contains("@") && !link.regionMatches(true, 0, "http", 0, 4) && !link.regionMatches(true, 0, "www.", 0, 4)) {
            return "<a href=\"/compose?to=" + Html.escape(link).replace("+", "%2B") + "\">" + Html.escape(link) + "</a>";
        }
        String href = link.regionMatches(true, 0, "www.", 0, 4) ? "http://" + link : link;
        String real = realHost("", href).map(host -> " <span class=\"label amber\">" + Html.escape(host) + "</span>").orElse("");
        return "<a " + attributes(href) + ">" + Html.escape(link) + "</a>" + real;
    }

    /** Without the full stop, comma or closing bracket that belongs to the sentence. */
    private static String trimmed(String link) {
        int end = link.length();
        while (end > 1) {
            char last = link.charAt(end - 1);
            boolean unopened = last == ')' && link.substring(0, end).indexOf('(') < 0;
            if (".,;:!?'*_]}".indexOf(last) < 0 && !unopened) {
                break;
            }
            end--;
        }
        return link.substring(0, end);
    }

    private static boolean sameSite(String claimed, String real) {
        String a = bare(claimed);
        String b = bare(real);
        return a.equals(b) || b.endsWith("." + a);
    }

    private static String bare(String host) {
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static String ascii(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException odd) {
            return host.toLowerCase(Locale.ROOT);
        }
    }
}
