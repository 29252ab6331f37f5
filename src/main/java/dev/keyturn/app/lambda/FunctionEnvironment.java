package dev.keyturn.app.lambda;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.port.NameSource;
import dev.keyturn.port.Sleeper;
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
record FunctionEnvironment(
    Map<String, String> env,
    Consumer<String> lines,
    Sleeper sleeper,
    Supplier<NameSource> tokens,
    Supplier<AwsConnection> connect) {}
