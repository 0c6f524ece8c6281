package barua.mailbox;

/**
 * A message's file name, which carries what must survive the loss of index and log:
 * <pre>
 * 1795323644.M491230Q17.mail,S=2841,W=2841,B=k3f9zq.4711:2,FS
 * base, unique              |size  |wire  |folder id.UID  |flags: D F R S T and a..z for the folder's keywords
 * </pre>
 * Names of other programs have a base and perhaps some of the rest, and infixes of their own, which are left alone.
 */
record MessageName(String base, long size, long wire, String folderId, long uid, String letters) {

    private static final String SYSTEM_LETTERS = "DFRST";
    private static final int[] SYSTEM_FLAGS = {Flags.DRAFT, Flags.FLAGGED, Flags.ANSWERED, Flags.SEEN, Flags.DELETED};
    /** In the flags' bits of memory and index, keywords stand above the system's flags. */
    static final int KEYWORD_SHIFT = 5;

    /** Reads any file's name; what is not said is -1 or empty. */
    static MessageName parse(String name) {
        int info = name.lastIndexOf(":2,");
        String front = info < 0 ? name : name.substring(0, info);
        String letters = info < 0 ? "" : name.substring(info + 3);
        int comma = front.indexOf(',');
        String base = comma < 0 ? front : front.substring(0, comma);
        String folderId = "";
        long uid = -1;
        int tag = front.indexOf(",B=");
        if (tag >= 0) {
            String value = infix(front, tag + 3);
            int dot = value.indexOf('.');
            folderId = dot < 0 ? "" : value.substring(0, dot);
            uid = dot < 0 ? -1 : number(value.substring(dot + 1));
        }
        return new MessageName(base, value(front, ",S="), value(front, ",W="), folderId, uid, letters);
    }

    private static long value(String front, String key) {
        int at = front.indexOf(key);
        return at < 0 ? -1 : number(infix(front, at + key.length()));
    }

    private static String infix(String front, int start) {
        int end = front.indexOf(',', start);
        return front.substring(start, end < 0 ? front.length() : end);
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > 15) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The unique part alone: what stays the same whatever programs do to flags and infixes. */
    static String baseOf(String name) {
        int end = name.length();
        int comma = name.indexOf(',');
        int colon = name.indexOf(':');
        end = comma >= 0 ? comma : end;
        return name.substring(0, colon >= 0 ? Math.min(colon, end) : end);
    }

    /** As this store writes it. */
    String text() {
        StringBuilder text = new StringBuilder(base.length() + 64).append(base);
        text.append(",S=").append(size);
        if (wire >= 0) {
            text.append(",W=").append(wire);
        }
        text.append(",B=").append(folderId).append('.').append(uid);
        return text.append(":2,").append(letters).toString();
    }

    /** The flags that the letters say, as bits; letters that mean nothing here are passed over. @param keywords bit 0 for a known {@code a} */
    static int bits(String letters, int keywords) {
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int system = SYSTEM_LETTERS.indexOf(letter);
            if (system >= 0) {
                bits |= SYSTEM_FLAGS[system];
            } else if (letter >= 'a' && letter <= 'z' && (keywords & 1 << letter - 'a') != 0) {
                bits |= 1 << KEYWORD_SHIFT + letter - 'a';
            }
        }
        return bits;
    }

    /** The letters for these bits ({@link Keywords#inName}) in the order of ASCII, with those of the old name that mean nothing here. */
    static String letters(int bits, String old) {
        StringBuilder letters = new StringBuilder();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            int system = SYSTEM_LETTERS.indexOf(letter);
            boolean set = system >= 0 ? (bits & SYSTEM_FLAGS[system]) != 0 : old.indexOf(letter) >= 0;
            if (set) {
                letters.append(letter);
            }
        }
        for (int keyword = 0; keyword < Keywords.LETTERS; keyword++) {
            if ((bits & 1 << KEYWORD_SHIFT + keyword) != 0) {
                letters.append((char) ('a' + keyword));
            }
        }
        return letters.toString();
    }

    /** The number of a name's time part, in seconds; 0 where there is none. */
    static long seconds(String base) {
        int dot = base.indexOf('.');
        return dot <= 0 ? 0 : Math.max(0, number(base.substring(0, dot)));
    }

}
