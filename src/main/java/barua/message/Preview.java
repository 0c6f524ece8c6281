package barua.message;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The first words that a person would read: of the plain text, else of the HTML; without quotes, attribution and signature. */
final class Preview {

    static final int LONGEST = 200;
    private static final int MOST_READ = 64 * 1024;
    private static final int MOST_LINES = 400;

    /** "On Monday, Neema wrote:" and what mailers write in its place; matched on one line of at most 300 chars. */
    private static final Pattern ATTRIBUTION = Pattern.compile(
            "^(on |am |le |el |em |il |op |den |mnamo |tarehe ).{3,280}(wrote|schrieb|écrit|escribió|escreveu|ha scritto|schreef|skrev|aliandika|"
            + "ameandika)\\b.{0,60}:$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern ORIGINAL = Pattern.compile("^-{2,} ?(original message|forwarded message|ujumbe wa awali).*", Pattern.CASE_INSENSITIVE);

    private Preview() {
    }

    static String of(Content content, MimePart root) throws IOException {
        Optional<MimePart> part = readable(root);
        if (part.isEmpty()) {
            return "";
        }
        String text = Flowed.shown(part.get(), PartReader.text(content, part.get(), MOST_READ));
        return firstWords(part.get().subtype().equals("html") ? HtmlToText.text(text) : text);
    }

    /** The part whose text stands for the message: text/plain before text/html, alternatives before what follows, no attachments. */
    static Optional<MimePart> readable(MimePart root) {
        Optional<MimePart> plain = find(root, "plain");
        return plain.isPresent() ? plain : find(root, "html").or(() -> find(root, ""));
    }

    private static Optional<MimePart> find(MimePart part, String subtype) {
        if (part.message().isPresent()) {
            return Optional.empty();
        }
        if (part.isMultipart()) {
            return part.children().stream().map(child -> find(child, subtype)).flatMap(Optional::stream).findFirst();
        }
        boolean wanted = part.type().equals("text") && (subtype.isEmpty() || part.subtype().equals(subtype));
        boolean shown = !part.disposition().equals("attachment") && part.bodySize() > 0 && !part.subtype().equals("calendar");
        return wanted && shown ? Optional.of(part) : Optional.empty();
    }

    static String firstWords(String text) {
        var out = new StringBuilder();
        String held = "";   // a line that may be the first half of an attribution
        String[] lines = text.split("\n", MOST_LINES + 1);
        for (int i = 0; i < Math.min(lines.length, MOST_LINES) && out.length() < 2 * LONGEST; i++) {
            String line = lines[i].strip();
            if (lines[i].startsWith("-- ") && line.equals("--") || ORIGINAL.matcher(line).matches()) {
                break;
            }
            if (attribution(line) || !held.isEmpty() && attribution(held + " " + line)) {
                held = "";
                continue;
            }
            append(out, held);
            held = "";
            if (line.startsWith(">")) {
                continue;
            }
            if (mayBeginAttribution(line)) {
                held = line;
            } else {
                append(out, line);
            }
        }
        append(out, held);
        return shortened(HeaderText.harmless(out.toString()));
    }

    private static boolean attribution(String line) {
        return line.endsWith(":") && line.length() <= 300 && ATTRIBUTION.matcher(line).matches();
    }

    private static boolean mayBeginAttribution(String line) {
        return line.length() > 10 && line.length() <= 200 && line.toLowerCase(Locale.ROOT).matches("(on|am|le|mnamo|tarehe) .*\\d.*");
    }

    /** Adds the words of a line; rulers such as ---- or ==== say nothing. */
    private static void append(StringBuilder out, String line) {
        if (line.chars().noneMatch(Character::isLetterOrDigit) && line.length() > 3) {
            return;
        }
        for (int i = 0; i < line.length() && out.length() < 3 * LONGEST; i++) {
            char c = line.charAt(i);
            boolean blank = Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\u200c' || c == '\u034f' || c == '\u00ad'
                    || c == '\ufeff';
            if (!blank) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
            out.append(' ');
        }
    }

    private static String shortened(String text) {
        String whole = text.strip();
        if (whole.length() <= LONGEST) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return whole.substring(0, end).stripTrailing();
    }
}
