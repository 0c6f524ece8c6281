package barua.webmail;

import barua.message.Address;
import barua.web.Call;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;

/**
 * {@code /live}: what happens in the mailbox, as server-sent events: {@code mail} with the folder's path, the kind and what is unread there,
 * or {@code resync}. A window that does not listen for a time is closed; the browser comes back by itself.
 */
@WebServlet(value = "/live", asyncSupported = true)
public class LiveServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    /** Long enough to be quiet, short enough that proxies and dead lines are noticed; the session is looked at again each time. */
    private static final long OPEN_MILLIS = 10 * 60_000;
    private static final int MOST_WINDOWS = 20;

    @Inject
    private transient Webmail webmail;
    @Resource
    private transient ManagedExecutorService executor;
    private transient Future<?> pump;

    @Override
    public void init() {
        pump = executor.submit(webmail.live()::pump);
    }

    @Override
    public void destroy() {
        pump.cancel(true);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Address account = Call.of(request).signedIn().account();
        webmail.live().makeRoom(account, MOST_WINDOWS - 1);
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.getOutputStream().write("retry: 3000\n\nevent: hello\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
        AsyncContext async = request.startAsync();
        async.setTimeout(OPEN_MILLIS);
        Live live = webmail.live();
        new LiveWindow(async, account, new LiveWindow.House(live, executor, event -> News.json(webmail.desk(), event), System::nanoTime)).open();
    }
}
