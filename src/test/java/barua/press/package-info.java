/**
 * Presses what the browser gets: pages without the white space of their sources, one style sheet, one script for each kind of page, all with
 * their content's hash in the name and compressed beforehand. Maven runs {@link barua.press.Press} while it packages; nothing of it is in the program.
 */
package barua.press;
