package dev.keyturn.app.lambda;

import dev.keyturn.aws.Aws;
import dev.keyturn.port.Sleeper;
import dev.keyturn.port.Tokens;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything around the function.
 *
 * @param env the environment's variables
 * @param lines takes a line for the log, from any thread
 * @param tokens names for one invocation
 * @param connect makes a connection to AWS
 */
record Outside(
    Map<String, String> env,
    Consumer<String> lines,
    Sleeper sleeper,
    Supplier<Tokens> tokens,
    Supplier<Aws> connect) {}
