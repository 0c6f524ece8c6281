/**
 * SASL mechanisms as exchanges without I/O, and password hashes (RFC 4422, 4616, 5802, 7677). Floor 0, uses no other station. Start at {@link
 * barua.sasl.SaslExchange}; the port is {@link barua.sasl.Logins}.
 */
package barua.sasl;
