package barua.webmail;

import java.util.List;
import java.util.Locale;

/**
 * A letter while it is written, as the form has it.
 *
 * @param draft   the UID of its draft, which is also the version the text is made of; 0 before it was saved
 * @param key     which letter it is, see {@link Drafts}; empty from a page that does not know
 * @param re      the message it answers or passes on, {@code inbox/12}; empty where there is none
 * @param mode    new, reply, all, forward
 * @param from    the address it is written from
 * @param text    the body as plain text
 * @param html    the body as our editor's HTML; empty where it is written in plain text
 * @param files   what is attached already: parts of the draft or of the message passed on
 * @param uploads ids of files that were uploaded since
 */
public record Sheet(long draft, String key, String re, String mode, String from, String to, String cc, String bcc, String subject, String text, String html,
                    List<File> files, List<String> uploads) {

    /** @param key where it lies: {@code drafts/12/2} for the second part of that message */
    public record File(String key, String name, String size) {

        public String kind() {
            int dot = name.lastIndexOf('.');
            return dot > 0 && name.length() - dot <= 5 ? name.substring(dot + 1).toUpperCase(Locale.ROOT) : "···";
        }
    }

    /** The same as another letter. */
    Sheet as(String other) {
        return new Sheet(draft, other, re, mode, from, to, cc, bcc, subject, text, html, files, uploads);
    }

    public boolean isRich() {
        return !html.isEmpty();
    }
}
