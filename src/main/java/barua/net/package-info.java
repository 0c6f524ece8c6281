/**
 * Listeners, connections, TLS, CRLF lines and their limits; one virtual thread for each session. Floor 0, uses no other station. Start at {@link
 * barua.net.ListeningPort}.
 */
package barua.net;
