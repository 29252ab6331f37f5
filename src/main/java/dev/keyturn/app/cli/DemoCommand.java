package dev.keyturn.app.cli;

import dev.keyturn.app.cli.demo.Algorithm;
import dev.keyturn.app.cli.demo.DeleteOldest;
import dev.keyturn.app.cli.demo.DemoText;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.app.cli.demo.OldLambda;
import dev.keyturn.app.cli.demo.Scoreboard;
import dev.keyturn.app.cli.demo.Simulation;
import dev.keyturn.app.cli.demo.TimelineEntry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code demo}: months of a small fleet in seconds, as they pass, and what they came to. */
final class DemoCommand implements SimulationCommand {
  static final Option DAYS =
      Option.withValue(
          "days",
          "N",
          new OptionFormat.WholeNumber(1, 3650),
          "How many days pass, 1 to 3650 (default: 180).");

  static final int USUAL_DAYS = 180;

  private static final Option ALGORITHM =
      Option.withValue(
          "algorithm",
          "NAME",
          OptionFormat.OneOf.of("keyturn", "old-lambda", "delete-oldest"),
          "What rotates: keyturn, old-lambda or delete-oldest (default: keyturn).");

  private static final int USUAL_SEED = 1;

  private static final CommandHelp HELP =
      new CommandHelp(
          "demo [OPTION…]",
          "Watch months of rotations in seconds, on a simulated AWS.",
          List.of(
              "Users, applications that really sign calls with the keys they hold, rotations,",
              "retirements, a crash. --algorithm shows what goes wrong with the ways in use today."),
          List.of(
              "keyturn demo",
              "keyturn demo --algorithm old-lambda",
              "keyturn demo --days 365 --seed 7"));

  @Override
  public String name() {
    return "demo";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public List<Option> options() {
    return List.of(DAYS, ALGORITHM, SharedOptions.SEED);
  }

  @Override
  public ExitCode run(CliEnvironment environment, Arguments arguments) {
    Algorithm algorithm = algorithm(arguments.text(ALGORITHM).orElse("keyturn"));
    int days = arguments.number(DAYS, USUAL_DAYS);
    int seed = arguments.number(SharedOptions.SEED, USUAL_SEED);
    PrintWriter out = environment.out();
    DemoText text = new DemoText(environment.outStyle(), algorithm, days);
    List<TimelineEntry> entries = new ArrayList<>();
    Consumer<TimelineEntry> show =
        arguments.json()
            ? entries::add
            : entry -> {
              out.println(text.line(entry));
              out.flush();
            };
    if (!arguments.json()) {
      text.beginning(Simulation.users()).forEach(out::println);
    }
    try (Simulation simulation = new Simulation(seed, days, algorithm, show)) {
      Scoreboard score = simulation.run();
      if (arguments.json()) {
        out.println(text.json(score, seed, entries));
      } else {
        text.outcome(score).forEach(out::println);
      }
    }
    return ExitCode.DONE;
  }

  private static Algorithm algorithm(String name) {
    return switch (name) {
      case "old-lambda" -> new OldLambda();
      case "delete-oldest" -> new DeleteOldest();
      default -> new Keyturn();
    };
  }
}
