package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import dev.keyturn.sim.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Somebody who may write the secret's tags, or its value, and means harm, does one thing before
 * each AWS call of each command, or right after the last one; then runs go on as scheduled, for
 * weeks. Whatever it is, no key is switched on, none is taken away that is not ours or before its
 * time, and nothing becomes current that does not work.
 *
 * <p>An ordinary build tries each act at one call of every fifth command, another one each time;
 * with {@code -Dkeyturn.hostile.all=true} at all of them.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHandTest {
  private static final boolean ALL = Boolean.getBoolean("keyturn.hostile.all");

  /** How many commands an ordinary build passes over, so that each act meets another one. */
  private static final int COMMANDS_APART = 5;

  private final Tally tally = Tally.of("a hostile hand", "schedules");
  private final HostileHand hand = new HostileHand(WorldSnapshot.Engine.REAL);

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    hand.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(HostileHand.Leak.class)
  void noTagAndNoValueCostsAKeyOrSwitchesOneOn(HostileHand.Leak leak) {
    List<String> problems = new ArrayList<>();
    int turn = 0;
    for (HostileAct act : HostileAct.all()) {
      for (MeddledLife.Scene scene : hand.commands()) {
        boolean itsTurn = ALL || ++turn % COMMANDS_APART == 0;
        if (!itsTurn) {
          continue;
        }
        int calls = scene.length() + 1;
        int first = ALL ? 1 : 1 + turn * 7 % calls;
        for (int call = first; call <= (ALL ? calls : first); call++) {
          tryOut(leak, act, scene, call, problems);
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  private void tryOut(
      HostileHand.Leak leak,
      HostileAct act,
      MeddledLife.Scene scene,
      int call,
      List<String> problems) {
    String where = "%s: %s before call %d of %s".formatted(leak, act, call, scene.name());
    World world = scene.world().fork();
    try {
      hand.play(world, scene, leak, act, call);
    } catch (AssertionError | RuntimeException e) {
      tally.broken();
      problems.add(where + ": " + e);
    } finally {
      tally.count(1, world.calls() - scene.world().calls());
    }
  }
}
