package barua.webmail;

import java.util.List;

/**
 * All that the page of filters shows.
 *
 * @param version    of the script that the page was made from: what is sent back must say it
 * @param problem    why nothing was saved; empty text where nothing was refused
 * @param said       what was done; empty text where nothing was
 * @param undoable   whether it can be taken back, to the version {@code back}
 * @param complaints of the text that could not be saved
 */
public record FiltersPage(String version, List<Line> rules, Editor editor, RuleForm form, Choices choices, String problem, String said, boolean undoable,
        long back,
        Work work, Tried tried, List<String> complaints) {

    public FiltersPage {
        rules = List.copyOf(rules);
        complaints = List.copyOf(complaints);
    }

    public boolean fromLetter() {
        return !editor.letter().isEmpty();
    }

    /**
     * One rule of the list.
     *
     * @param number     from 1, its place in the script
     * @param matches    such as {@code 4 / 100}; empty text where it was not counted
     * @param spoken     the same in words
     * @param switchable whether it can be switched off and on again
     * @param href       where it is changed
     * @param warnings   why it may not do what is meant, of one that is on
     */
    public record Line(int number, String name, String summary, boolean on, boolean current, String matches, String spoken, boolean switchable, String href,
            List<String> warnings) {
    }

    /**
     * @param number  0 for a rule that is new
     * @param asText  whether its script is shown instead of the form
     * @param hand    whether the form cannot show it
     * @param warning what must be agreed to before it is saved; empty text for nothing
     * @param hints   what may not be meant
     * @param letter  where the letter lies that the rule is made from; empty text for none
     * @param folder  what people call the folder of that letter
     */
    public record Editor(boolean shown, int number, String title, boolean asText, boolean hand, String text, String warning, List<String> hints,
            String letter, String folder) {

        static final Editor NONE = new Editor(false, 0, "", false, false, "", "", List.of(), "", "");

        /** What keeps a first line break that HTML would swallow. */
        public String lead() {
            return text.startsWith("\n") ? "\n" : "";
        }
    }

    /** What goes on in a folder. @param ended what came of the last; empty text where it was read already */
    public record Work(boolean shown, int percent, String text, String ended) {

        static final Work NONE = new Work(false, 0, "", "");
    }

    /** @param offer what the button says that does the same now; empty text for no button */
    public record Tried(boolean shown, String title, String offer, List<Letter> letters) {

        static final Tried NONE = new Tried(false, "", "", List.of());

        public Tried {
            letters = List.copyOf(letters);
        }
    }

    /** One letter of a trial. @param effect what would happen to it */
    public record Letter(String date, String from, String subject, String effect, String href) {
    }
}
