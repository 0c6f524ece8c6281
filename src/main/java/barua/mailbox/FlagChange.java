package barua.mailbox;

/** What STORE asks for (RFC 9051 §6.4.6). */
public record FlagChange(How how, Flags flags) {

    public enum How { SET, ADD, REMOVE }
}
