package barua.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What is said where nothing else can be: one small page in the reader's language, with a way back and without a word about our inside.
 * It needs no session, style sheet, database or Faces, so it can be said in any trouble. Scripts get the status and one line.
 */
final class ErrorPage {

    private static final Set<Integer> KNOWN = Set.of(400, 401, 403, 404, 405, 411, 413, 429, 500, 503);
    private static final Map<String, Properties> WORDS = Map.of("en", read("en"), "sw", read("sw"));
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String STYLE = "body{font:16px/1.5 system-ui,sans-serif;margin:12vh auto;max-width:32em;padding:0 1em;color:#1d2433;background:#fff}"
            + "a{color:#0b5c7a}p{margin:.6em 0}small{color:#566}"
            + "@media (prefers-color-scheme:dark){body{color:#e6e9ef;background:#14181f}a{color:#7cc7e0}small{color:#a3adba}}";

    private ErrorPage() {
    }

    /** Answers with that status; the body is not touched where it is on its way already. */
    static void write(HttpServletRequest request, HttpServletResponse response, int status, String hostname) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        String nonce = nonce();
        Policy.putStyled(request, response, hostname, nonce);
        response.setContentType((isPage(request) ? "text/html" : "text/plain") + ";charset=UTF-8");
        Properties words = words(Cookies.read(request, Cookies.LANGUAGE).orElseGet(() -> Caller.preferred(request)));
        byte[] body = (isPage(request) ? page(status, words, nonce) : say(words, status, "title") + "\n").getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Whether a person will look at it: a browser that goes somewhere, not a script that asks for a piece. */
    private static boolean isPage(HttpServletRequest request) {
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean script = request.getHeader("X-Fragment") != null || request.getHeader("X-Csrf") != null || mode != null && !mode.equals("navigate");
        String accept = request.getHeader("Accept");
        return !script && accept != null && accept.contains("text/html");
    }

    private static String page(int status, Properties words, String nonce) {
        return "<!DOCTYPE html>\n<html lang=\"" + words.getProperty("language") + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" + say(words, status, "title") + " · Barua</title>"
                + "<style nonce=\"" + nonce + "\">" + STYLE + "</style></head><body><main><h1>" + say(words, status, "title") + "</h1><p>"
                + say(words, status, "text")
                + "</p><p><a href=\"/mail/inbox\">" + words.getProperty("back") + "</a></p><p><small>" + status + "</small></p></main></body></html>\n";
    }

    private static String say(Properties words, int status, String what) {
        int known = KNOWN.contains(status) ? status : status < 500 ? 400 : 500;
        return words.getProperty(known + "." + what);
    }

    private static Properties words(String tag) {
        return WORDS.getOrDefault(Locale.forLanguageTag(tag).getLanguage(), WORDS.get("en"));
    }

    private static String nonce() {
        byte[] nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    private static Properties read(String language) {
        try (InputStream in = ErrorPage.class.getResourceAsStream("/barua/web/errors_" + language + ".properties")) {
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
