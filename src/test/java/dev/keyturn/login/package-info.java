/**
 * How people log in and get out of their network: the packaged command line as a process, with the
 * files and variables that they have, against servers on this machine that speak the services' own
 * protocols.
 */
@NullMarked
package dev.keyturn.login;

import org.jspecify.annotations.NullMarked;
