/**
 * The webmail: Faces beans and servlets for staff, one for each page or dialog. Floor 6, may use message, mailbox, sasl, delivery, queue,
 * directory, mta and trace. Start at {@link barua.webmail.Door}, through which every request comes, and {@link barua.webmail.Desk}, where
 * an account's mail is read and written for the pages.
 */
package barua.webmail;
