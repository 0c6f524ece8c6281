package barua.webmail;

/** How far a work in a folder is, in words. */
final class SortingWords {

    private SortingWords() {
    }

    /** While it goes on: with how long it has taken, and about how long it will take from here. */
    static String going(Sorting.Progress now, Words words) {
        String took = words.say("filters.seconds", "n", now.took().toSeconds());
        String left = now.done() == 0 ? "" : "; " + words.say("filters.left", "n", Math.max(1, now.left().toSeconds()));
        return said("filters.progress", now, words, took + left);
    }

    static String ended(Sorting.Progress now, Words words) {
        String how = switch (now.state()) {
            case RUNNING -> "";
            case DONE -> ".done";
            case STOPPED -> ".stopped";
            case FAILED -> ".failed";
        };
        return said("filters.progress" + how, now, words, words.say("filters.seconds", "n", now.took().toSeconds()));
    }

    private static String said(String key, Sorting.Progress now, Words words, String time) {
        return words.say(key, "done", Plural.grouped(now.done()), "total", Plural.grouped(now.total()), "folder", now.folder(), "moved",
                Plural.grouped(now.changed()), "time", time);
    }
}
