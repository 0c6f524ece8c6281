package barua.imap;

import barua.mailbox.Mailbox;

/** Where a conversation stands (RFC 9051 §3). */
sealed interface State {

    record Greeted() implements State {
    }

    /** Somebody is logged in. */
    sealed interface Known extends State {
        String account();

        Mailbox mailbox();
    }

    record LoggedIn(String account, Mailbox mailbox) implements Known {
    }

    record InFolder(String account, Mailbox mailbox, Selected selected, Teller teller) implements Known {
    }

    record Over() implements State {
    }
}
