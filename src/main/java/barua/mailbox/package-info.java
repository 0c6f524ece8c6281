/**
 * The mail store: Maildir++ folders, UIDs, flags, modseq, index and quota. Floor 1, may use message and trace. Start at {@link
 * barua.mailbox.MailStore}; the disk is described in docs/storage.md.
 */
package barua.mailbox;
