/**
 * Domains, accounts, aliases and their logins: an in-memory copy to ask, a database behind it. Floor 1, may use message, sasl and trace. Start at
 * {@link barua.directory.Directory}.
 */
package barua.directory;
