/**
 * The web door: every request comes through it, whichever station answers. It knows who asks (cookie, Basic, bearer), refuses what another
 * site sent in somebody's name, what no station has registered and what is too much, and puts the policy's headers on every answer.
 * Floor 4, may use message, sasl, directory and trace. Start at {@link barua.web.WebDoor}.
 */
package barua.web;
