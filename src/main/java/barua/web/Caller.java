package barua.web;

import barua.directory.Account;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads from a request who calls and how the answer is to look. */
final class Caller {

    private static final Set<String> THEMES = Set.of("auto", "light", "dark", "hc");
    private static final Set<String> DRAWN = Set.of("light", "dark", "hc");

    Call call(HttpServletRequest request, Web web, List<String> steps) {
        String token = Cookies.read(request, Cookies.SESSION).orElse("");
        Optional<Session> session = token.isEmpty() ? Optional.empty() : web.sessions().find(token);
        String theme = Cookies.read(request, Cookies.THEME).filter(THEMES::contains).orElse("auto");
        String drawn = theme.equals("auto") ? Cookies.read(request, Cookies.DRAWN).filter(DRAWN::contains).orElse("light") : theme;
        String density = Cookies.read(request, Cookies.DENSITY).filter("compact"::equals).orElse("comfortable");
        return new Call(steps, session, session.map(Session::account), token, language(request, web, session), theme, drawn, density, zone(request));
    }

    /** What was chosen on this computer, else the account's language, else what the browser prefers. */
    private static String language(HttpServletRequest request, Web web, Optional<Session> session) {
        return Cookies.read(request, Cookies.LANGUAGE).or(() -> session.flatMap(open -> web.directory().account(open.account())).map(Account::language))
                .orElseGet(() -> preferred(request));
    }

    static String preferred(HttpServletRequest request) {
        return request.getHeader("Accept-Language") == null ? "en" : request.getLocale().toLanguageTag();
    }

    private static ZoneId zone(HttpServletRequest request) {
        try {
            return Cookies.read(request, Cookies.ZONE).map(name -> ZoneId.of(name.replace("%2F", "/"))).orElseGet(ZoneId::systemDefault);
        } catch (DateTimeException unknown) {
            return ZoneId.systemDefault();
        }
    }
}
