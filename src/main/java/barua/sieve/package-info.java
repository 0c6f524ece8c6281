/** Sieve: script to tree to actions as values, without side effects (RFC 5228 and its extensions). Floor 1, uses message. Start at {@link barua.sieve.Script}. */
package barua.sieve;
