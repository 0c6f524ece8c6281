/**
 * The administration: the shell's end of the conversation with barua commands. Floor 6, may use message, directory, queue, mta, mailbox,
 * net and trace. Start at {@link barua.admin.Shell}.
 */
package barua.admin;
