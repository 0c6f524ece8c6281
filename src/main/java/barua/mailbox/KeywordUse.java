package barua.mailbox;

import java.io.IOException;
import java.util.BitSet;

/** Finds the keywords of a folder that no message has any more, and frees them. Under the folder's lock. */
final class KeywordUse {

    private final FolderState folder;
    private final Keywords keywords;
    private final BitSet usedKeywords;
    private final BitSet usedSets = new BitSet();
    private int usedLetters;

    KeywordUse(FolderState folder) {
        this(folder, new BitSet());
    }

    /** @param wanted keywords that are about to be used */
    KeywordUse(FolderState folder, BitSet wanted) {
        this.folder = folder;
        this.keywords = folder.header().keywords();
        this.usedKeywords = (BitSet) wanted.clone();
    }

    /**
     * True where something was freed. Nothing is while flags are on their way into memory: those of a commit, or of another thread that holds
     * {@code changing}. What memory knows is forced first, so that no older record or name gives a freed letter to a message.
     */
    boolean free(Loaded state) throws IOException {
        boolean busy = !folder.commits.isEmpty() || folder.changing.isLocked() && !folder.changing.isHeldByCurrentThread();
        if (busy || keywords.known().isEmpty() || state.log == null || folder.isSuspect()) {
            return false;
        }
        look(state);
        if (isAllUsed()) {
            return false;
        }
        lookAtNames(state);
        if (isAllUsed()) {
            return false;
        }
        state.log.force();
        if (state.renamed) {
            folder.forceCur();
        }
        folder.header().free(usedKeywords, usedSets);
        return true;
    }

    private void look(Loaded state) {
        for (int i = 0; i < state.messages.count(); i++) {
            use(state.messages.flags(i));
        }
        state.ghosts.values().forEach(ghost -> use(ghost.entry().flags()));
        // An index may know sets that a header from a backup does not.
        usedSets.stream().filter(number -> number < keywords.sets().size()).forEach(number -> usedKeywords.or(keywords.sets().get(number)));
        usedKeywords.or(keywords.set(usedLetters));
    }

    private void use(int bits) {
        if (Keywords.isPlain(bits)) {
            usedLetters |= bits;
        } else {
            usedSets.set(Keywords.setNumber(bits));
        }
    }

    /** Names that are not up to date yet, or that another program wrote, may have letters that memory has not. */
    private void lookAtNames(Loaded state) {
        for (int i = 0; i < state.messages.count(); i++) {
            String name = state.messages.name(i);
            for (int at = name.lastIndexOf(":2,") + 3; at > 2 && at < name.length(); at++) {
                if (name.charAt(at) >= 'a' && name.charAt(at) <= 'z') {
                    usedKeywords.set(name.charAt(at) - 'a');
                }
            }
        }
    }

    private boolean isAllUsed() {
        for (int i = 0; i < keywords.names().size(); i++) {
            if (!keywords.names().get(i).isEmpty() && !usedKeywords.get(i)) {
                return false;
            }
        }
        return keywords.hasRoomForSets();
    }
}
