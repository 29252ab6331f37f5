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

/** The secret, or the user, becomes another of the same name before each call of each command. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundMeanwhileTest {
  private final Tally tally = Tally.of("another secret or user of the same name", "schedules");
  private final BoundMeanwhile life = new BoundMeanwhile(WorldSnapshot.Engine.REAL);

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    life.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(BoundMeanwhile.Change.class)
  void whatBecomesAnotherIsNotServedAndNoKeyIsLeftThatWasMadeForIt(BoundMeanwhile.Change change) {
    List<String> problems = new ArrayList<>();
    for (MeddledLife.Scene scene : life.commands()) {
      for (int call = 1; call <= scene.length() + 1; call++) {
        World world = scene.world().fork();
        try {
          life.play(world, scene, change, call);
        } catch (AssertionError | RuntimeException e) {
          tally.broken();
          problems.add("%s before call %d of %s: %s".formatted(change, call, scene.name(), e));
        } finally {
          tally.count(1, world.calls() - scene.world().calls());
        }
      }
    }
    assertThat(problems).isEmpty();
  }
}
