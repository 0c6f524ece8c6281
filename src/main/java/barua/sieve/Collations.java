package barua.sieve;

/** The comparators of RFC 4790 §9. */
final class Collations {

    static final Collation OCTET = new Collation() {
        @Override
        public String name() {
            return "i;octet";
        }

        @Override
        public String fold(String text) {
            return text;
        }
    };

    static final Collation ASCII_CASEMAP = new Collation() {
        @Override
        public String name() {
            return "i;ascii-casemap";
        }

        @Override
        public String fold(String text) {
            return asciiLower(text);
        }
    };

    /** Folds to the digits without zeros in front; what begins with none is one value past all numbers (RFC 4790 §9.1.1). */
    static final Collation ASCII_NUMERIC = new Collation() {
        private static final String INFINITY = "infinity";

        @Override
        public String name() {
            return "i;ascii-numeric";
        }

        @Override
        public String fold(String text) {
            int end = 0;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end == 0) {
                return INFINITY;
            }
            int from = 0;
            while (from < end - 1 && text.charAt(from) == '0') {
                from++;
            }
            return text.substring(from, end);
        }

        @Override
        public boolean substrings() {
            return false;
        }

        @Override
        public int compare(String one, String other) {
            String a = fold(one);
            String b = fold(other);
            boolean endless = a.equals(INFINITY);
            if (endless || b.equals(INFINITY)) {
                return Boolean.compare(endless, b.equals(INFINITY));
            }
            return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
        }
    };

    private Collations() {
    }

    static String asciiLower(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                return asciiLower(text, i);
            }
        }
        return text;
    }

    private static String asciiLower(String text, int from) {
        char[] chars = text.toCharArray();
        for (int i = from; i < chars.length; i++) {
            if (chars[i] >= 'A' && chars[i] <= 'Z') {
                chars[i] += 'a' - 'A';
            }
        }
        return new String(chars);
    }

    /** The order of UTF-8 octets, which UTF-16 does not keep: half pairs sort before what lies past them. */
    static int compareOctets(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean halfA = Character.isSurrogate(a);
                return halfA != Character.isSurrogate(b) ? halfA ? 1 : -1 : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
