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
 * @param names what an invocation draws names from
 * @param connect makes a connection to AWS
 */
record FunctionEnvironment(
    Map<String, String> env,
    Consumer<String> lines,
    Sleeper sleeper,
    Supplier<NameSource> names,
    Supplier<AwsConnection> connect) {}
