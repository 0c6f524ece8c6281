package barua.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Asks the server itself whether it is ready: a deployment that failed leaves Payara running, and it answers 404 to everything. */
record Readiness(Ports ports) {

    private static final int SECONDS = 60;

    void await() throws Refusal, InterruptedException {
        for (int tenth = 0; tenth < SECONDS * 10; tenth++) {
            int code = ask();
            if (code == HttpURLConnection.HTTP_OK) {
                return;
            }
            if (code == HttpURLConnection.HTTP_NOT_FOUND) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new Refusal("Barua does not start: log/barua.log in the data folder says why");
    }

    private int ask() {
        String host = ports.bind().isAnyLocalAddress() ? "127.0.0.1" : ports.bind().getHostAddress();
        try {
            URI ready = new URI("http", null, host, ports.http(), "/health/ready", null, null);
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection(java.net.Proxy.NO_PROXY);
            connection.setConnectTimeout(2000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode();
        } catch (IOException | java.net.URISyntaxException notYet) {
            return -1;
        }
    }
}
