/** One message into one or more accounts. Floor 3, may use message, disk, sieve, mailbox, directory and trace. Start at {@link barua.delivery.Delivery}. */
package barua.delivery;
