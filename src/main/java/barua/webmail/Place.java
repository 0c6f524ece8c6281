package barua.webmail;

import barua.web.Steps;
import java.util.Optional;

/**
 * Where a message or a part of one lies, as pages name it: {@code inbox/12} or {@code drafts/12/2.1}.
 *
 * @param part empty for the whole message
 */
record Place(String path, long uid, String part) {

    static Optional<Place> of(String key) {
        String[] word = key.split("/", -1);
        boolean wellFormed = (word.length == 2 || word.length == 3) && Steps.isUid(word[1]);
        return wellFormed ? Optional.of(new Place(word[0], Long.parseLong(word[1]), word.length == 3 ? word[2] : "")) : Optional.empty();
    }
}
