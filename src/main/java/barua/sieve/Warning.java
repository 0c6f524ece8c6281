package barua.sieve;

/**
 * What a person should see before a script is saved.
 *
 * @param entry  of the sheet, from 0
 * @param detail a folder, an address, the number of another entry from 1; empty where there is nothing more to say
 */
public record Warning(Kind kind, int entry, String detail) {

    public enum Kind {
        /** Every letter is thrown away. */
        LOSES_ALL,
        /** Some letters are thrown away. */
        DISCARDS,
        /** Letters are sent back. */
        REJECTS,
        /** A rule above it ends the script for every letter. */
        NEVER_REACHED,
        /** Letters go to another address and are not kept here. */
        NO_COPY,
        /** A rule above takes all that it would take. */
        SHADOWED,
        NO_FOLDER,
        /** A letter that is sent back cannot be answered too: while the note is on, it is kept instead. */
        REJECT_AND_VACATION
    }
}
