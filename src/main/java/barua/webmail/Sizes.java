package barua.webmail;

import java.util.Locale;

/** Sizes for people, in units of 1000 with one decimal (ui.md §11). */
final class Sizes {

    private Sizes() {
    }

    static String of(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return (bytes + 500) / 1_000 + " KB";
        }
        return bytes < 1_000_000_000 ? decimal(bytes / 1e6) + " MB" : decimal(bytes / 1e9) + " GB";
    }

    private static String decimal(double number) {
        String text = String.format(Locale.ROOT, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
