package barua.server;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which TCP ports a process listens on, as /proc tells. */
final class Sockets {

    private static final String LISTEN = "0A";

    private Sockets() {
    }

    private record Listening(InetAddress address, int port, String inode) {
    }

    static Set<Integer> portsOf(long pid) throws IOException {
        Set<Integer> ports = new TreeSet<>();
        of(pid).forEach(socket -> ports.add(socket.port));
        return ports;
    }

    static List<InetAddress> addressesOf(long pid) throws IOException {
        return of(pid).stream().map(Listening::address).toList();
    }

    private static List<Listening> of(long pid) throws IOException {
        Set<String> inodes = inodes(pid);
        List<Listening> sockets = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            List<String> lines = Files.readAllLines(Path.of("/proc/net", table));
            for (String line : lines.subList(1, lines.size())) {
                String[] field = line.strip().split("\\s+");
                if (field[3].equals(LISTEN) && inodes.contains(field[9])) {
                    sockets.add(new Listening(address(field[1].split(":")[0]), Integer.parseInt(field[1].split(":")[1], 16), field[9]));
                }
            }
        }
        return sockets;
    }

    private static Set<String> inodes(long pid) throws IOException {
        Set<String> inodes = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        }
        return inodes;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** Words of four bytes, each in this machine's order: little-endian. */
    private static InetAddress address(String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int word = 0; word < bytes.length; word += 4) {
            byte b0 = bytes[word];
            byte b1 = bytes[word + 1];
            bytes[word] = bytes[word + 3];
            bytes[word + 1] = bytes[word + 2];
            bytes[word + 2] = b1;
            bytes[word + 3] = b0;
        }
        return InetAddress.getByAddress(bytes);
    }
}
