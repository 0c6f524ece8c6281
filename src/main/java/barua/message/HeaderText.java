package barua.message;

/** Unstructured header text: folding and encoded words, both ways (RFC 5322 §2.2.3, RFC 2047, RFC 2231 §5). */
public final class HeaderText {

    private HeaderText() {
    }

    public static String unfold(String raw) {
        throw new UnsupportedOperationException("contract");
    }

    /** For people; never throws. */
    public static String decode(String raw) {
        throw new UnsupportedOperationException("contract");
    }
}
