/** Faces beans and servlets for staff, one for each page or dialog. Floor 6, may use message, mailbox, delivery, queue, directory, mta and trace. */
package barua.webmail;
