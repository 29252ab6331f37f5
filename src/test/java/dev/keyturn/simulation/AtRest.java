package dev.keyturn.simulation;

import dev.keyturn.plan.Step;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Adoption;
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
public final class AtRest {
  /** Repairing, finishing, and seeing that it is finished. */
  static final int MOST_RUNS = 4;

  /** More than two leases, for which a run may wait: a run that waits changes nothing, either. */
  static final Duration BETWEEN = Duration.ofMinutes(45);

  private AtRest() {}

  /**
   * Runs again and again, as a schedule would, until a run makes no write.
   *
   * @param run one run; empty when its process was killed
   */
  static void await(World world, Promises promises, Supplier<Optional<RunReport>> run) {
    List<RunReport> reports = new ArrayList<>();
    for (int i = 0; i < MOST_RUNS; i++) {
      world.advance(BETWEEN);
      Optional<RunReport> report = run.get();
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
      case RunReport report ->
          report.taken().isEmpty()
              && (report.outcome() instanceof RunOutcome.Reached
                  || report.outcome() instanceof RunOutcome.Waits);
      case Adoption.Result.Adopted adopted -> adopted.changes().isEmpty();
      default -> false;
    };
  }

  /** What each run did and how it ended, a line each. */
  static String tell(List<?> outcomes) {
    return String.join("\n  ", outcomes.stream().map(AtRest::tell).toList());
  }

  private static String tell(Object outcome) {
    return outcome instanceof RunReport report
        ? report.taken().stream().map(Step::cause).map(cause -> cause.reason().word()).toList()
            + " then "
            + report.outcome()
        : String.valueOf(outcome);
  }
}
