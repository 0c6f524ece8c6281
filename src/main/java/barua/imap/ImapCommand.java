package barua.imap;

import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client may ask, grouped by the state in which it may (RFC 9051 §6, RFC 3501 §6). Names and dates in it are valid. */
sealed interface ImapCommand {

    /** Not understood: BAD. */
    record Malformed(String why) implements ImapCommand {
    }

    /** Understood, but can never be done: NO with that response code (RFC 5530). */
    record Impossible(String code, String why) implements ImapCommand {
    }

    /** In any state, RFC 9051 §6.1. */
    sealed interface Any extends ImapCommand {
        record Capability() implements Any {
        }

        record Noop() implements Any {
        }

        record Logout() implements Any {
        }

        /** RFC 2971: what the client says of itself; it is not kept. */
        record Id() implements Any {
        }
    }

    /** RFC 9051 §6.2. */
    sealed interface BeforeLogin extends ImapCommand {
        record StartTls() implements BeforeLogin {
        }

        /** @param initial decoded; an initial response that is said to be empty is present and empty (RFC 4959) */
        record Authenticate(String mechanism, Optional<byte[]> initial) implements BeforeLogin {
        }

        /** @param password wiped by whoever has checked it */
        record Login(String user, byte[] password) implements BeforeLogin {
            @Override
            public String toString() {
                return "Login[...]";
            }
        }
    }

    /** RFC 9051 §6.3, and what extensions add to it. */
    sealed interface OnFolders extends ImapCommand {
        record Enable(List<String> capabilities) implements OnFolders {
        }

        record Select(FolderName folder, boolean readOnly, boolean condstore, Optional<Resync> resync) implements OnFolders {
        }

        record Create(FolderName folder, Optional<SpecialUse> use) implements OnFolders {
        }

        record Delete(FolderName folder) implements OnFolders {
        }

        record Rename(FolderName from, FolderName to) implements OnFolders {
        }

        record Subscribe(FolderName folder, boolean on) implements OnFolders {
        }

        record Lister(ListRequest request) implements OnFolders {
        }

        record Lsub(ListPattern pattern) implements OnFolders {
        }

        record Namespace() implements OnFolders {
        }

        record Status(FolderName folder, List<StatusItem> items) implements OnFolders {
        }

        /** RFC 5464 §4.2. @param folder empty for the server @param depth levels below each entry that are told, too */
        record GetMetadata(Optional<FolderName> folder, List<String> entries, int depth, OptionalLong maxSize) implements OnFolders {
        }

        /** RFC 5464 §4.3. @param changes empty removes */
        record SetMetadata(Optional<FolderName> folder, Map<String, Optional<byte[]>> changes) implements OnFolders {
        }

        /** The message itself has not been read yet. */
        record Append(FolderName folder, Flags flags, Optional<Instant> received, boolean utf8, Literal message) implements OnFolders {
        }

        /** RFC 7377. @param sources at least one */
        record MultiSearch(List<SearchSource> sources, SearchRequest request) implements OnFolders {
        }

        record Idle() implements OnFolders {
        }
    }

    /** RFC 9051 §6.4. */
    sealed interface OnMessages extends ImapCommand {
        record Check() implements OnMessages {
        }

        record Close() implements OnMessages {
        }

        record Unselect() implements OnMessages {
        }

        /** @param only the UIDs of UID EXPUNGE (RFC 4315 §2.1); empty: all that are marked */
        record Expunge(Optional<MessageSet> only) implements OnMessages {
        }

        record Search(SearchRequest request, boolean byUid) implements OnMessages {
        }

        /** RFC 5256 §3. @param keys at least one, none of the same kind twice */
        record Sort(List<SortKey> keys, SearchRequest request, boolean byUid) implements OnMessages {
        }

        /** RFC 5256 §3. */
        record Thread(ThreadAlgorithm algorithm, SearchRequest request, boolean byUid) implements OnMessages {
        }

        record Fetch(MessageSet messages, boolean byUid, FetchRequest request) implements OnMessages {
        }

        /** @param unchangedSince RFC 7162 §3.1.3 */
        record Store(MessageSet messages, boolean byUid, FlagChange change, boolean silent, OptionalLong unchangedSince) implements OnMessages {
        }

        record Copy(MessageSet messages, boolean byUid, FolderName to) implements OnMessages {
        }

        record Move(MessageSet messages, boolean byUid, FolderName to) implements OnMessages {
        }
    }

    /** What a client with a cache says in SELECT (RFC 7162 §3.2.5); {@code known} are its UIDs where it names them. */
    record Resync(long uidValidity, long modseq, Optional<MessageSet> known) {
    }
}
