/**
 * What {@code deploy/} holds, tried: the policies against the calls that are made, the role on an
 * emulator that enforces it, the template and the module through the tools that people use.
 */
@NullMarked
package dev.keyturn.deploy;

import org.jspecify.annotations.NullMarked;
