package barua.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The headers of every answer (ui.md §13): nothing runs, frames or loads that is not ours, and nothing is kept. */
final class Policy {

    private Policy() {
    }

    static void put(HttpServletRequest request, HttpServletResponse response, String hostname) {
        putStyles(request, response, hostname, "'self'");
    }

    /** Of a page that brings its style. @param nonce for that style */
    static void putStyled(HttpServletRequest request, HttpServletResponse response, String hostname, String nonce) {
        putStyles(request, response, hostname, "'self' 'nonce-" + nonce + "'");
    }

    private static void putStyles(HttpServletRequest request, HttpServletResponse response, String hostname, String styles) {
        if (request.isSecure() && !hostname.equals("localhost")) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
        if (isPiece(request)) {
            response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src " + styles + "; "
                + "style-src-attr 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    /** A script asked for it and no page is made of it, so it may do nothing and a line says that: other sites cannot send such a header. */
    private static boolean isPiece(HttpServletRequest request) {
        return request.getHeader("X-Fragment") != null || request.getHeader("X-Csrf") != null;
    }
}
