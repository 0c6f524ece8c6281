/**
 * The ManageSieve door (RFC 5804): an account's Sieve scripts for clients. Floor 5, uses message, net, sasl, mailbox and trace. Start at {@link
 * barua.managesieve.ManageSieveSession}.
 */
package barua.managesieve;
