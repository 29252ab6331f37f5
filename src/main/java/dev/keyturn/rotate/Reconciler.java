package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Target;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Part;
import dev.keyturn.plan.Progress;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs the loop for one secret: observe, plan, act once, and round again. Nothing is remembered
 * between runs but what AWS remembers, so that a crash anywhere is simply the next run's
 * observation. Stateless, and safe to use from several threads for different secrets.
 */
public final class Reconciler {
  private final Ports ports;
  private final List<PolicySource> sources;
  private final Bindings bindings;

  /**
   * A reconciler that takes each target's word for its binding.
   *
   * @param sources where settings come from, the weakest first; each secret's own tags come after
   *     them
   */
  public Reconciler(Ports ports, List<PolicySource> sources) {
    this(ports, sources, Bindings.OF_TARGETS);
  }

  /** A reconciler that looks bindings up, once it is known which secret a target is. */
  public Reconciler(Ports ports, List<PolicySource> sources, Bindings bindings) {
    this.ports = ports;
    this.sources = List.copyOf(sources);
    this.bindings = bindings;
  }

  /**
   * Does what the command asks, or finishes what an earlier run began, until nothing can be done
   * now. Never throws for what AWS does.
   */
  public Report run(Target target, Command command) {
    return begin(target, command, Run::toTheEnd);
  }

  /** Changes nothing: reads, and says what a run would do next. */
  public Report plan(Target target, Command command) {
    return begin(target, command, Run::toTheFirstWrite);
  }

  /**
   * Like {@link #plan}, and reads when each of the user's keys was last used, and, where a person
   * has to act, what each labelled version holds: for that person to look at.
   */
  public Report inspect(Target target) {
    return begin(
        target,
        new Command.Advance(),
        run -> {
          Report report = run.toTheFirstWrite();
          List<Part> closer = new ArrayList<>(uses(run.book().observation()));
          if (report.ending() instanceof Ending.Halted) {
            closer.addAll(versions(run.book().observation()));
          }
          Optional<Failure> failure = run.read(closer);
          return failure.isPresent() ? report : run.report(report.ending());
        });
  }

  private static List<Part> uses(Observation seen) {
    return seen.keys().orElse(List.of()).stream()
        .map(AccessKey::id)
        .filter(key -> !seen.lastUse().containsKey(key))
        .<Part>map(Part.LastUseOf::new)
        .toList();
  }

  private static List<Part> versions(Observation seen) {
    return seen.secret().labels().values().stream()
        .distinct()
        .filter(version -> !seen.values().containsKey(version))
        .<Part>map(Part.Value::new)
        .toList();
  }

  private Report begin(Target target, Command command, Function<Run, Report> how) {
    Backoff backoff = new Backoff(ports.sleeper());
    while (true) {
      Instant asked = ports.clock().instant();
      switch (ports.secrets().describe(target.secret())) {
        case Read.Got<SecretDescription>(SecretDescription secret) -> {
          Progress progress =
              Progress.start(ports.tokens().holder(), versionFor(command), ports.clock().instant());
          Target bound = new Target(target.secret(), bindings.userOf(target, secret));
          Notebook book = new Notebook(bound, sources, secret, asked, progress);
          return how.apply(new Run(ports, bound, command, book, backoff));
        }
        case Read.Absent<SecretDescription> absent -> {
          return nothing(
              target, new Ending.Halted(new Step.Halt(Because.of(Reason.NO_SUCH_SECRET))));
        }
        case Read.Failed<SecretDescription>(Failure failure) -> {
          if (!failure.isPassing() || ports.stop().getAsBoolean() || !backoff.waitAndRetry()) {
            return nothing(target, new Ending.Failed(failure));
          }
        }
      }
    }
  }

  /** The version that a rotation stores its key in: the service's, or one of our own. */
  private VersionId versionFor(Command command) {
    return switch (command) {
      case Command.Stage stage -> stage.version();
      case Command.Advance advance -> ports.tokens().version();
      case Command.Rotate rotate -> ports.tokens().version();
      case Command.RollBack rollBack -> ports.tokens().version();
    };
  }

  private static Report nothing(Target target, Ending ending) {
    return new Report(target, ending, Policy.DEFAULT, Optional.empty(), List.of());
  }

  /**
   * The key that a command leaves: what our bookkeeping says is current, so that a promotion whose
   * record is missing still counts.
   */
  static Optional<AccessKeyId> leaves(Notebook book) {
    Optional<AccessKeyId> recorded = book.observation().ledger().currentKey();
    return recorded.isPresent() ? recorded : book.currentKey();
  }
}
