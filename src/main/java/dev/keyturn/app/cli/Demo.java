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
final class Demo {
  private static final int DAYS = 180;

  private final CliEnvironment environment;
  private final Arguments arguments;

  Demo(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
  }

  ExitCode play() {
    Algorithm algorithm = algorithm(arguments.text(Option.ALGORITHM).orElse("keyturn"));
    int days = arguments.number(Option.DAYS, DAYS);
    int seed = arguments.number(Option.SEED, 1);
    PrintWriter out = environment.out();
    DemoText text = new DemoText(environment.outStyle(), algorithm, days);
    List<TimelineEntry> happenings = new ArrayList<>();
    Consumer<TimelineEntry> tell =
        arguments.json()
            ? happenings::add
            : happening -> {
              out.println(text.line(happening));
              out.flush();
            };
    if (!arguments.json()) {
      text.beginning(Simulation.users()).forEach(out::println);
    }
    try (Simulation simulation = new Simulation(seed, days, algorithm, tell)) {
      Scoreboard score = simulation.run();
      if (arguments.json()) {
        out.println(text.json(score, seed, happenings));
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
