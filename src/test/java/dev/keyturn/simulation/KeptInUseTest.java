package dev.keyturn.simulation;

import dev.keyturn.proof.Tally;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The previous key is used to the end of its overlap, or beyond it, and the first run that meets
 * that is disturbed at each of its calls.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeptInUseTest {
  private final Tally tally = Tally.of("a key that is kept in use", "schedules");

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
  }

  @ParameterizedTest
  @EnumSource(KeptInUse.class)
  void aKeyThatIsUsedIsNotSwitchedOffWhateverGoesWrong(KeptInUse scene) {
    World start = scene.adopted();
    try (Access aws = Access.remembered(start)) {
      WorldSnapshot rotated = scene.rotated(aws, WorldSnapshot.Engine.REAL, start);
      tally.schedule(
          scene.name(),
          rotated.world()::calls,
          () -> scene.play(aws, WorldSnapshot.Engine.REAL, rotated.fork(), CallHook.NONE));
      int length = scene.length(aws, WorldSnapshot.Engine.REAL, rotated);
      for (int call = 1; call <= length; call++) {
        for (Fault fault : Fault.values()) {
          WorldSnapshot moment = rotated.fork();
          CallHook hook = fault.at(call);
          tally.schedule(
              "%s, %s at call %d".formatted(scene, fault, call),
              moment.world()::calls,
              () -> scene.play(aws, WorldSnapshot.Engine.REAL, moment, hook));
        }
      }
    }
  }
}
