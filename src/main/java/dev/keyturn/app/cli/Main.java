package dev.keyturn.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;

/** The process: takes everything from around it once, hands it on, and exits. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, System.out.charset());
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    Stop stop = new Stop();
    Interrupts.install(stop, err);
    InstantSource clock = InstantSource.system();
    Surroundings around =
        new Surroundings(
            System.getenv(),
            out,
            err,
            Terminal.detect(
                name -> Optional.ofNullable(System.getProperty(name)), Main::hasTerminal),
            clock,
            stop,
            stop,
            RandomTokens::new,
            new AwsConnector(clock));
    System.exit(Cli.run(args, around));
  }

  private static boolean hasTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
