package barua.webmail;

import barua.message.Address;
import java.util.Optional;

/** What a sealed picture address stands for. */
sealed interface PictureRef {

    String text();

    /** A part of a message in somebody's folder. */
    record Part(Address account, String path, long uid, String part) implements PictureRef {

        @Override
        public String text() {
            return "p\n" + account + "\n" + path + "\n" + uid + "\n" + part;
        }
    }

    /** A picture somewhere in the web. */
    record Remote(String url) implements PictureRef {

        @Override
        public String text() {
            return "r\n" + url;
        }
    }

    static Optional<PictureRef> read(String text) {
        String[] field = text.split("\n", -1);
        if (field[0].equals("r") && field.length == 2) {
            return Optional.of(new Remote(field[1]));
        }
        return field[0].equals("p") && field.length == 5
                ? Address.parse(field[1]).map(account -> new Part(account, field[2], Long.parseLong(field[3]), field[4])) : Optional.empty();
    }
}
