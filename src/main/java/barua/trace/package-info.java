/**
 * What happened to whom and when: an append-only record that answers where a message is. Floor 0, uses no other station. Start at {@link
 * barua.trace.Trace}.
 */
package barua.trace;
