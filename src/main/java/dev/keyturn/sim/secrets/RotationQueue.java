package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.SeededLuck;
import java.time.Instant;
import java.util.Optional;

/**
 * Secrets Manager's side of rotation while time passes: which step is due, and what follows from
 * its outcome. It calls no function itself.
 *
 * @param state what Secrets Manager knows
 */
public record RotationQueue(SecretsState state) {

  /** When there is next something to do, perhaps in the past. */
  public Optional<Instant> nextEvent() {
    Optional<Instant> step = state.runs().nextRun().map(RotationRun::due);
    Optional<Instant> schedule = state.runs().nextSchedule();
    if (step.isEmpty() || schedule.isEmpty()) {
      return step.or(() -> schedule);
    }
    return step.get().isBefore(schedule.get()) ? step : schedule;
  }

  /** Starts what the schedules ask for by {@code now}. */
  public void startScheduled(Instant now) {
    Optional<String> name = state.runs().nextScheduled(now);
    while (name.isPresent()) {
      Secret secret = state.find(name.get(), now);
      Secret moved = secret.edit().rotation(secret.rotation().started(now)).done(now);
      state.replace(moved);
      if (!RotationOperations.isUnfinished(moved)) {
        SeededLuck luck = state.draws().on("schedule").on(moved.name()).on(now.toEpochMilli());
        RotationOperations.start(state, moved, luck.uuid(), false, now);
      }
      name = state.runs().nextScheduled(now);
    }
  }

  /** The step that is due by {@code now}, the longest waiting first. */
  public Optional<RotationRun> due(Instant now) {
    return state.runs().nextRun().filter(run -> !run.due().isAfter(now));
  }

  /** What the function is told. */
  public RotationInvocation invocation(RotationRun run) {
    String rotationToken = state.draws().on("rotation-token").on(run.token()).uuid();
    return new RotationInvocation(run.secretArn(), run.token(), rotationToken, run.step());
  }

  /** The function returned. */
  public void succeeded(RotationRun run, Instant now) {
    if (!state.runs().isCurrent(run)) {
      return;
    }
    Secret secret = state.find(run.secretArn(), now);
    if (run.testOnly()) {
      state.replace(tested(secret, run, now));
    } else if (run.isLastStep()) {
      if (RotationOperations.isUnfinished(secret)) {
        failed(run, "AWSPENDING is still on a version that is not AWSCURRENT", now);
        return;
      }
      state.replace(secret.edit().rotation(secret.rotation().rotated(now)).done(now));
    }
    state.runs().stepDone(run, now);
  }

  /** The function failed, was killed, or timed out. */
  public void failed(RotationRun run, String why, Instant now) {
    if (!state.runs().isCurrent(run)) {
      return;
    }
    boolean over = state.runs().stepFailed(run, why, now);
    if (over && run.testOnly()) {
      Secret secret = state.find(run.secretArn(), now);
      state.replace(tested(secret, run, now));
    }
  }

  /** The version of a test stays, and can be read by its ID; AWSPENDING is then nowhere. */
  private static Secret tested(Secret secret, RotationRun run, Instant now) {
    SecretEdit edit = secret.edit();
    if (run.token().equals(secret.labels().get(Labels.PENDING))) {
      edit.detach(Labels.PENDING);
    }
    return edit.done(now);
  }
}
