package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Span;
import dev.keyturn.sim.core.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The rotations under way, those that are scheduled, and a trail of what happened. */
public final class RotationRuns {
  private final RotationTiming timing;
  private final SeededLuck draws;
  private final Table<RotationRun> runs;
  private final Table<Instant> scheduled;
  private final Table<RotationEvent> trail;

  RotationRuns(RotationTiming timing, SeededLuck draws) {
    this(timing, draws, new Table<>(), new Table<>(), new Table<>());
  }

  private RotationRuns(
      RotationTiming timing,
      SeededLuck draws,
      Table<RotationRun> runs,
      Table<Instant> scheduled,
      Table<RotationEvent> trail) {
    this.timing = timing;
    this.draws = draws;
    this.runs = runs;
    this.scheduled = scheduled;
    this.trail = trail;
  }

  RotationRuns fork() {
    return new RotationRuns(timing, draws, runs.fork(), scheduled.fork(), trail.fork());
  }

  /** The rotation of a secret that is under way. */
  public Optional<RotationRun> of(Secret secret) {
    return runs.get(secret.name());
  }

  /** All rotations under way. */
  public List<RotationRun> underWay() {
    return List.copyOf(runs.rows());
  }

  /** What happened, oldest first. */
  public List<RotationEvent> trail() {
    return new ArrayList<>(trail.rows());
  }

  /** The step that is due first. */
  public Optional<RotationRun> nextRun() {
    return runs.rows().stream().min(Comparator.comparing(RotationRun::due));
  }

  /** When a schedule next asks for a rotation. */
  Optional<Instant> nextSchedule() {
    return scheduled.byKey().entrySet().stream()
        .filter(entry -> !runs.has(entry.getKey()))
        .map(Map.Entry::getValue)
        .min(Comparator.naturalOrder());
  }

  Object contents() {
    return List.of(runs.fork(), scheduled.fork());
  }

  /** The scheduled rotation that is due by {@code now}: the secret's name. */
  Optional<String> nextScheduled(Instant now) {
    return scheduled.byKey().entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(now) && !runs.has(entry.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  void begin(Secret secret, String token, boolean testOnly, Instant now) {
    SeededLuck luck = draws.on(token);
    int replays = (int) (luck.on("replays").fraction() * (timing.mostReplays() + 1));
    RotationStep first = testOnly ? RotationStep.TEST : RotationStep.CREATE;
    Instant due = now.plus(luck.on("start").within(timing.start()));
    put(new RotationRun(secret.name(), secret.arn(), token, first, due, replays, testOnly));
    note(now, testOnly ? "TestRotationStarted" : "RotationStarted", secret.arn(), "");
  }

  /** The next step, or the end of the last: the caller has looked at the labels. */
  void stepDone(RotationRun run, Instant now) {
    if (run.isLastStep()) {
      runs.remove(run.secretName());
      note(
          now, run.testOnly() ? "TestRotationSucceeded" : "RotationSucceeded", run.secretArn(), "");
    } else {
      put(run.next(now.plus(pause(run, timing.betweenSteps()))));
    }
  }

  /** The whole process again, with the same token, or the end. True when it was the end. */
  boolean stepFailed(RotationRun run, String why, Instant now) {
    if (run.replaysLeft() > 0) {
      put(run.replay(now.plus(pause(run, timing.untilReplay()))));
      return false;
    }
    runs.remove(run.secretName());
    String name = run.testOnly() ? "TestRotationFailed" : "RotationFailed";
    note(now, name, run.secretArn(), run.step().wireName() + ": " + why);
    return true;
  }

  /** Ends a run because of a version that someone else made, and takes AWSPENDING off. */
  Secret abandoned(Secret secret, Instant now) {
    Optional<RotationRun> run = of(secret);
    if (run.isEmpty() || run.get().testOnly()) {
      return secret;
    }
    runs.remove(secret.name());
    note(now, "RotationAbandoned", secret.arn(), "");
    return run.get().token().equals(secret.labels().get(Labels.PENDING))
        ? secret.edit().detach(Labels.PENDING).done(now)
        : secret;
  }

  void cancel(Secret secret) {
    runs.remove(secret.name());
  }

  /** Notes when a secret is to be rotated next. */
  void schedule(Secret secret) {
    Instant next = secret.isDeleted() ? null : secret.rotation().next();
    if (next == null) {
      scheduled.remove(secret.name());
    } else {
      scheduled.put(secret.name(), next);
    }
  }

  void forget(Secret secret) {
    runs.remove(secret.name());
    scheduled.remove(secret.name());
  }

  /** Whether the run is still the one under way: its function may itself have ended it. */
  boolean isCurrent(RotationRun run) {
    return runs.get(run.secretName()).filter(run::equals).isPresent();
  }

  boolean testVersionHoldsValue() {
    return timing.testVersionHoldsValue();
  }

  private Duration pause(RotationRun run, Span span) {
    return draws.on(run.token()).on(run.step().wireName()).on(run.replaysLeft()).within(span);
  }

  private void put(RotationRun run) {
    runs.put(run.secretName(), run);
  }

  private void note(Instant at, String name, String arn, String message) {
    String key = String.format(Locale.ROOT, "%08d", trail.size());
    trail.put(key, new RotationEvent(at, name, arn, message));
  }
}
