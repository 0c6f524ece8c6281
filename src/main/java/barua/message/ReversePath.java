package barua.message;

import java.util.Optional;

/** Whom a bounce goes to: an address, or nobody for mail that must never be answered (RFC 5321 §4.5.5). */
public sealed interface ReversePath {

    /** The null reverse-path, {@code <>}. */
    record Nobody() implements ReversePath {
        @Override
        public String toString() {
            return "<>";
        }
    }

    record From(Address sender) implements ReversePath {
        @Override
        public String toString() {
            return "<" + sender + ">";
        }
    }

    ReversePath NOBODY = new Nobody();

    static ReversePath of(Address sender) {
        return new From(sender);
    }

    default Optional<Address> address() {
        return switch (this) {
            case Nobody() -> Optional.empty();
            case From(Address sender) -> Optional.of(sender);
        };
    }
}
