/** The POP3 door (RFC 1939, 2449, 2595, 5034). Floor 5, may use message, net, sasl, mailbox, and directory. Start at {@link barua.pop3.Pop3Session}. */
package barua.pop3;
