/**
 * The journey of a message: Incoming, Submission, Router, Outgoing. Floor 4, may use message, smtp, mailbox, delivery, queue, directory and trace.
 * Read this package first, and in it {@link barua.mta.Mta}.
 */
package barua.mta;
