package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A person who switches a key off may be answering a leak: nothing that was left undoes that. */
class LeakedKeyTest {
  private static final String NOTE = "secretsmanager:TagResource";

  @Test
  @DisplayName(
      "Two processes died over the key, one that was to switch it off and one that went back")
  void overTwoThatDied() {
    World world = KeyLife.adopted(8);
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      WorldSnapshot moment = WorldSnapshot.of(world);
      moment.run(aws, new RunRequest.Advance(), CallHook.NONE);
      world.advance(Duration.ofDays(8));
      moment.run(aws, new RunRequest.Advance(), CallHook.nth(1, NOTE, Fate.crashAfter()));
      assertThat(PersonsBelongings.tag("keyturn:mark", world)).contains(" deactivate since ");
      world.advance(Duration.ofMinutes(25));
      RunRequest rollBack = new RunRequest.RollBack(Optional.empty());
      assertThat(moment.run(aws, rollBack, CallHook.nth(2, NOTE, Fate.crashAfter()))).isEmpty();
      world.advance(Duration.ofHours(2));
      String leaked = person.currentKey().orElseThrow();
      person.deactivate(leaked);
      world.advance(Duration.ofHours(1));
      assertThat(isUsable(leaked, world)).isFalse();
      // Without the checker, as AWSCURRENT names a key that is not Active, by a person's hand.
      aws.gateway().use(world);
      RunReport report =
          new Reconciler(aws.ports(event -> {}), WorldSnapshot.Engine.REAL.settings())
              .run(KeyLife.TARGET, new RunRequest.Advance());
      assertThat(report.outcome())
          .isInstanceOfSatisfying(
              RunOutcome.Halted.class,
              halted ->
                  assertThat(halted.step().cause().reason())
                      .isEqualTo(Reason.CURRENT_KEY_INACTIVE));
      assertThat(isUsable(leaked, world)).isFalse();
    }
  }

  private static boolean isUsable(String key, World world) {
    return world.iam().key(key).filter(PersonsBelongings::isUsable).isPresent();
  }
}
