package dev.keyturn.simulation;

import dev.keyturn.plan.Step;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * P8: once faults have stopped, a bounded number of runs reaches a state in which a run changes
 * nothing.
 */
public final class Quiet {
  /** Repairing, finishing, and seeing that it is finished. */
  static final int MOST_RUNS = 4;

  /** More than two leases, for which a run may wait: a run that waits changes nothing, either. */
  static final Duration BETWEEN = Duration.ofMinutes(45);

  private Quiet() {}

  /**
   * Runs again and again, as a schedule would, until a run makes no write.
   *
   * @param run one run; empty when its process was killed
   */
  static void await(World world, Promises promises, Supplier<Optional<Report>> run) {
    List<Report> reports = new ArrayList<>();
    for (int i = 0; i < MOST_RUNS; i++) {
      world.advance(BETWEEN);
      Optional<Report> report = run.get();
      report.ifPresent(reports::add);
      if (report.isPresent() && isQuiet(report.get())) {
        promises.quiet(world);
        return;
      }
    }
    throw never(reports);
  }

  /** What is wrong when that many runs did not suffice. */
  static AssertionError never(List<?> reports) {
    return new AssertionError(
        "P8 broken: not quiet after %d runs\n  %s".formatted(MOST_RUNS, tell(reports)));
  }

  /** Whether it changed nothing, and has nothing to ask. */
  public static boolean isQuiet(Object outcome) {
    return switch (outcome) {
      case Report report ->
          report.taken().isEmpty()
              && (report.ending() instanceof Ending.Reached
                  || report.ending() instanceof Ending.Waits);
      case Adoption.Result.Adopted adopted -> adopted.changes().isEmpty();
      default -> false;
    };
  }

  /** What each run did and how it ended, a line each. */
  static String tell(List<?> outcomes) {
    return String.join("\n  ", outcomes.stream().map(Quiet::tell).toList());
  }

  private static String tell(Object outcome) {
    return outcome instanceof Report report
        ? report.taken().stream()
                .map(Step::because)
                .map(because -> because.reason().word())
                .toList()
            + " then "
            + report.ending()
        : String.valueOf(outcome);
  }
}
