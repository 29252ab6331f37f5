package dev.keyturn.simulation;

import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The life of a key beside a person, who does one thing at some call of one command; what runs may
 * be Keyturn, or Keyturn with something wrong.
 */
final class MeddledLife implements AutoCloseable {
  /** Repairing, finishing, seeing that it is finished, and one for what the person did. */
  static final int MOST_RUNS = 5;

  private static final Duration BETWEEN = Duration.ofMinutes(30);

  /** Past the overlap, past the recovery window, and a while longer. */
  static final List<Duration> LATER =
      List.of(Duration.ofDays(8), Duration.ofDays(8), Duration.ofDays(8));

  private final World start = withBob(KeyLife.adopted(5));
  private final Access aws = Access.remembered(start);
  private final Person person = new Person(start);
  private final WorldSnapshot.Engine engine;
  private final Supplier<CallObserver> judges;
  private final List<Scene> scenes;

  /**
   * What our run is asked for, and when.
   *
   * @param world as it is right before
   * @param length how many calls it takes when nobody meddles
   */
  record Scene(String name, World world, RunRequest command, int length) {}

  /** What somebody does. */
  interface Interference {
    /** Does it. */
    void by(Person person);

    /** Whether the same person does something more when our runs have come to rest after that. */
    default boolean goesOn() {
      return false;
    }

    /** Does that. */
    default void later(Person person) {}
  }

  /** A life in which nothing of the person's may be taken away. */
  MeddledLife(WorldSnapshot.Engine engine) {
    this.engine = engine;
    this.judges = () -> new PersonsBelongings(person.belongings());
    this.scenes = scenes();
  }

  /**
   * A life with another judge.
   *
   * @param judges makes one for each run of ours
   */
  MeddledLife(WorldSnapshot.Engine engine, Supplier<CallObserver> judges) {
    this.engine = engine;
    this.judges = judges;
    this.scenes = scenes();
  }

  /** The commands, each at its time. */
  List<Scene> commands() {
    return scenes;
  }

  /** The person. */
  Person person() {
    return person;
  }

  @Override
  public void close() {
    person.close();
    aws.close();
  }

  /** Has the person do it before a call of the scene's command, or after the last, and goes on. */
  void play(World world, Scene scene, Interference meddling, int at) {
    person.in(world);
    Paused meddle = new Paused(at, () -> meddling.by(person));
    List<RunReport> reports = new ArrayList<>();
    try {
      reports.add(
          run(
              world,
              scene.command(),
              (call, here) -> {
                meddle.count();
                return Fate.proceed();
              }));
      if (world.calls() - scene.world().calls() < at) {
        meddling.by(person);
      }
      untilAtRest(world, reports);
      if (meddling.goesOn()) {
        meddling.later(person);
        untilAtRest(world, reports);
      }
      for (Duration later : LATER) {
        world.advance(later);
        untilAtRest(world, reports);
      }
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\n  " + AtRest.tell(reports), e);
    }
  }

  private void untilAtRest(World world, List<RunReport> reports) {
    for (int i = 0; i < MOST_RUNS; i++) {
      world.advance(BETWEEN);
      RunReport report = run(world, new RunRequest.Advance(), CallHook.NONE);
      reports.add(report);
      if (isAtRest(report)) {
        return;
      }
    }
    throw new AssertionError("P8 broken: not at rest after %d runs".formatted(MOST_RUNS));
  }

  /** At rest, or waiting for a person. */
  static boolean isAtRest(RunReport report) {
    return report.taken().isEmpty()
        && switch (report.outcome()) {
          case RunOutcome.Reached reached -> true;
          case RunOutcome.Waits waits -> true;
          case RunOutcome.Halted halted -> !halted.step().cause().reason().remedy().isEmpty();
          case RunOutcome.Planned planned -> false;
          case RunOutcome.LeftAlone alone -> false;
          case RunOutcome.Failed failed -> false;
          case RunOutcome.Interrupted interrupted -> false;
          case RunOutcome.Bug bug -> false;
        };
  }

  private RunReport run(World world, RunRequest command, CallHook hook) {
    CallObserver judge = judges.get();
    Leaks leaks = new Leaks();
    aws.gateway().use(world).hook(hook).observe(judge);
    try {
      RunReport report =
          new Reconciler(engine.over(aws.ports(leaks::hear)), engine.settings())
              .run(KeyLife.TARGET, command);
      leaks.hear(report);
      if (report.outcome() instanceof RunOutcome.Failed(Failure.Rejected rejected)
          && rejected.code().equals("TooManyRounds")) {
        throw new AssertionError("P8 broken: a run that does not end");
      }
      return report;
    } finally {
      aws.gateway().hook(CallHook.NONE).forget(judge);
      leaks.assertNone(world);
    }
  }

  private List<Scene> scenes() {
    RunRequest advance = new RunRequest.Advance();
    RunRequest rollBack = new RunRequest.RollBack(Optional.empty());
    return List.of(
        scene("a rotation", 0, advance),
        scene("a deactivation", 1, advance),
        scene("a deletion", 2, advance),
        scene("a rotation that is asked for", 3, new RunRequest.Rotate()),
        scene("a rollback in the overlap", 1, rollBack),
        scene("a rollback in the recovery window", 2, rollBack));
  }

  private Scene scene(String name, int phases, RunRequest command) {
    World world = start.fork();
    for (Phase phase : KeyLife.PHASES.subList(0, phases)) {
      world.advance(phase.later());
      run(world, phase.command(), CallHook.NONE);
    }
    world.advance(KeyLife.PHASES.get(phases).later());
    World probe = world.fork();
    run(probe, command, CallHook.NONE);
    return new Scene(name, world, command, (int) (probe.calls() - world.calls()));
  }

  /** Another user, whose tags say the same as those of ours: the worst that a person may name. */
  private static World withBob(World world) {
    var tags = world.iam().user(KeyLife.USER).orElseThrow().tags();
    var bob = world.iam().addUser(Person.BOB, "/", tags, world.now());
    world.iam().addKey(bob, world.now(), KeyState.ACTIVE, true);
    return world;
  }
}
