package dev.keyturn.app.lambda;

import java.util.Optional;

/**
 * Why an invocation has done nothing at all.
 *
 * @param step what its work would have been called; empty where that is not known
 * @param secret the one that the event names, if it names one
 * @param reason stable, for machines
 * @param sentence why, for people
 */
record InvocationRefusal(
    Optional<String> step, Optional<String> secret, String reason, String sentence) {}
