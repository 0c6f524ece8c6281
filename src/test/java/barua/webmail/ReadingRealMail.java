package barua.webmail;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.Staged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Opens every {@code .eml} of a folder as the webmail does, each with all its frames and each of its bodies whole, and says what went
 * wrong and what took how long. By hand, with what {@code src/test/tools/real_mail.py} collected: {@code java barua.webmail.ReadingRealMail DIR}.
 */
final class ReadingRealMail {

    private ReadingRealMail() {
    }

    public static void main(String[] arguments) throws IOException {
        Path data = Files.createTempDirectory("barua-real");
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
            files = all.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
        List<Long> millis = new ArrayList<>();
        int[] counts = new int[5];
        try (Office office = new Office(data)) {
            Words words = Words.of("en");
            Desk.Opened inbox = office.desk.open(Office.NEEMA.address(), "inbox").orElseThrow();
            When when = new When(words, ZoneId.of("Africa/Dar_es_Salaam"), Instant.parse("2026-11-26T00:00:00Z"));
            Reader reader = new Reader(office.desk, new Seal(Office.SEAL_KEY, () -> Instant.EPOCH),
                    new Reader.Viewer(Office.NEEMA.address(), "mark", words, when, true));
            for (Path file : files) {
                long uid = file(office, Files.readAllBytes(file));
                long begun = System.nanoTime();
                try {
                    count(counts, read(reader, inbox, uid));
                } catch (IOException | RuntimeException broken) {
                    System.out.println(file + ": " + broken);
                    broken.printStackTrace(System.out);
                }
                long took = (System.nanoTime() - begun) / 1_000_000;
                millis.add(took);
                if (took > 500) {
                    System.out.println(file + ": " + took + " ms, " + Files.size(file) + " bytes");
                }
            }
        }
        millis.sort(null);
        System.out.println(files.size() + " letters; sections, blocks, frames, files, notes: " + Arrays.toString(counts));
        System.out.println("milliseconds: half below " + millis.get(millis.size() / 2) + ", 99 % below " + millis.get(millis.size() * 99 / 100) + ", longest "
                + millis.getLast());
    }

    private static long file(Office office, byte[] message) throws IOException {
        Folder folder = office.inbox();
        try (Staged staged = office.store.stage()) {
            staged.write(message, 0, message.length);
            return folder.append(staged, Flags.NONE, Instant.parse("2026-11-25T00:00:00Z"));
        }
    }

    private static ShownMessage read(Reader reader, Desk.Opened inbox, long uid) throws IOException {
        ShownMessage letter = reader.letter(inbox, uid).orElseThrow();
        for (ShownMessage.Block block : letter.sections().stream().flatMap(section -> section.blocks().stream()).toList()) {
            for (String address : List.of(block.frame(), block.whole())) {
                if (!address.isEmpty()) {
                    String scope = address.contains("&in=") ? address.replaceAll(".*&in=([0-9mw.]+).*", "$1") : Parts.ROOT;
                    int number = Integer.parseInt(address.replaceAll(".*\\?b=([0-9]+).*", "$1"));
                    reader.page(inbox, uid, scope, number, address.contains("whole")).orElseThrow();
                }
            }
        }
        return letter;
    }

    private static void count(int[] counts, ShownMessage letter) {
        for (ShownMessage.Section section : letter.sections()) {
            counts[0]++;
            counts[1] += section.blocks().size();
            counts[2] += (int) section.blocks().stream().filter(block -> !block.frame().isEmpty()).count();
            counts[3] += section.files().size();
            counts[4] += section.notes().size();
        }
    }
}
