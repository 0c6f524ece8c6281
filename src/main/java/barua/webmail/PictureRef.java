package barua.webmail;

import barua.message.Address;
import java.util.Optional;

/**
 * What a sealed picture address stands for.
 *
 * @param account whose mail shows the picture
 * @param session the mark of the session that was given the address, see {@link barua.web.Session#mark}; with the session the address ends
 */
record PictureRef(Address account, String session, Picture picture) {

    sealed interface Picture {
    }

    /** A part of a message in the account's folder. */
    record Part(String path, long uid, String part) implements Picture {
    }

    /** A picture somewhere in the web. */
    record Remote(String url) implements Picture {
    }

    String text() {
        String what = switch (picture) {
            case Part(String path, long uid, String part) -> "p\n" + path + "\n" + uid + "\n" + part;
            case Remote(String url) -> "r\n" + url;
        };
        return account + "\n" + session + "\n" + what;
    }

    /** Of a text that the seal vouches for. */
    static Optional<PictureRef> read(String text) {
        String[] field = text.split("\n", -1);
        if (field.length < 4) {
            return Optional.empty();
        }
        Optional<Picture> picture = field[2].equals("r") && field.length == 4 ? Optional.of(new Remote(field[3]))
                : field[2].equals("p") && field.length == 6 ? Optional.of(new Part(field[3], Long.parseLong(field[4]), field[5])) : Optional.empty();
        return picture.flatMap(what -> Address.parse(field[0]).map(account -> new PictureRef(account, field[1], what)));
    }
}
