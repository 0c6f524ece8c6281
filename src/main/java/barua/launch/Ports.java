package barua.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where this server listens.
 *
 * @param base added to the standard port of each service
 */
record Ports(int base, InetAddress bind) {

    private record Port(String service, int standard) {
    }

    private static final List<Port> ALL = List.of(new Port("LMTP", 24), new Port("SMTP", 25), new Port("HTTP", 80), new Port("POP3", 110),
            new Port("IMAP", 143),
            new Port("HTTPS", 443), new Port("submissions", 465), new Port("submission", 587), new Port("IMAPS", 993), new Port("POP3S", 995),
            new Port("ManageSieve", 4190));

    /** Of a service, by its standard port. */
    int of(int standard) {
        return base + standard;
    }

    int http() {
        return base + 80;
    }

    int https() {
        return base + 443;
    }

    /** @throws Refusal naming the first port that is taken, and by whom */
    void check() throws Refusal {
        for (Port port : ALL) {
            InetAddress at = port.service.equals("LMTP") ? InetAddress.ofLiteral("127.0.0.1") : bind;
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(at, base + port.standard));
            } catch (IOException taken) {
                throw new Refusal(why(port, at, taken));
            }
        }
    }

    private String why(Port port, InetAddress at, IOException taken) {
        int number = base + port.standard;
        String holder = holder(number).map(process -> " by " + process).orElse("");
        boolean low = String.valueOf(taken.getMessage()).contains("Permission denied");
        return low ? "port " + number + " (" + port.service + ") needs the right to open low ports: CAP_NET_BIND_SERVICE, or another --port-base"
                : "port " + number + " (" + port.service + ") at " + at.getHostAddress() + " is taken" + holder + ": " + taken.getMessage();
    }

    /** Who listens on a port, as /proc tells: the socket's inode, and the process that holds it. Empty where it may not be seen. */
    private static Optional<String> holder(int port) {
        try {
            for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
                for (String line : Files.readAllLines(Path.of(table))) {
                    String[] field = line.strip().split("\\s+");
                    boolean listens = field.length > 9 && field[3].equals("0A") && field[1].endsWith(":%04X".formatted(port));
                    if (listens) {
                        return owner("socket:[" + field[9] + "]");
                    }
                }
            }
        } catch (IOException hidden) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> owner(String socket) {
        return ProcessHandle.allProcesses().filter(process -> holds(process.pid(), socket)).findFirst()
                .map(process -> "process " + process.pid() + process.info().command().map(command -> " (" + command + ")").orElse(""));
    }

    private static boolean holds(long pid, String socket) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).toString().equals(socket);
                } catch (IOException closed) {
                    return false;
                }
            });
        } catch (IOException notOurs) {
            return false;
        }
    }
}
