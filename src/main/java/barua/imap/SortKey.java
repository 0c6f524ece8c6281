package barua.imap;

/** One criterion of SORT (RFC 5256 §3, RFC 5957 §4, RFC 6203 §6). */
record SortKey(What what, boolean reverse) {

    enum What {
        ARRIVAL, CC, DATE, FROM, SIZE, SUBJECT, TO, DISPLAYFROM, DISPLAYTO, RELEVANCY;

        /** Whether the header must be looked at. */
        boolean isInHeader() {
            return switch (this) {
                case ARRIVAL, SIZE, RELEVANCY -> false;
                case CC, DATE, FROM, SUBJECT, TO, DISPLAYFROM, DISPLAYTO -> true;
            };
        }
    }
}
