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
 * A person does one thing before each AWS call of each command, or right after the last one; then
 * runs go on as scheduled, for weeks. Each of them comes to rest, or halts and says what the person
 * has to do; and nothing of the person's is taken away.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeddlingTest {
  private final MeddledLife life = new MeddledLife(WorldSnapshot.Engine.REAL);
  private final Tally tally = Tally.of("a person meddling", "schedules");

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
    life.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Meddling.class)
  void whateverAPersonDoesTheyKeepTheirKeysAndRunsComeToRest(Meddling meddling) {
    List<String> problems = new ArrayList<>();
    for (MeddledLife.Scene scene : life.commands()) {
      for (int call = 1; call <= scene.length() + 1; call++) {
        String where = "%s before call %d of %s".formatted(meddling, call, scene.name());
        World world = scene.world().fork();
        try {
          life.play(world, scene, meddling, call);
        } catch (AssertionError | RuntimeException e) {
          tally.broken();
          problems.add(where + ": " + e);
        } finally {
          tally.count(1, world.calls() - scene.world().calls());
        }
      }
    }
    assertThat(problems).isEmpty();
  }
}
