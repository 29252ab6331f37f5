package dev.keyturn.app.cli.simulate;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.Event;
import dev.keyturn.report.FirstWave;
import dev.keyturn.report.SimulatedRotation;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationTerms;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * The days of one account: run after run the engine does what is due. A secret is looked at when
 * the engine said that it would have something to do for it, as a scheduler would; or in each run,
 * which changes nothing but the time that it takes.
 */
public final class SimulatedRuns implements AutoCloseable {
  /** Which secrets a run looks at. */
  public enum Looks {
    /** Those for which something is due, by what the engine said at the last look. */
    WHERE_DUE,
    /** All of them, as {@code keyturn run} does. */
    EVERYWHERE
  }

  private final SimulationTerms terms;
  private final Looks looks;
  private final SimulatedAws aws;
  private final Reconciler reconciler;
  private final HourlyCalls meter = new HourlyCalls();
  private final Map<String, SimulatedSecret> secrets = new LinkedHashMap<>();
  private long idle;

  /**
   * Prepares the days.
   *
   * @param sources where the policy comes from, the weakest first
   * @param way connects to a world
   */
  SimulatedRuns(
      SimulationTerms terms,
      AdoptedAccount account,
      List<PolicySource> sources,
      Looks looks,
      Function<World, SimulatedAws> way) {
    this.terms = terms;
    this.looks = looks;
    this.aws = way.apply(account.world());
    this.reconciler = new Reconciler(aws.ports(this::acted), sources);
    account.adopted().forEach(this::add);
    aws.gateway().observe(meter);
  }

  private void add(AdoptedAccount.Adopted adopted) {
    Instant created = ReportedWorld.created(adopted.user().row(), adopted.user().key());
    boolean overdue = !created.plus(terms.policy().rotateAtAge()).isAfter(terms.begins());
    SimulatedSecret secret = new SimulatedSecret(adopted, terms, overdue);
    secrets.put(secret.name(), secret);
  }

  private void acted(Event event) {
    if (event.kind() == Event.Kind.ACTED) {
      Optional.ofNullable(secrets.get(event.secret())).ifPresent(secret -> secret.acted(event));
    }
  }

  /**
   * Lets the days pass.
   *
   * @param day is told how many have passed
   * @return whether they did, and nobody wished to stop
   */
  boolean run(IntConsumer day, BooleanSupplier stop) {
    for (Instant begin = terms.begins();
        begin.isBefore(terms.ends());
        begin = begin.plus(terms.schedule())) {
      if (stop.getAsBoolean()) {
        return false;
      }
      day.accept(terms.day(begin));
      aws.world().advanceTo(begin);
      meter.runBegins(Duration.between(terms.begins(), begin).toHours());
      secrets.values().forEach(this::look);
    }
    return true;
  }

  private void look(SimulatedSecret secret) {
    World world = aws.world();
    if (looks == Looks.WHERE_DUE && !secret.isDue(world.now())) {
      idle++;
      return;
    }
    secret.catchUp(world.iam(), world.now(), world.settings().lag().lastUse());
    RunReport report = reconciler.run(ManagedSecret.of(secret.name()), new RunRequest.Advance());
    secret.ended(report, world.now());
  }

  /** Who was adopted, and what became of them. */
  List<SimulatedUser> users() {
    return secrets.values().stream().map(SimulatedSecret::summary).toList();
  }

  /** The calls of all runs. */
  HourlyCalls calls() {
    return meter;
  }

  /** How many looks were passed over, as nothing was due. */
  long idle() {
    return idle;
  }

  /** The greatest age at which a key was switched off, of those that were not overdue. */
  Optional<Duration> oldest() {
    return secrets.values().stream()
        .flatMap(secret -> secret.oldest().stream())
        .max(Duration::compareTo);
  }

  /** How many rotations there were on each day. */
  List<Integer> rotations() {
    List<Instant> all =
        users().stream()
            .flatMap(user -> user.rotations().stream())
            .map(SimulatedRotation::promoted)
            .toList();
    return byDay(all);
  }

  /** The first rotations of those that were overdue. */
  FirstWave firstWave() {
    List<Instant> first =
        users().stream()
            .filter(SimulatedUser::overdue)
            .flatMap(user -> user.firstRotation().stream())
            .toList();
    return new FirstWave(
        terms.spread(),
        first.size(),
        byDay(first).stream().max(Integer::compare).orElse(0),
        meter.busiestUntil(terms.spread().toHours() + 24));
  }

  private List<Integer> byDay(List<Instant> all) {
    int[] days = new int[terms.days()];
    for (Instant at : all) {
      // The last run of all may end on the day after.
      days[Math.min(terms.day(at), terms.days() - 1)]++;
    }
    return Arrays.stream(days).boxed().toList();
  }

  @Override
  public void close() {
    aws.close();
  }
}
