package barua.launch;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.zip.ZipFile;

/** Payara Micro inside this process: no cluster, no phoning home, one HTTP and one HTTPS port, and the WAR. */
final class WebServer {

    /** Of others only what is wrong; of Barua what an administrator wants to know. */
    private static final String LOGGING = """
            handlers=barua.launch.LogFile
            .level=WARNING
            barua.level=INFO
            jakarta.enterprise.web.level=WARNING
            jakarta.enterprise.web.util.level=SEVERE
            org.hibernate.orm.deprecation.level=SEVERE
            org.glassfish.grizzly.http2.level=SEVERE
            org.apache.lucene.internal.vectorization.level=SEVERE
            javax.enterprise.system.tools.deployment.dol.level=SEVERE
            javax.enterprise.system.security.ssl.level=SEVERE
            javax.enterprise.system.core.security.level=SEVERE
            javax.enterprise.system.container.web.com.sun.web.security.level=SEVERE
            """;

    /** The name of Payara's own shutdown hook. */
    private static final String PAYARA_HOOK = "Payara Micro Shutdown Hook";
    private static final Duration STOP = Duration.ofSeconds(8);

    private final PayaraMicroRuntime runtime;

    private WebServer(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    static WebServer boot(Path program, Path run, Ports ports, Certificate certificate) throws Refusal, IOException {
        System.setProperty("fish.payara.micro.BootJar", program.resolve("lib/barua-boot.jar").toUri().toString());
        // Else a frame that was too long is used again and refuses the next request, of anybody.
        System.setProperty("org.glassfish.grizzly.http2.frames.Http2Frame.dont-recycle", "true");
        System.setProperty("fish.payara.micro.UnpackDir", program.toString());
        bootProperties(program.resolve("lib/barua-boot.jar")).forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
        System.setProperty("javax.net.ssl.keyStore", certificate.keystore().toString());
        System.setProperty("javax.net.ssl.keyStorePassword", certificate.password());
        System.setProperty("javax.net.ssl.keyStoreType", "PKCS12");
        Path server = run.resolve("payara");
        Path logging = run.resolve("logging.properties");
        Files.writeString(logging, LOGGING);
        System.setProperty(LogFile.FOLDER, run.resolveSibling("log").toString());
        PayaraConfig.write(program.resolve("lib/barua-boot.jar"), run.resolve("domain.xml"), ports);
        try {
            PayaraMicroBoot boot = instance();
            boot.setRootDir(server.toFile());
            boot.setAlternateDomainXML(run.resolve("domain.xml").toFile());
            boot.setNoCluster(true);
            boot.setPrintLogo(false);
            boot.setLogPropertiesFile(logging.toFile());
            PayaraMicroRuntime runtime = boot.bootStrap();
            return new WebServer(runtime);
        } catch (BootstrapException | ReflectiveOperationException failed) {
            throw new Refusal("the web server does not start: " + failed);
        }
    }

    /** What Payara's own launcher would set before anything runs: which classes decide about access, among others. */
    private static Properties bootProperties(Path bootJar) throws IOException {
        Properties properties = new Properties();
        try (ZipFile zip = new ZipFile(bootJar.toFile()); InputStream in = zip.getInputStream(zip.getEntry("MICRO-INF/payara-boot.properties"))) {
            properties.load(in);
        }
        return properties;
    }

    /** @throws Refusal where the deployment failed: the server would answer 404 to everything */
    void deploy(Path war) throws Refusal {
        if (!runtime.deploy("barua", "/", war.toFile())) {
            throw new Refusal("Barua does not start: the log says why");
        }
        GrizzlyInside.open(runtime, PayaraConfig.LISTENERS);
        CipherOrder.prefer(runtime);
        TargetGate.stand(runtime);
    }

    /** Waits until Payara has stopped: its own shutdown hook runs beside ours, and the database must outlive the application. */
    static void awaitStopped() {
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(PAYARA_HOOK)).forEach(hook -> {
            try {
                hook.join(STOP);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Its modules are on the class path (so that the class archive covers them), hence not through PayaraMicro's own loader. */
    private static PayaraMicroBoot instance() throws ReflectiveOperationException {
        return (PayaraMicroBoot) Class.forName("fish.payara.micro.impl.PayaraMicroImpl").getMethod("getInstance").invoke(null);
    }
}
