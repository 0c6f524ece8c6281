package barua.imap;

import barua.mailbox.FolderName;
import barua.mailbox.ModifiedUtf7;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Names of folders on the wire: UTF-8 once the client has enabled it (RFC 9051 §5.1, RFC 6855 §3), modified UTF-7 before (RFC 3501 §5.1.3). */
final class FolderNames {

    private FolderNames() {
    }

    /** A name or a pattern as Unicode; 8-bit bytes are UTF-8 in either way, as clients that do not know better send it. */
    static String decode(byte[] wire, boolean utf8) {
        String text = new String(wire, StandardCharsets.UTF_8);
        return utf8 ? text : ModifiedUtf7.decode(text).orElse(text);
    }

    /**
     * The name of a folder. Modified UTF-7 has one form for each name (RFC 3501 §5.1.3): another one, or a broken one, is refused,
     * or the client would not find again what it named.
     */
    static String name(byte[] wire, boolean utf8) throws SyntaxException {
        String text = new String(wire, StandardCharsets.UTF_8);
        if (utf8 || text.length() < wire.length) {
            return text;   // 8-bit bytes: UTF-8, whatever was enabled
        }
        return ModifiedUtf7.decode(text).filter(name -> ModifiedUtf7.encode(name).equals(text))
                .orElseThrow(() -> new SyntaxException("CANNOT", SyntaxException.quote(text) + " is not how modified UTF-7 writes a name"));
    }

    static FolderName folder(byte[] wire, boolean utf8) throws SyntaxException {
        String name = name(wire, utf8);
        return FolderName.parse(name).orElseThrow(() -> new SyntaxException("CANNOT", "no folder can be called so"));
    }

    static String encode(String name, boolean utf8) {
        return utf8 ? name : ModifiedUtf7.encode(name);
    }
}
