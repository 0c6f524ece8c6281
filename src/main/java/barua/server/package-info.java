/** The Jakarta shell: endpoints, timers, configuration, health; plugs implementations into ports. Floor 7, may use every station. */
package barua.server;
