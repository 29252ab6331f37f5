package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
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
      Moment moment = Moment.of(world);
      moment.run(aws, new Command.Advance(), CallHook.NONE);
      world.advance(Duration.ofDays(8));
      moment.run(aws, new Command.Advance(), CallHook.nth(1, NOTE, Fate.crashAfter()));
      assertThat(Respect.tag("keyturn:mark", world)).contains(" deactivate since ");
      world.advance(Duration.ofMinutes(25));
      Command rollBack = new Command.RollBack(Optional.empty());
      assertThat(moment.run(aws, rollBack, CallHook.nth(2, NOTE, Fate.crashAfter()))).isEmpty();
      world.advance(Duration.ofHours(2));
      String leaked = person.currentKey().orElseThrow();
      person.deactivate(leaked);
      world.advance(Duration.ofHours(1));
      assertThat(isUsable(leaked, world)).isFalse();
      // Without the checker, as AWSCURRENT names a key that is not Active, by a person's hand.
      aws.gateway().use(world);
      Report report =
          new Reconciler(aws.ports(event -> {}), Moment.Engine.REAL.settings())
              .run(KeyLife.TARGET, new Command.Advance());
      assertThat(report.ending())
          .isInstanceOfSatisfying(
              Ending.Halted.class,
              halted ->
                  assertThat(halted.step().because().reason())
                      .isEqualTo(Reason.CURRENT_KEY_INACTIVE));
      assertThat(isUsable(leaked, world)).isFalse();
    }
  }

  private static boolean isUsable(String key, World world) {
    return world.iam().key(key).filter(Respect::isUsable).isPresent();
  }
}
