/** Starts the database, then Payara Micro, then deploys; the shell commands. A jar of its own beside the WAR, uses no station. */
package barua.launch;
