/** Looking up MX and addresses, cached. Floor 0, uses no other station. Start at {@link barua.dns.Resolver}. */
package barua.dns;
