package barua.mailbox;

import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Dovecot left beside a folder's messages, read when the folder is first opened:
 * <pre>
 * dovecot-uidlist    3 V1795323644 N4712 G...        version, UIDVALIDITY, UIDNEXT
 *                    4711 W2841 :1795323644.M1P2.host,S=2800      UID, extensions, name without flags
 * dovecot-keywords   0 $Forwarded                    number of the letter, name
 * </pre>
 */
final class Adoption {

    static final String UIDLIST = "dovecot-uidlist";
    static final String KEYWORDS = "dovecot-keywords";
    /** An atom (RFC 9051 §9), or sessions could not be told of it. */
    private static final Pattern KEYWORD = Pattern.compile("[\\x21-\\x7e&&[^(){%*\"\\\\\\]]]+");

    private Adoption() {
    }

    /** @param uidValidity 0 where there is none */
    record Numbers(long uidValidity, long uidNext) {
    }

    static Optional<Numbers> numbers(FileLayer files, Path folder) throws IOException {
        return lines(files, folder.resolve(UIDLIST)).stream().findFirst().flatMap(Adoption::head);
    }

    private static Optional<Numbers> head(String line) {
        if (!line.startsWith("3 ")) {
            return Optional.empty();
        }
        long validity = 0;
        long next = 1;
        for (String word : line.split(" ")) {
            if (word.startsWith("V")) {
                validity = number(word.substring(1));
            } else if (word.startsWith("N")) {
                next = number(word.substring(1));
            }
        }
        return validity > 0 && validity <= 0xFFFF_FFFFL && next > 0 ? Optional.of(new Numbers(validity, next)) : Optional.empty();
    }

    private static long number(String digits) {
        return digits.matches("\\d{1,10}") ? Long.parseLong(digits) : 0;
    }

    /** UIDs by the unique part of names, where the list is of that UIDVALIDITY. */
    static Map<String, Long> uids(FileLayer files, Path folder, long uidValidity) throws IOException {
        Map<String, Long> uids = new HashMap<>();
        List<String> lines = lines(files, folder.resolve(UIDLIST));
        if (lines.isEmpty() || head(lines.getFirst()).filter(numbers -> numbers.uidValidity() == uidValidity).isEmpty()) {
            return uids;
        }
        for (String line : lines.subList(1, lines.size())) {
            int space = line.indexOf(' ');
            int name = line.indexOf(" :");
            if (space > 0 && name > 0) {
                // A later line for the same file is the newer one.
                uids.put(MessageName.baseOf(line.substring(name + 2)), number(line.substring(0, space)));
            }
        }
        return uids;
    }

    /** Keywords in the order of their letters; a letter that has none gets a name of its own, so that the others keep theirs. */
    static List<String> keywords(FileLayer files, Path folder) throws IOException {
        List<String> keywords = new ArrayList<>();
        for (String line : lines(files, folder.resolve(KEYWORDS))) {
            int space = line.indexOf(' ');
            long number = space > 0 ? number(line.substring(0, space)) : -1;
            if (number < 0 || number >= Keywords.MOST || !KEYWORD.matcher(line.substring(space + 1)).matches()) {
                continue;
            }
            while (keywords.size() <= number) {
                keywords.add(keywords.size() < Keywords.LETTERS ? "unused-" + (char) ('a' + keywords.size()) : "");
            }
            keywords.set((int) number, line.substring(space + 1));
        }
        return keywords;
    }

    private static List<String> lines(FileLayer files, Path file) throws IOException {
        return files.content(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList()).orElse(List.of());
    }
}
