package dev.keyturn.app.cli;

import dev.keyturn.app.cli.doctor.Launcher;
import dev.keyturn.app.env.RandomNames;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The process: takes everything from around it once, hands it on, and exits. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) {
    // Always UTF-8, whatever the locale: JSON has to be, and so are terminals; cron has no locale.
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(args, System.getenv(), out, err);
    // Not System.exit(), which asks for a logger first. There are no hooks, and all is written.
    Runtime.getRuntime().halt(code);
  }

  /** One command in this process, whose signals it takes over. */
  static int run(String[] args, Map<String, String> env, PrintWriter out, PrintWriter err) {
    StopSignal stop = new StopSignal();
    // Beside the rest, as the handler's class has to be made. Until then a signal ends the process.
    Thread.ofPlatform()
        .daemon()
        .name("interrupts")
        .start(() -> InterruptSignals.install(stop, err));
    if (Launcher.of(Optional.ofNullable(System.getProperty(Launcher.PROPERTY))) != Launcher.NONE) {
      HeapWatch.start();
    }
    InstantSource clock = InstantSource.system();
    Terminal terminal =
        Terminal.detect(name -> Optional.ofNullable(System.getProperty(name)), Main::hasTerminal);
    Questions questions = new TerminalQuestions();
    AwsConnector aws = new AwsConnector(clock, env, stop, new MfaPrompt(questions));
    return Cli.run(
        args,
        new CliEnvironment(
            env, out, err, terminal, questions, clock, stop, stop, RandomNames::new, aws));
  }

  private static boolean hasTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }
}
