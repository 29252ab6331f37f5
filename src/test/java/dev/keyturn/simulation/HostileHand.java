package dev.keyturn.simulation;

import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The life of a key beside somebody who may write the secret's tags, or its value, and means harm;
 * what runs may be Keyturn, or Keyturn with something wrong.
 */
final class HostileHand implements AutoCloseable {
  /** What a person does about the current key, as where it has leaked. */
  enum Leak {
    NONE,
    /** It is switched off, and the hostile hand would have it on again. */
    SWITCHED_OFF_BEFORE,
    /** The hostile hand is there first. */
    SWITCHED_OFF_AFTER,
    /** There is no leak, and the user has a key that somebody made for something else. */
    ANOTHERS_KEY
  }

  private final MeddledLife life;
  private Optional<Trespass> trespass = Optional.empty();
  private int runs;

  HostileHand(WorldSnapshot.Engine engine) {
    life = new MeddledLife(engine, this::nextRun);
  }

  /** Nobody meddles in what comes before. */
  private CallObserver nextRun() {
    if (runs++ > 0) {
      trespass.ifPresent(Trespass::scheduled);
    }
    return trespass.<CallObserver>map(judge -> judge).orElse((call, result, world) -> {});
  }

  /** The commands, each at its time. */
  List<MeddledLife.Scene> commands() {
    return life.commands();
  }

  /**
   * Has the act done before a call of the scene's command, or after the last, and goes on for
   * weeks.
   *
   * @param world a copy of the scene's
   */
  void play(World world, MeddledLife.Scene scene, Leak leak, HostileAct act, int call) {
    trespass = Optional.of(new Trespass(world, scene.command() instanceof RunRequest.RollBack));
    runs = 0;
    if (leak == Leak.ANOTHERS_KEY) {
      if (world.iam().keys(PersonsBelongings.user(world)).size() > 1) {
        return;
      }
      world
          .iam()
          .addKey(
              PersonsBelongings.user(world),
              world.now().minus(Duration.ofMinutes(5)),
              KeyState.ACTIVE,
              true);
    }
    life.play(world, scene, new WithLeak(leak, act, trespass.get()), call);
  }

  @Override
  public void close() {
    life.close();
  }

  /** The act, and a person who answers a leak at the same moment. */
  private record WithLeak(Leak leak, HostileAct act, Trespass judge)
      implements MeddledLife.Interference {
    @Override
    public void by(Person person) {
      if (leak == Leak.SWITCHED_OFF_BEFORE) {
        person.currentKey().ifPresent(person::deactivate);
      }
      act.by(person);
      if (leak == Leak.SWITCHED_OFF_AFTER) {
        person.currentKey().ifPresent(person::deactivate);
      }
      judge.meddled(person.world());
    }
  }
}
