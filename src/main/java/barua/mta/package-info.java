/** The journey of a message: Incoming, Submission, Router, Outgoing. Floor 4, may use message, smtp, delivery, queue, directory and trace. Read this package first. */
package barua.mta;
