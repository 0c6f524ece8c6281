package barua.webmail;

import barua.mailbox.Listener.Event;
import barua.message.Address;
import barua.web.Call;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

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
    private static final int MOST_WAITING = 50;

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
        Window window = new Window(async, account);
        async.addListener(window);
        webmail.live().listen(account, window);
    }

    /** One browser window. Events wait in a small set; one task at a time writes them out. */
    private final class Window implements Live.Ear, AsyncListener {

        private final AsyncContext async;
        private final Address account;
        // Guarded by this.
        private final Set<Event> waiting = new LinkedHashSet<>();
        private boolean resync;
        private boolean writing;
        private boolean over;

        Window(AsyncContext async, Address account) {
            this.async = async;
            this.account = account;
        }

        @Override
        public synchronized void hear(Event event) {
            if (waiting.size() >= MOST_WAITING) {
                waiting.clear();
                resync = true;
            } else {
                waiting.add(event);
            }
            wake();
        }

        @Override
        public void end() {
            close();
        }

        @Override
        public synchronized void resync() {
            resync = true;
            wake();
        }

        /** Called under the lock. */
        private void wake() {
            if (!writing && !over) {
                writing = true;
                try {
                    executor.execute(this::write);
                } catch (RejectedExecutionException busy) {
                    writing = false;
                    resync = true;
                }
            }
        }

        private void write() {
            try {
                while (true) {
                    List<Event> events;
                    boolean everything;
                    synchronized (this) {
                        if (over || waiting.isEmpty() && !resync) {
                            writing = false;
                            return;
                        }
                        events = new ArrayList<>(waiting);
                        everything = resync;
                        waiting.clear();
                        resync = false;
                    }
                    send(everything ? "event: resync\ndata: {}\n\n" : text(events));
                }
            } catch (IOException | IllegalStateException gone) {
                close();
            }
        }

        private void send(String text) throws IOException {
            async.getResponse().getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            async.getResponse().flushBuffer();
        }

        private String text(List<Event> events) throws IOException {
            StringBuilder out = new StringBuilder();
            for (Event event : events) {
                out.append("event: mail\ndata: ").append(News.json(webmail.desk(), event)).append("\n\n");
            }
            return out.toString();
        }

        private void close() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            webmail.live().forget(account, this);
            try {
                async.complete();
            } catch (IllegalStateException already) {
                // The container was quicker.
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            close();
        }

        @Override
        public void onError(AsyncEvent event) {
            close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Never started twice.
        }
    }
}
