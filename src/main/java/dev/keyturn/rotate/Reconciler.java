package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
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
  private final ConfiguredBindings bindings;

  /**
   * A reconciler that takes each target's word for its binding.
   *
   * @param sources where settings come from, the weakest first; each secret's own tags come after
   *     them
   */
  public Reconciler(Ports ports, List<PolicySource> sources) {
    this(ports, sources, ConfiguredBindings.OF_TARGETS);
  }

  /** A reconciler that looks bindings up, once it is known which secret a target is. */
  public Reconciler(Ports ports, List<PolicySource> sources, ConfiguredBindings bindings) {
    this.ports = ports;
    this.sources = List.copyOf(sources);
    this.bindings = bindings;
  }

  /**
   * Does what the request asks, or finishes what an earlier run began, until nothing can be done
   * now. Never throws for what AWS does.
   */
  public RunReport run(ManagedSecret target, RunRequest request) {
    return begin(target, request, SecretRun::toTheEnd);
  }

  /** Changes nothing: reads, and says what a run would do next. */
  public RunReport plan(ManagedSecret target, RunRequest request) {
    return begin(target, request, SecretRun::toTheFirstWrite);
  }

  /**
   * Like {@link #plan}, and reads when each of the user's keys was last used, and, where a person
   * has to act, what each labelled version holds: for that person to look at.
   */
  public RunReport inspect(ManagedSecret target) {
    return begin(
        target,
        new RunRequest.Advance(),
        run -> {
          RunReport report = run.toTheFirstWrite();
          List<ReadPart> closer = new ArrayList<>(uses(run.book().observation()));
          if (report.outcome() instanceof RunOutcome.Halted) {
            closer.addAll(versions(run.book().observation()));
          }
          Optional<Failure> failure = run.read(closer);
          return failure.isPresent() ? report : run.report(report.outcome());
        });
  }

  private static List<ReadPart> uses(Observation seen) {
    return seen.keys().orElse(List.of()).stream()
        .map(AccessKey::id)
        .filter(key -> !seen.lastUse().containsKey(key))
        .<ReadPart>map(ReadPart.LastUseOf::new)
        .toList();
  }

  private static List<ReadPart> versions(Observation seen) {
    return seen.secret().labels().values().stream()
        .distinct()
        .filter(version -> !seen.values().containsKey(version))
        .<ReadPart>map(ReadPart.Value::new)
        .toList();
  }

  private RunReport begin(
      ManagedSecret target, RunRequest request, Function<SecretRun, RunReport> how) {
    Backoff backoff = new Backoff(ports.sleeper());
    while (true) {
      Instant asked = ports.clock().instant();
      switch (ports.secrets().describe(target.secret())) {
        case ReadResult.Got<SecretDescription>(SecretDescription secret) -> {
          RunMemory memory =
              RunMemory.start(ports.names().holder(), versionFor(request), ports.clock().instant());
          ManagedSecret bound = new ManagedSecret(target.secret(), bindings.userOf(target, secret));
          RunObservations observations = new RunObservations(bound, sources, secret, asked, memory);
          return how.apply(new SecretRun(ports, bound, request, observations, backoff));
        }
        case ReadResult.Absent<SecretDescription> absent -> {
          return RunReport.unseen(
              target,
              request,
              new RunOutcome.Halted(new Step.Halt(Cause.of(Reason.NO_SUCH_SECRET))));
        }
        case ReadResult.Failed<SecretDescription>(Failure failure) -> {
          if (!failure.isPassing() || ports.stop().getAsBoolean() || !backoff.waitAndRetry()) {
            return RunReport.unseen(target, request, new RunOutcome.Failed(failure));
          }
        }
      }
    }
  }

  /** The version that a rotation stores its key in: the service's, or one of our own. */
  private VersionId versionFor(RunRequest request) {
    return switch (request) {
      case RunRequest.TakeServiceStep asked -> asked.version();
      case RunRequest.Advance advance -> ports.names().version();
      case RunRequest.Rotate rotate -> ports.names().version();
      case RunRequest.RollBack rollBack -> ports.names().version();
    };
  }

  /**
   * The key that a request leaves: what our bookkeeping says is current, so that a promotion whose
   * record is missing still counts.
   */
  static Optional<AccessKeyId> leaves(RunObservations observations) {
    Optional<AccessKeyId> recorded = observations.observation().ledger().currentKey();
    return recorded.isPresent() ? recorded : observations.currentKey();
  }
}
