package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody adds a field to the secret before one of the calls of a rotation, whose next version was
 * or was not made by then: it is there when the rotation is over.
 */
class EditedMeanwhileTest {
  private static final String NOTE = "\"note\":\"added by hand\"";

  @ParameterizedTest(name = "killed after that call: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("A rotation does not undo what somebody wrote into the secret meanwhile")
  void kept(boolean killed) {
    World start = KeyLife.adopted(8);
    start.advance(KeyLife.PHASES.getFirst().later());
    try (Access aws = Access.remembered(start);
        Person person = new Person(start)) {
      int calls = WorldSnapshot.of(start.fork()).length(aws, new RunRequest.Advance());
      assertThat(calls).isGreaterThan(10);
      for (int call = 1; call <= calls; call++) {
        WorldSnapshot moment = WorldSnapshot.of(start.fork());
        int[] seen = {0};
        int at = call;
        CallHook hook =
            (each, world) -> {
              seen[0]++;
              if (seen[0] == at) {
                person.in(world).addToTheValue(NOTE);
              }
              return killed && seen[0] == at ? Fate.crashAfter() : Fate.proceed();
            };
        moment.run(aws, new RunRequest.Advance(), hook);
        moment.world().advance(Duration.ofHours(1));
        moment.untilQuiet(aws);
        moment.run(aws, new RunRequest.Rotate(), CallHook.NONE);
        assertThat(person.in(moment.world()).value()).as("before call %d", call).contains(NOTE);
        assertThat(PersonsBelongings.currentKey(moment.world())).isPresent();
      }
    }
  }
}
