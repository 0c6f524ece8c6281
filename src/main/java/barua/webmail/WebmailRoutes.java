package barua.webmail;

import barua.web.Route;
import barua.web.Route.Answer;
import java.util.List;

/** The first words of the webmail's addresses. A servlet whose word is missing here is not reached (a test looks). */
public final class WebmailRoutes {

    public static final List<Route> ALL = List.of(
            Route.inside("", Answer.PAGE), Route.inside("mail", Answer.PAGE), Route.inside("compose", Answer.PAGE), Route.inside("settings", Answer.PAGE),
            Route.inside("filters", Answer.PAGE), Route.inside("search", Answer.PAGE), Route.inside("searches", Answer.DATA),
            Route.inside("found", Answer.DATA),
            Route.inside("logout", Answer.DATA), Route.inside("act", Answer.DATA), Route.inside("commands", Answer.DATA), Route.inside("people", Answer.DATA),
            Route.inside("upload", Answer.DATA), Route.inside("frame", Answer.DATA), Route.inside("file", Answer.STREAM), Route.inside("preview", Answer.PAGE),
            Route.inside("first-page", Answer.STREAM), Route.inside("live", Answer.STREAM),
            Route.outside("login", Answer.PAGE), Route.outside("language", Answer.PAGE), Route.outside("img", Answer.STREAM),
            Route.outside("a", Answer.STREAM));

    private WebmailRoutes() {
    }
}
