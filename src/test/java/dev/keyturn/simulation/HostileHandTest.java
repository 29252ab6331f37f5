package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import dev.keyturn.rotate.Command;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody who may write the secret's tags, or its value, and means harm, does one thing before
 * each AWS call of each command, or right after the last one; then runs go on as scheduled, for
 * weeks. Whatever it is, no key is switched on, none is taken away that is not ours or before its
 * time, and nothing becomes current that does not work.
 *
 * <p>An ordinary build tries each act at one call of each command, another one each time; with
 * {@code -Dkeyturn.hostile.all=true} at all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHandTest {
  private static final boolean ALL = Boolean.getBoolean("keyturn.hostile.all");

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

  private final Tally tally = Tally.of("a hostile hand", "schedules");
  private Optional<Trespass> trespass = Optional.empty();
  private int runs;
  private final MeddledLife life = new MeddledLife(Moment.Engine.REAL, this::nextRun);

  /** Nobody meddles in what comes before. */
  private CallObserver nextRun() {
    if (runs++ > 0) {
      trespass.ifPresent(Trespass::scheduled);
    }
    return trespass.<CallObserver>map(judge -> judge).orElse((call, result, world) -> {});
  }

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    life.close();
  }

  @ParameterizedTest
  @EnumSource(Leak.class)
  void noTagAndNoValueCostsAKeyOrSwitchesOneOn(Leak leak) {
    List<String> problems = new ArrayList<>();
    int turn = 0;
    for (HostileAct act : HostileAct.all()) {
      for (MeddledLife.Scene scene : life.commands()) {
        int calls = scene.length() + 1;
        int first = ALL ? 1 : 1 + turn++ * 7 % calls;
        for (int call = first; call <= (ALL ? calls : first); call++) {
          tryOut(leak, act, scene, call, problems);
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  private void tryOut(
      Leak leak, HostileAct act, MeddledLife.Scene scene, int call, List<String> problems) {
    String where = "%s: %s before call %d of %s".formatted(leak, act, call, scene.name());
    World world = scene.world().fork();
    trespass = Optional.of(new Trespass(world, scene.command() instanceof Command.RollBack));
    runs = 0;
    try {
      if (leak == Leak.ANOTHERS_KEY) {
        if (world.iam().keys(Respect.user(world)).size() > 1) {
          return;
        }
        world
            .iam()
            .addKey(
                Respect.user(world),
                world.now().minus(Duration.ofMinutes(5)),
                KeyStatus.ACTIVE,
                true);
      }
      life.play(world, scene, new WithLeak(leak, act, trespass.get()), call);
    } catch (AssertionError | RuntimeException e) {
      tally.broken();
      problems.add(where + ": " + e);
    } finally {
      tally.count(1, world.calls() - scene.world().calls());
    }
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
