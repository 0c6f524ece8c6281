package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.mailbox.Annotations;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Annotations of folders, and of the server as one account sees it (RFC 5464). */
final class MetadataCommands {

    private final Mailbox mailbox;
    private final ImapWriter out;

    MetadataCommands(Mailbox mailbox, ImapWriter out) {
        this.mailbox = mailbox;
        this.out = out;
    }

    Completion get(OnFolders.GetMetadata command) throws IOException {
        SortedMap<String, byte[]> all = mailbox.annotations().of(id(command.folder()));
        Map<String, Optional<byte[]>> told = new LinkedHashMap<>();
        for (String entry : command.entries()) {
            if (command.depth() == 0) {
                told.put(entry, Optional.ofNullable(all.get(entry)));
            } else {
                all.forEach((name, value) -> {
                    if (isWithin(name, entry, command.depth())) {
                        told.put(name, Optional.of(value));
                    }
                });
            }
        }
        long longest = command.maxSize().isEmpty() ? 0 : told.values().stream().flatMap(Optional::stream).mapToLong(value -> value.length)
                .filter(length -> length > command.maxSize().getAsLong()).max().orElse(0);
        told.values().removeIf(value -> value.isPresent() && command.maxSize().isPresent() && value.get().length > command.maxSize().getAsLong());
        if (!told.isEmpty()) {
            write(command.folder(), told);
        }
        return longest > 0 ? Completion.ok("METADATA LONGENTRIES " + longest, "the longer ones are left out") : Completion.ok("annotations told");
    }

    /** RFC 5464 §4.2.2: the entry itself, and what lies below it. */
    private static boolean isWithin(String name, String entry, int depth) {
        if (name.equals(entry)) {
            return true;
        }
        return name.startsWith(entry + "/") && (depth > 1 || name.indexOf('/', entry.length() + 1) < 0);
    }

    private void write(Optional<FolderName> folder, Map<String, Optional<byte[]>> told) throws IOException {
        out.text("* METADATA ");
        if (folder.isPresent()) {
            out.folder(folder.get().toString());
        } else {
            out.text("\"\"");
        }
        String between = " (";
        for (Map.Entry<String, Optional<byte[]>> one : told.entrySet()) {
            out.text(between).string(one.getKey()).space();
            if (one.getValue().isEmpty()) {
                out.text("NIL");
            } else {
                value(one.getValue().get());
            }
            between = " ";
        }
        out.character(')').end();
    }

    private void value(byte[] bytes) throws IOException {
        if (LineEnds.holdsNul(bytes, bytes.length)) {
            out.literal8(bytes.length, new ByteArrayInputStream(bytes));
        } else {
            out.literal(bytes);
        }
    }

    Completion set(OnFolders.SetMetadata command) throws IOException {
        try {
            mailbox.annotations().set(id(command.folder()), command.changes());
            return Completion.ok("annotations kept");
        } catch (MailboxException refused) {
            return switch (refused.reason()) {
                case LIMIT -> Completion.no("METADATA TOOMANY", refused.getMessage());
                case OVER_QUOTA -> Completion.no("METADATA MAXSIZE " + Annotations.LONGEST, refused.getMessage());
                default -> throw refused;
            };
        }
    }

    private String id(Optional<FolderName> folder) throws IOException {
        return folder.isEmpty() ? Annotations.ACCOUNT : mailbox.folder(folder.get()).mailboxId();
    }
}
