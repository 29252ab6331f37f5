package dev.keyturn.app.lambda;

import java.util.Optional;

/**
 * Why an invocation has done nothing at all.
 *
 * @param work what it was to do; empty where that is not known
 * @param secret the one that the event names, if it names one
 * @param reason stable, for machines
 * @param sentence why, for people
 */
record InvocationRefusal(
    Optional<FunctionWork> work, Optional<String> secret, String reason, String sentence) {}
