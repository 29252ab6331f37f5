package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.demo.Algorithm;
import dev.keyturn.app.cli.demo.DeleteOldest;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.app.cli.demo.OldLambda;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The two algorithms that people use today break the promises that Keyturn keeps, in the same
 * world, before the same checkers.
 */
class BaselinesTest {
  private static void run(Algorithm algorithm, CallHook hook, int runs) {
    try (Access aws = Access.live(KeyLife.adopted(1))) {
      aws.gateway()
          .hook(hook)
          .observe(
              new Promises(aws.gateway().world(), KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY));
      for (int run = 0; run < runs; run++) {
        try {
          algorithm.run(List.of(KeyLife.TARGET), aws.ports(event -> {}));
        } catch (SimulatedCrash killed) {
          aws.gateway().hook(CallHook.NONE);
        }
        aws.gateway().world().advance(Duration.ofDays(1));
      }
    }
  }

  @Test
  void theOldLambdaSwitchesTheCurrentKeyOff() {
    assertThatThrownBy(() -> run(new OldLambda(), CallHook.NONE, 1))
        .isInstanceOf(Promises.Broken.class)
        .hasMessageContaining("P4 broken");
  }

  @Test
  void deletingTheOldestDeletesTheKeyInUseAfterOneFailedStore() {
    CallHook storeFails = CallHook.nth(1, "iam:CreateAccessKey", Fate.crashAfter());
    assertThatThrownBy(() -> run(new DeleteOldest(), storeFails, 2))
        .isInstanceOf(Promises.Broken.class)
        .hasMessageContaining("a key was deleted within its recovery window");
  }

  @Test
  void keyturnKeepsThemInTheSameWorldWithTheSameFault() {
    run(new Keyturn(), CallHook.nth(1, "iam:CreateAccessKey", Fate.crashAfter()), 40);
  }
}
