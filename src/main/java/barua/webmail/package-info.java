/**
 * The webmail: Faces beans and servlets for staff, one for each page or dialog. Floor 6, may use message, mailbox, sasl, delivery, queue,
 * directory, mta, web and trace. Start at {@link barua.webmail.WebmailRoutes}, its addresses, and {@link barua.webmail.Desk}, where an
 * account's mail is read and written for the pages.
 */
package barua.webmail;
