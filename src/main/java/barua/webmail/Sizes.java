package barua.webmail;

import java.util.Locale;

/** Sizes for people, in units of 1000 with one decimal (ui.md §11). */
final class Sizes {

    private Sizes() {
    }

    /** A few capitals for a kind of file, such as PDF, by the end of its name. */
    static String kind(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= 5 ? name.substring(dot + 1).toUpperCase(Locale.ROOT) : "···";
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
