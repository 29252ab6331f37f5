package dev.keyturn.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** The process: takes everything from around it once, hands it on, and exits. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    // Always UTF-8, whatever the locale: JSON has to be, and so are terminals; cron has no locale.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
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
