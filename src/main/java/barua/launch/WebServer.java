package barua.launch;

import fish.payara.micro.BootstrapException;
import fish.payara.micro.PayaraMicroRuntime;
import fish.payara.micro.boot.PayaraMicroBoot;
import java.io.IOException;
import java.nio.file.Path;

/** Payara Micro inside this process: no cluster, no phoning home, one HTTP and one HTTPS port, and the WAR. */
final class WebServer {

    private final PayaraMicroRuntime runtime;

    private WebServer(PayaraMicroRuntime runtime) {
        this.runtime = runtime;
    }

    static WebServer boot(Path program, Path run, Ports ports, Certificate certificate) throws Refusal, IOException {
        System.setProperty("fish.payara.micro.BootJar", program.resolve("lib/barua-boot.jar").toUri().toString());
        System.setProperty("fish.payara.micro.UnpackDir", program.toString());
        System.setProperty("javax.net.ssl.keyStore", certificate.keystore().toString());
        System.setProperty("javax.net.ssl.keyStorePassword", certificate.password());
        System.setProperty("javax.net.ssl.keyStoreType", "PKCS12");
        Path server = run.resolve("payara");
        PayaraConfig.write(program.resolve("lib/barua-boot.jar"), run.resolve("domain.xml"), ports);
        try {
            PayaraMicroBoot boot = instance();
            boot.setRootDir(server.toFile());
            boot.setAlternateDomainXML(run.resolve("domain.xml").toFile());
            boot.setNoCluster(true);
            boot.setPrintLogo(false);
            return new WebServer(boot.bootStrap());
        } catch (BootstrapException | ReflectiveOperationException failed) {
            throw new Refusal("the web server does not start: " + failed);
        }
    }

    /** @throws Refusal where the deployment failed: the server would answer 404 to everything */
    void deploy(Path war) throws Refusal {
        if (!runtime.deploy("barua", "/", war.toFile())) {
            throw new Refusal("Barua does not start: the log says why");
        }
    }

    void stop() {
        try {
            runtime.shutdown();
        } catch (BootstrapException already) {
            // It is on its way down.
        }
    }

    /** Its modules are on the class path (so that the class archive covers them), hence not through PayaraMicro's own loader. */
    private static PayaraMicroBoot instance() throws ReflectiveOperationException {
        return (PayaraMicroBoot) Class.forName("fish.payara.micro.impl.PayaraMicroImpl").getMethod("getInstance").invoke(null);
    }
}
