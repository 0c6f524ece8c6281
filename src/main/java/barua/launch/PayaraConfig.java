package barua.launch;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import javax.net.ssl.SSLContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Payara's own configuration with what Barua wants otherwise; made anew at each start. */
final class PayaraConfig {

    /** Octets of a request's header: the longest query of the search box, in signs of four octets, and the rest. */
    private static final String HEADER = "32768";
    private static final Map<String, String> HTTP = Map.ofEntries(entry("server-header", "false"), entry("xpowered-by", "false"), entry("compression", "on"),
            entry("compressable-mime-type", "text/html,text/xml,text/plain,text/css,text/javascript,application/javascript,application/json,"
                    + "application/xhtml+xml,image/svg+xml"),
            entry("compression-min-size-bytes", "1024"), entry("http2-enabled", "true"), entry("header-buffer-length-bytes", HEADER),
            entry("http2-max-header-list-size-in-bytes", HEADER), entry("max-connections", "1000"), entry("request-timeout-seconds", "900"),
            entry("max-form-post-size-bytes", "16000000"));   // a letter of four million letters, as forms write it; the web door bounds strangers

    private static final String THREADS = "400";   // web.Turnstile lets 370 requests in at once
    static final List<String> LISTENERS = List.of("http-listener", "https-listener");
    static final String ERROR_PAGE = "errorReportValve";

    private PayaraConfig() {
    }

    static void write(Path bootJar, Path file, Ports ports) throws IOException {
        try (ZipFile zip = new ZipFile(bootJar.toFile()); InputStream in = zip.getInputStream(zip.getEntry("MICRO-INF/domain/domain.xml"))) {
            Document domain = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            each(domain, "http", http -> HTTP.forEach(http::setAttribute));
            each(domain, "network-listener", listener -> listen(listener, ports));
            each(domain, "ssl", ssl -> secure(ssl));
            each(domain, "virtual-server", PayaraConfig::silence);
            each(domain, "thread-pool", pool -> pool.setAttribute("max-thread-pool-size", THREADS));
            each(domain, "availability-service", service -> service.setAttribute("availability-enabled", "false"));
            each(domain, "web-container-availability", service -> service.setAttribute("availability-enabled", "false"));
            each(domain, "hazelcast-config-specific-configuration", service -> service.setAttribute("enabled", "false"));
            each(domain, "phone-home-runtime-configuration", service -> service.setAttribute("enabled", "false"));
            each(domain, "microprofile-metrics-configuration", service -> service.setAttribute("enabled", "false"));
            each(domain, "config", PayaraConfig::switchOff);
            each(domain, "ejb-timer-service", service -> service.setAttribute("ejb-timer-service", "Dummy"));
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(domain), new StreamResult(file.toFile()));
        } catch (IOException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IOException("Payara's configuration cannot be read", impossible);
        }
    }

    /** Not before the program is there: {@link GrizzlyInside#open}. */
    private static void listen(Element listener, Ports ports) {
        boolean secure = listener.getAttribute("name").equals("https-listener");
        listener.setAttribute("port", String.valueOf(secure ? ports.https() : ports.http()));
        listener.setAttribute("address", ports.bind().getHostAddress());
        listener.setAttribute("enabled", "false");
    }

    /** Services that are on where they are not mentioned, and would show our inside to anybody. */
    private static void switchOff(Element config) {
        for (String name : List.of("microprofile-openapi-configuration", "microprofile-healthcheck-configuration")) {
            Element service = config.getOwnerDocument().createElement(name);
            service.setAttribute("enabled", "false");
            config.appendChild(service);
        }
    }

    /** No error page of the container's, with its name and version: the web door has its own, and before it is there an empty answer will do. */
    private static void silence(Element server) {
        Element property = server.getOwnerDocument().createElement("property");
        property.setAttribute("name", ERROR_PAGE);
        property.setAttribute("value", "");
        server.appendChild(property);
    }

    private static void secure(Element ssl) {
        ssl.setAttribute("cert-nickname", Certificate.ALIAS);
        ssl.setAttribute("tls12-enabled", "true");
        ssl.setAttribute("tls13-enabled", "true");
        ssl.setAttribute("tls-enabled", "false");   // RFC 8996: neither 1.0 nor 1.1
        ssl.setAttribute("tls11-enabled", "false");
        ssl.setAttribute("ssl3-enabled", "false");
        ssl.setAttribute("ssl3-tls-ciphers", String.join(",", ciphers()));
    }

    /** The rule of the mail ports (RFC 9325 §4.2): TLS 1.3, and of 1.2 only forward secrecy with authenticated encryption; best first. */
    static List<String> ciphers() {
        try {
            return Arrays.stream(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_")
                            || suite.startsWith("TLS_ECDHE_") && (suite.contains("_GCM_") || suite.contains("_CHACHA20_")))
                    .map(suite -> "+" + suite).toList();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void each(Document document, String name, java.util.function.Consumer<Element> change) {
        NodeList elements = document.getElementsByTagName(name);
        for (int i = 0; i < elements.getLength(); i++) {
            change.accept((Element) elements.item(i));
        }
    }
}
