package dev.keyturn.app.lambda;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.model.Target;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import dev.keyturn.rotate.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The schedule's work: whatever is due on every secret. */
final class Sweep {
  /** What its work is called in the log. */
  static final String STEP = "run";

  private static final int CONCURRENCY = 4;

  /** With less time than this, nothing new is begun: the next run does it from the beginning. */
  private static final Duration WORTH_BEGINNING = Duration.ofSeconds(15);

  private final Invocation invocation;

  Sweep(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Works on the secrets that the environment lists, or else on all that were adopted. */
  List<Told> run() {
    return Fleet.each(targets(), CONCURRENCY, this::run);
  }

  private List<Target> targets() {
    List<Target> listed = invocation.configuration().secrets().targets();
    if (!listed.isEmpty()) {
      return listed;
    }
    return switch (Fleet.bound(invocation.aws().secrets())) {
      case Read.Got<List<Target>>(List<Target> bound) -> bound;
      case Read.Absent<List<Target>> none -> List.of();
      case Read.Failed<List<Target>>(Failure failure) ->
          throw new FunctionFailed(
              "The secrets could not be listed, so that nothing was done. " + failure.sentence());
    };
  }

  private Told run(Target target) {
    if (!invocation.deadline().leaves(WORTH_BEGINNING)) {
      Told left =
          Told.left(
              target.secret(),
              target.configuredUser(),
              "There was no time left to begin with it; the next run does.",
              List.of());
      invocation.log().ended(STEP, left);
      return left;
    }
    return invocation.run(STEP, target, new Command.Advance(), Optional.empty());
  }
}
