/**
 * The administration: the shell's end of the conversation with barua commands. Floor 6, may use message, directory, queue, sieve, mailbox
 * and trace. Start at {@link barua.admin.Operations}.
 */
package barua.admin;
