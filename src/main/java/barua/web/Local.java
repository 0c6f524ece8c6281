package barua.web;

import jakarta.servlet.http.HttpServletResponse;

/** Addresses of our own pages that came from outside, such as where to go after the sign-in. */
public final class Local {

    private Local() {
    }

    /** The address where it is a path of this server and nothing else; the Inbox otherwise. */
    public static String or(String address, String otherwise) {
        boolean ours = address != null && address.length() < 2_000 && address.startsWith("/") && !address.startsWith("//") && !address.startsWith("/\\")
                && address.chars().allMatch(c -> c > 32 && c < 127 && c != '\\');
        return ours ? address : otherwise;
    }

    /** Goes to one of our own paths: as it stands, for the container would put before it whatever host the request named. */
    public static void redirect(HttpServletResponse response, String path) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", path);
    }
}
