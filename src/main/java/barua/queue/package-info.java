/**
 * The spool of what waits for another server: retry schedule, bounces, outbound delivery. Floor 2, may use message, smtp, dns, net and trace. Start
 * at {@link barua.queue.Queue}.
 */
package barua.queue;
