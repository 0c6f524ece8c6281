package barua.imap;

/** What this client has switched on for the rest of the conversation (RFC 5161); switched off again never. */
final class Enabled {

    private boolean rev2;
    private boolean utf8;
    private boolean condstore;
    private boolean qresync;

    /** IMAP4rev2's forms where both revisions are offered (RFC 9051 §6.3.1). */
    boolean rev2() {
        return rev2;
    }

    /** Names and strings in UTF-8. */
    boolean utf8() {
        return utf8 || rev2;
    }

    /** After UTF8=ACCEPT itself: SEARCH takes no charset (RFC 6855 §3). */
    boolean utf8Accept() {
        return utf8;
    }

    boolean condstore() {
        return condstore;
    }

    boolean qresync() {
        return qresync;
    }

    /** Any use of it enables it (RFC 7162 §3.1). @return whether that is news */
    boolean enableCondstore() {
        boolean news = !condstore;
        condstore = true;
        return news;
    }

    /** @return whether there is such a thing to enable */
    boolean enable(String capability) {
        switch (capability) {
            case "IMAP4REV2" -> rev2 = true;
            case "UTF8=ACCEPT" -> utf8 = true;
            case "CONDSTORE" -> condstore = true;
            case "QRESYNC" -> {
                qresync = true;
                condstore = true;   // RFC 7162 §3.2.3
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
