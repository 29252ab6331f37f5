package dev.keyturn.app.cli;

import dev.keyturn.port.NameSource;
import dev.keyturn.port.Sleeper;
import dev.keyturn.report.Style;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything around a command: given, so that a test can be around it instead.
 *
 * @param terminal what is at the other end of the two writers
 * @param questions asks the person who watches
 * @param clock this machine's time
 * @param stop the wish to stop, as by Ctrl-C
 * @param sleeper waits, and wakes at that wish
 * @param names made only where a command needs some
 */
record CliEnvironment(
    Map<String, String> env,
    PrintWriter out,
    PrintWriter err,
    Terminal terminal,
    Questions questions,
    InstantSource clock,
    StopSignal stop,
    Sleeper sleeper,
    Supplier<NameSource> names,
    Connection.Connector connector) {
  CliEnvironment {
    env = Map.copyOf(env);
    out = Screen.on(out, false);
    err = Screen.on(err, true);
  }

  /** The same with another wish to stop, for a part of what is done. */
  CliEnvironment with(StopSignal other) {
    return new CliEnvironment(
        env, out, err, terminal, questions, clock, other, sleeper, names, connector);
  }

  Style outStyle() {
    return terminal.outStyle(env);
  }

  Style errStyle() {
    return terminal.errStyle(env);
  }
}
