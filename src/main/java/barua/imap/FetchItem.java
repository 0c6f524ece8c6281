package barua.imap;

import java.util.List;
import java.util.Optional;

/** One thing asked of a message by FETCH (RFC 9051 §6.4.5, RFC 3501 §6.4.5). */
sealed interface FetchItem {

    /** What is answered from the index. */
    enum Known implements FetchItem {
        FLAGS, INTERNALDATE, SIZE, UID, MODSEQ
    }

    record Envelope() implements FetchItem {
    }

    /** @param extended BODYSTRUCTURE; otherwise BODY without a section */
    record Structure(boolean extended) implements FetchItem {
    }

    /** Bytes of a section. @param label as it is called in the answer, without the partial */
    record Body(String label, Section section, boolean peek, Optional<Partial> partial) implements FetchItem {
    }

    /** A part with its transfer encoding undone (RFC 3516). */
    record Binary(String label, List<Integer> part, boolean peek, Optional<Partial> partial) implements FetchItem {
    }

    record BinarySize(String label, List<Integer> part) implements FetchItem {
    }

    /** {@code <from.length>} */
    record Partial(long from, long length) {
    }

    /** @param part empty for the message itself */
    record Section(List<Integer> part, What what) {
    }

    sealed interface What {
        record Everything() implements What {
        }

        record Header() implements What {
        }

        /** @param except the fields that are not named */
        record Fields(List<String> names, boolean except) implements What {
        }

        record Text() implements What {
        }

        record Mime() implements What {
        }
    }

    /** Whether it marks the message as seen. */
    default boolean sees() {
        return switch (this) {
            case Body body -> !body.peek();
            case Binary binary -> !binary.peek();
            case Known _, Envelope _, Structure _, BinarySize _ -> false;
        };
    }
}
