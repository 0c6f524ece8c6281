/**
 * Both ends of SMTP and LMTP: commands, replies, the server's session, the client (RFC 5321, 2033). Floor 1, may use message, net, sasl, disk and
 * trace. Start at {@link barua.smtp.SmtpSession}; the port is {@link barua.smtp.Receiver}.
 */
package barua.smtp;
