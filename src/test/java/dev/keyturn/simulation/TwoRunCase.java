package dev.keyturn.simulation;

import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Two processes that meet on one secret.
 *
 * @param firstKeys whether they adopt a user without a key, with a new one; else the key is adopted
 * @param phases how many phases of that life are over before
 * @param before what else has happened
 * @param spared faults that have too many states there for an ordinary build
 */
record TwoRunCase(
    String name,
    boolean firstKeys,
    int phases,
    Preparation before,
    Function<Ports, Object> first,
    Function<Ports, Object> second,
    Set<Fault> spared) {
  /**
   * Each of them with each disturbance, as arguments of a test; or those that {@code
   * keyturn.orders.only} names a part of.
   */
  static Stream<Arguments> disturbed(List<TwoRunCase> encounters) {
    return with(Disturbance.some(), encounters);
  }

  /** The same, undisturbed. */
  static Stream<Arguments> undisturbed(List<TwoRunCase> encounters) {
    return with(List.of(new Disturbance.None()), encounters);
  }

  private static Stream<Arguments> with(
      List<Disturbance> disturbances, List<TwoRunCase> encounters) {
    String only = System.getProperty("keyturn.orders.only", "");
    return encounters.stream()
        .flatMap(encounter ->
            disturbances.stream()
                .filter(encounter::isTriedWith)
                .filter(disturbance -> (encounter + ", " + disturbance).contains(only))
                .map(disturbance -> Arguments.arguments(encounter, disturbance)));
  }

  /** What happens after those phases, and before the two meet. */
  @FunctionalInterface
  interface Preparation {
    void prepare(Access aws, WorldSnapshot moment);
  }

  private static final Preparation NOTHING = (aws, moment) -> {};
  private static final String CREATE = "iam:CreateAccessKey";

  /** Keys are known everywhere at once; that one was used, AWS tells late, as it does. */
  private static final PropagationDelays LAG =
      PropagationDelays.none().withLastUse(Duration.ofHours(1));

  /** As few proofs as there can be, so that states meet. */
  private static final Map<Setting, String> SETTINGS =
      Map.of(
          Setting.SPREAD,
          "0s",
          Setting.VERIFY_SUCCESSES,
          "1",
          Setting.VERIFY_SPAN,
          "0s",
          Setting.VERIFY_TIMEOUT,
          "5s");

  private static final Policy POLICY = policy();

  private static Policy policy() {
    Policy policy = Policy.DEFAULT;
    for (Map.Entry<Setting, String> setting : SETTINGS.entrySet()) {
      policy = policy.with(setting.getKey(), setting.getValue()).orElseThrow();
    }
    return policy;
  }

  TwoRunCase(
      String name, int phases, Function<Ports, Object> first, Function<Ports, Object> second) {
    this(name, phases, NOTHING, first, second);
  }

  TwoRunCase(
      String name,
      int phases,
      Preparation before,
      Function<Ports, Object> first,
      Function<Ports, Object> second) {
    this(name, false, phases, before, first, second, Set.of());
  }

  private TwoRunCase sparing(Fault fault) {
    return new TwoRunCase(name, firstKeys, phases, before, first, second, Set.of(fault));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Every pair of commands that may meet, at each stage of a key's life. */
  static List<TwoRunCase> all() {
    Function<Ports, Object> run = command(new RunRequest.Advance());
    Function<Ports, Object> rotate = command(new RunRequest.Rotate());
    Function<Ports, Object> rollBack = command(new RunRequest.RollBack(Optional.empty()));
    Function<Ports, Object> adopt = TwoRunCase::adopt;
    TwoRunCase dead =
        new TwoRunCase("run / run, over a dead rotation", 0, TwoRunCase::deadRotation, run, run);
    List<TwoRunCase> alive =
        List.of(
            new TwoRunCase("run / run, rotation due", 0, run, run),
            new TwoRunCase("rotate / run", 0, rotate, run),
            new TwoRunCase("rotate / rotate", 0, rotate, rotate),
            new TwoRunCase("adopt / rotate", 0, adopt, rotate),
            new TwoRunCase("run / run, deactivation due", 1, run, run),
            new TwoRunCase("run / rollback, deactivation due", 1, run, rollBack),
            new TwoRunCase("rollback / rollback", 1, rollBack, rollBack),
            new TwoRunCase("rotate / run, deactivation due", 1, rotate, run),
            new TwoRunCase("run / run, deletion due", 2, run, run),
            new TwoRunCase("rotate / run, deletion due", 2, rotate, run)
                .sparing(Fault.REPLY_LOST_FOR_A_WHILE),
            new TwoRunCase("run / rollback, deletion due", 2, run, rollBack),
            firstKeys("first key / first key", NOTHING),
            firstKeys("first key / first key, over a dead one", TwoRunCase::deadFirstKey));
    // Its states are more than an ordinary build has memory for.
    return Stream.concat(alive.stream(), Stream.of(dead).filter(it -> Disturbance.ALL)).toList();
  }

  private static TwoRunCase firstKeys(String name, Preparation before) {
    Function<Ports, Object> adopt = Stage::adoptWithNewKey;
    return new TwoRunCase(name, true, 0, before, adopt, adopt, Set.of());
  }

  /** One who announced the first key and died before it was created; the lease is over. */
  private static void deadFirstKey(Access aws, WorldSnapshot moment) {
    aws.gateway().use(moment.world()).hook(CallHook.nth(1, CREATE, Fate.crashBefore()));
    try {
      Stage.adoptWithNewKey(aws.ports(event -> {}));
    } catch (SimulatedCrash killed) {
      moment.world().advance(Duration.ofMinutes(25));
    }
    aws.gateway().hook(CallHook.NONE);
  }

  /** A run that announced a rotation and died before it created a key; its lease is over. */
  private static void deadRotation(Access aws, WorldSnapshot moment) {
    moment.run(aws, new RunRequest.Advance(), CallHook.nth(1, CREATE, Fate.crashBefore()));
    moment.world().advance(Duration.ofMinutes(25));
  }

  static Adoption.Result adopt(Ports ports) {
    return adopt(ports, new Adoption.Source.InSecret(), false);
  }

  static Adoption.Result adopt(Ports ports, Adoption.Source source, boolean existing) {
    return Adoption.adopt(
        ports,
        WorldSnapshot.Engine.REAL.settings(),
        new Adoption.Request(
            new UserName(KeyLife.USER), KeyLife.SECRET, source, existing, SETTINGS),
        false);
  }

  static WorldSnapshot begin(World world) {
    return new WorldSnapshot(world, new Promises(world, KeyLife.USER, KeyLife.SECRET, POLICY));
  }

  /** When some phases of the key's life are over, and the next is due. */
  static WorldSnapshot after(int phases, World world, Access aws) {
    WorldSnapshot moment = begin(world);
    for (Phase phase : KeyLife.PHASES.subList(0, phases)) {
      moment.world().advance(phase.later());
      moment.run(aws, phase.command(), CallHook.NONE);
    }
    moment.world().advance(KeyLife.PHASES.get(phases).later());
    return moment;
  }

  static Function<Ports, Object> command(RunRequest command) {
    return command(WorldSnapshot.Engine.REAL, command);
  }

  static Function<Ports, Object> command(WorldSnapshot.Engine engine, RunRequest command) {
    return ports ->
        new Reconciler(engine.over(ports), engine.settings()).run(KeyLife.TARGET, command);
  }

  /** Tries every order, with the trouble at every place. */
  void tryOut(Disturbance disturbance, Tally tally, LongAdder asked) {
    World world = firstKeys ? withoutKey() : adopted();
    try (Tally.Work _ = tally.work();
        Access aws = Access.remembered(world);
        RememberedSdk sdk = RememberedSdk.of(world)) {
      Schedule schedule = new Schedule(world, sdk, 3, later(), mayAsk(disturbance));
      WorldSnapshot moment = after(phases, world, aws);
      before.prepare(aws, moment);
      Actor one = Actor.silent("A", 1, sdk, first);
      Actor two = Actor.silent("B", 2, sdk, second);
      FaultBudget trouble = trouble(disturbance, moment.world());
      LongAdder asks = new LongAdder();
      Orders<Promises> orders =
          new Orders<>(
              List.of(one, two),
              trouble,
              world,
              (end, promises, left) -> {
                if (schedule.untilQuiet(new WorldSnapshot(end, promises)) == Schedule.End.ASKS) {
                  asks.increment();
                }
              });
      Orders.Seen seen = orders.from(moment.world().fork(), moment.promises().copy());
      tally.count(seen.states(), seen.calls() + schedule.calls());
      asked.add(asks.sum());
      System.out.printf(
          "%s, %s: %,d states, %,d transitions, deepest path %d, %,d ends%s%n",
          name,
          disturbance,
          seen.states(),
          seen.transitions(),
          seen.deepest(),
          seen.ends(),
          asks.sum() == 0 ? "" : ", a person is asked at %d of them".formatted(asks.sum()));
    } catch (AssertionError broken) {
      tally.broken();
      throw new AssertionError(
          "%s, %s: %s".formatted(name, disturbance, broken.getMessage()), broken);
    }
  }

  /**
   * What an ordinary build has no time for. Two first keys, which are made, proved and stored in
   * any order, have too many states: there they are undisturbed, or one is killed. So are two of
   * the same that rotate: a run does there what a rotation does that is asked for, and those two
   * meet in every way. Where a rotation is due, a request that is repeated at once, as its reply is
   * lost once, has too many ends; elsewhere, what is spared.
   */
  private boolean isTriedWith(Disturbance disturbance) {
    if (Disturbance.ALL || disturbance instanceof Disturbance.None) {
      return true;
    }
    boolean due = !firstKeys && before.equals(NOTHING) && phases == 0;
    if (firstKeys || (due && isOfTwins())) {
      return disturbance.equals(new Disturbance.Befalls(Fault.KILLED_AFTER));
    }
    Set<Fault> left = due ? Set.of(Fault.REPLY_LOST) : spared;
    return !(disturbance instanceof Disturbance.Befalls(Fault fault) && left.contains(fault));
  }

  private boolean isOfTwins() {
    return first.equals(second);
  }

  /**
   * Two of the same errand are twins: for each order in which one of them is disturbed, there is
   * one in which the other is. The names that they draw decide nothing.
   */
  private FaultBudget trouble(Disturbance disturbance, World beginning) {
    FaultBudget trouble = disturbance.after(beginning);
    return isOfTwins() && !Disturbance.ALL ? trouble.ofTwins() : trouble;
  }

  /** What a schedule runs afterwards: without a value, a secret is only found by who adopts it. */
  private Function<Ports, Object> later() {
    return firstKeys ? first : command(new RunRequest.Advance());
  }

  /** Why a person may be asked in the end. */
  private static Set<Reason> mayAsk(Disturbance disturbance) {
    return disturbance.mayAsk() ? Set.of(Reason.FOREIGN_KEY) : Set.of();
  }

  /** A user whose one key is in the secret, and due for rotation. */
  static World withKey() {
    return WorldBuilder.seeded(3)
        .lag(LAG)
        .user(
            KeyLife.USER,
            user -> user.key(Duration.ofDays(84)).used(Duration.ofDays(3), "s3", "eu-west-1"))
        .secret(KeyLife.SECRET, secret -> secret.keyOf(KeyLife.USER))
        .build();
  }

  /** A user without a key, somebody else with one, and no secret. */
  static World withoutKey() {
    return WorldBuilder.seeded(3)
        .lag(LAG)
        .user(KeyLife.USER)
        .user("bob", user -> user.key(Duration.ofDays(9)))
        .build();
  }

  static World adopted() {
    World world = withKey();
    try (Access rig = Access.remembered(world)) {
      if (!(adopt(rig.ports(event -> {})) instanceof Adoption.Result.Adopted)) {
        throw new AssertionError("not adopted");
      }
    }
    return world;
  }
}
