/**
 * The function: Secrets Manager's four steps and the schedule. An event and the environment in;
 * wiring; JSON lines, metrics, announcements and an answer or an error out. Nothing is decided
 * here.
 *
 * <p>Import rule: everything but {@code sim} and {@code app.cli}; the only room that knows the
 * interfaces of Lambda and of CRaC.
 */
@NullMarked
package dev.keyturn.app.lambda;

import org.jspecify.annotations.NullMarked;
