/**
 * Sieve: script to tree to actions as values, without side effects (RFC 5228 and its extensions). Floor 1, uses message. Start at {@link barua.sieve.Script};
 * scripts as people edit them by forms begin at {@link barua.sieve.RuleSheet}, filters of other programs at {@link barua.sieve.ProcmailImport}.
 */
package barua.sieve;
