package dev.keyturn.app.cli.simulate;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.fleet.Spread;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Event;
import dev.keyturn.report.FirstWave;
import dev.keyturn.report.LeftOutUser;
import dev.keyturn.report.SimulatedRotation;
import dev.keyturn.report.SimulatedUser;
import dev.keyturn.report.SimulationTerms;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * The days of one account: everybody is adopted, and run after run the engine does what is due. A
 * secret is looked at when the engine said that it would have something to do for it, as a scheduler
 * would; or in each run, which changes nothing but the time that it takes.
 */
public final class PolicySimulation implements AutoCloseable {
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
  private final Ports ports;
  private final Reconciler reconciler;
  private final CallMeter meter = new CallMeter();
  private final Map<String, SimulatedSecret> secrets = new LinkedHashMap<>();
  private final List<LeftOutUser> refused = new ArrayList<>();
  private long idle;

  /**
   * Adopts everybody.
   *
   * @param users in the order of the report
   * @param account its twelve digits
   * @param seed decides which keys are drawn, and how long each takes to be known
   * @param sources where the policy comes from, the weakest first
   */
  public PolicySimulation(
      SimulationTerms terms,
      List<AdoptionChoice.Adopt> users,
      String account,
      long seed,
      List<PolicySource> sources,
      Looks looks) {
    this.terms = terms;
    this.looks = looks;
    this.aws = new SimulatedAws(ReportedWorld.build(users, account, terms.begins(), seed));
    this.ports = aws.ports(this::acted);
    this.reconciler = new Reconciler(ports, sources);
    users.forEach(user -> adopt(user, sources));
    aws.gateway().observe(meter);
  }

  private void adopt(AdoptionChoice.Adopt user, List<PolicySource> sources) {
    String name = user.row().user();
    Adoption.Request request =
        new Adoption.Request(
            new UserName(name),
            ReportedWorld.secret(name),
            new Adoption.Source.InSecret(),
            false,
            Map.of());
    switch (Adoption.adopt(ports, sources, request, false)) {
      case Adoption.Result.Adopted adopted -> add(user, adopted.arn());
      case Adoption.Result.Refused no ->
          refused.add(new LeftOutUser(name, no.why(), no.remedy()));
      case Adoption.Result.Failed failed ->
          refused.add(new LeftOutUser(name, failed.failure().sentence(), ""));
    }
  }

  private void add(AdoptionChoice.Adopt user, String arn) {
    Instant due =
        ReportedWorld.created(user.row(), user.key()).plus(terms.policy().rotateAtAge());
    boolean overdue = !due.isAfter(terms.begins());
    Instant from =
        overdue ? Spread.begin(arn, terms.begins(), terms.spread()) : terms.begins();
    SimulatedSecret secret =
        new SimulatedSecret(user, keyId(user), terms, overdue, from);
    secrets.put(secret.name(), secret);
  }

  private AccessKeyId keyId(AdoptionChoice.Adopt user) {
    int place = user.row().keys().stream().sorted().toList().indexOf(user.key());
    return new AccessKeyId(aws.world().credentials(user.row().user(), place).accessKeyId());
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
  public boolean run(IntConsumer day, BooleanSupplier stop) {
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
    if (world.now().isBefore(secret.from())) {
      return;
    }
    if (looks == Looks.WHERE_DUE && !secret.isDue(world.now())) {
      idle++;
      return;
    }
    secret.catchUp(world.iam(), world.now(), world.settings().lag().lastUse());
    RunReport report =
        reconciler.run(ManagedSecret.of(secret.name()), new RunRequest.Advance());
    secret.ended(report, world.now());
  }

  /** Who was adopted, and what became of them. */
  public List<SimulatedUser> users() {
    return secrets.values().stream().map(SimulatedSecret::summary).toList();
  }

  /** Who was to be adopted, and could not be. */
  public List<LeftOutUser> refused() {
    return List.copyOf(refused);
  }

  /** The calls of all runs. */
  CallMeter calls() {
    return meter;
  }

  /** How many looks were passed over, as nothing was due. */
  public long idle() {
    return idle;
  }

  /** The greatest age at which a key was switched off, of those that were not overdue. */
  public Optional<Duration> oldest() {
    return secrets.values().stream()
        .flatMap(secret -> secret.oldest().stream())
        .max(Duration::compareTo);
  }

  /** How many rotations there were on each day. */
  public List<Integer> rotations() {
    List<Instant> all =
        users().stream()
            .flatMap(user -> user.rotations().stream())
            .map(SimulatedRotation::promoted)
            .toList();
    return byDay(all);
  }

  /** The first rotations of those that were overdue. */
  public FirstWave firstWave() {
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
