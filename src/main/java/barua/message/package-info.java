/**
 * Addresses, headers and MIME, read and written; delivery status (RFC 5322, 2045-2049, 2231, 3463, 3464, 6532). Floor 0, uses no other station.
 * Start at {@link barua.message.MimeParser}.
 */
package barua.message;
