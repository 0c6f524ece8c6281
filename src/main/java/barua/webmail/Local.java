package barua.webmail;

/** Addresses of our own pages that came from outside, such as where to go after the sign-in. */
final class Local {

    private Local() {
    }

    /** The address where it is a path of this server and nothing else; the Inbox otherwise. */
    static String or(String address, String otherwise) {
        boolean ours = address != null && address.length() < 2_000 && address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\")
                && address.chars().allMatch(c -> c > 32 && c < 127 && c != '\\');
        return ours ? address : otherwise;
    }
}
