package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.proof.Tally;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.sim.Worlds;
import dev.keyturn.sim.core.Lag;
import dev.keyturn.simulation.KeyLife.Phase;
import dev.keyturn.simulation.Orders.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two processes that meet on one secret.
 *
 * @param phases how many phases of the key's life are over before
 * @param before what else has happened
 */
record Encounter(
    String name,
    int phases,
    Preparation before,
    Function<Ports, Object> first,
    Function<Ports, Object> second) {
  /** What happens after those phases, and before the two meet. */
  @FunctionalInterface
  interface Preparation {
    void prepare(SimulatedAws aws, Moment moment);
  }

  private static final Policy POLICY =
      new Policy(
          Policy.DEFAULT.maxAge(),
          Policy.DEFAULT.overlap(),
          Policy.DEFAULT.quiet(),
          Policy.DEFAULT.recovery(),
          Policy.DEFAULT.stillUsed(),
          Policy.DEFAULT.newKeyUse(),
          new Policy.Verification(1, Duration.ZERO, Duration.ofSeconds(5)),
          Policy.DEFAULT.lease());

  private static final Duration HOURS = Duration.ofHours(3);

  /** Past the window in which a run may write, and within the life of its signatures. */
  private static final Duration MINUTES = Duration.ofMinutes(10);

  private static final Adoption.Request ADOPTION =
      new Adoption.Request(
          new UserName(KeyLife.USER),
          KeyLife.SECRET,
          new Adoption.Source.InSecret(),
          Map.of(
              Setting.VERIFY_SUCCESSES,
              "1",
              Setting.VERIFY_SPAN,
              "0s",
              Setting.VERIFY_TIMEOUT,
              "5s"));

  Encounter(
      String name, int phases, Function<Ports, Object> first, Function<Ports, Object> second) {
    this(name, phases, (aws, moment) -> {}, first, second);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Every pair of commands that may meet, at each stage of a key's life. */
  static List<Encounter> all() {
    Function<Ports, Object> run = command(new Command.Advance());
    Function<Ports, Object> rotate = command(new Command.Rotate());
    Function<Ports, Object> rollBack = command(new Command.RollBack(Optional.empty()));
    Function<Ports, Object> adopt = Encounter::adopt;
    return List.of(
        new Encounter("run / run, rotation due", 0, run, run),
        new Encounter("rotate / run", 0, rotate, run),
        new Encounter("rotate / rotate", 0, rotate, rotate),
        new Encounter("adopt / rotate", 0, adopt, rotate),
        new Encounter("run / run, deactivation due", 1, run, run),
        new Encounter("run / rollback, deactivation due", 1, run, rollBack),
        new Encounter("rollback / rollback", 1, rollBack, rollBack),
        new Encounter("rotate / run, deactivation due", 1, rotate, run),
        new Encounter("run / run, deletion due", 2, run, run),
        new Encounter("run / rollback, deletion due", 2, run, rollBack));
  }

  /** What may go wrong in an ordinary build. */
  static Map<String, Trouble> fewTroubles() {
    return Map.of(
        "undisturbed", Trouble.NONE,
        "one killed", Trouble.fault("killed", Fate.crashAfter()),
        "one paused for hours", Trouble.pause(HOURS));
  }

  /** Everything that may go wrong once; in a longer run. */
  static Map<String, Trouble> allTroubles() {
    return Map.ofEntries(
        Map.entry("one killed before", Trouble.fault("killed before", Fate.crashBefore())),
        Map.entry("reply lost", Trouble.fault("reply lost", Fate.replyLost())),
        Map.entry("connection cut", Trouble.fault("cut", Fate.cut())),
        Map.entry("throttled", Trouble.fault("throttled", Fate.throttled())),
        Map.entry("server error", Trouble.fault("server error", Fate.serverError())),
        Map.entry("denied", Trouble.fault("denied", Fate.denied())),
        Map.entry("expired credentials", Trouble.fault("expired", Fate.expiredToken())),
        Map.entry("one paused for minutes", Trouble.pause(MINUTES)),
        Map.entry("stopped for hours", Trouble.pauseAnywhere(HOURS)),
        Map.entry("stopped for minutes", Trouble.pauseAnywhere(MINUTES)));
  }

  static Object adopt(Ports ports) {
    return Adoption.adopt(ports, ADOPTION, false);
  }

  static Moment begin(World world) {
    return new Moment(world, new Promises(world, KeyLife.USER, KeyLife.SECRET, POLICY));
  }

  static Function<Ports, Object> command(Command command) {
    return ports -> new Reconciler(ports, List.of()).run(KeyLife.TARGET, command);
  }

  /** Tries every order, with the trouble at every place. */
  void tryOut(String what, Trouble trouble, Tally tally, Map<Reason, Long> asked) {
    World world = adopted();
    try (SimulatedAws aws = new SimulatedAws(world);
        Actor one = new Actor("A", 1, world, first);
        Actor two = new Actor("B", 2, world, second)) {
      Moment moment = begin(world);
      for (Phase phase : KeyLife.PHASES.subList(0, phases)) {
        moment.world().advance(phase.later());
        moment.run(aws, phase.command(), CallHook.NONE);
      }
      moment.world().advance(KeyLife.PHASES.get(phases).later());
      before.prepare(aws, moment);
      Map<Reason, Long> halted = new EnumMap<>(Reason.class);
      Orders orders =
          new Orders(
              List.of(one, two),
              trouble,
              world,
              (end, promises, left) ->
                  restOf(new Moment(end, promises), aws, !trouble.mishaps().isEmpty())
                      .ifPresent(reason -> halted.merge(reason, 1L, Long::sum)));
      Orders.Seen seen = orders.from(moment.world().fork(), moment.promises().copy());
      tally.count(seen.states(), seen.calls());
      synchronized (asked) {
        halted.forEach((reason, times) -> asked.merge(reason, times, Long::sum));
      }
      System.out.printf(
          "%s, %s: %,d states, %,d transitions, deepest path %d, %,d ends%s%n",
          name,
          what,
          seen.states(),
          seen.transitions(),
          seen.deepest(),
          seen.ends(),
          halted.isEmpty() ? "" : ", a person is asked: " + halted);
    } catch (AssertionError broken) {
      tally.broken();
      throw new AssertionError("%s, %s: %s".formatted(name, what, broken.getMessage()), broken);
    }
  }

  /**
   * Runs until quiet. After a fault on top of two runs that overwrote each other's announcement, a
   * key that was created and never stored may be one that nobody can prove to be ours: it is left
   * alone, and a person is asked.
   */
  private static Optional<Reason> restOf(Moment moment, SimulatedAws aws, boolean mayAsk) {
    List<Report> reports = new ArrayList<>();
    try {
      Quiet.await(
          moment.world(),
          moment.promises(),
          () -> {
            Optional<Report> report = moment.run(aws, new Command.Advance(), CallHook.NONE);
            report.ifPresent(reports::add);
            return report;
          });
      return Optional.empty();
    } catch (AssertionError notQuiet) {
      if (mayAsk
          && !reports.isEmpty()
          && reports.getLast().taken().isEmpty()
          && reports.getLast().ending() instanceof Ending.Halted halted
          && halted.step().because().reason() == Reason.FOREIGN_KEY) {
        return Optional.of(Reason.FOREIGN_KEY);
      }
      throw notQuiet;
    }
  }

  static World adopted() {
    World world =
        Worlds.seeded(3)
            .lag(Lag.none())
            .user(
                KeyLife.USER,
                user -> user.key(Duration.ofDays(84)).used(Duration.ofDays(3), "s3", "eu-west-1"))
            .secret(KeyLife.SECRET, secret -> secret.keyOf(KeyLife.USER))
            .build();
    try (SimulatedAws rig = new SimulatedAws(world)) {
      if (!(Adoption.adopt(rig.ports(event -> {}), ADOPTION, false)
          instanceof Adoption.Result.Adopted)) {
        throw new AssertionError("not adopted");
      }
    }
    return world;
  }
}
