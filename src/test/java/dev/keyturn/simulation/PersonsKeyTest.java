package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Credential;
import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A rotation died after it announced itself and before it created a key; then a person creates one
 * for the same user. When is that key taken for the rotation's?
 */
class PersonsKeyTest {
  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final Duration LATER = Duration.ofMinutes(30);

  private final World world = KeyLife.adopted(8);
  private final SimulatedAws aws = new SimulatedAws(world);
  private final Person person = new Person(world);

  PersonsKeyTest() {
    aws.gateway().hook(CallHook.nth(1, "iam:CreateAccessKey", Fate.crashBefore()));
    try {
      run();
      throw new AssertionError("it was to be killed");
    } catch (SimulatedCrash killed) {
      aws.gateway().hook(CallHook.NONE);
    }
  }

  @AfterEach
  void close() {
    person.close();
    aws.close();
  }

  private RunReport run() {
    return new Reconciler(aws.ports(event -> {}), WorldSnapshot.Engine.REAL.settings())
        .run(KeyLife.TARGET, ADVANCE);
  }

  private Credential createdAfter(Duration since) {
    world.advance(since);
    return person.create().orElseThrow();
  }

  private void assertKept(Credential key) {
    world.advance(LATER);
    assertThat(run().outcome())
        .isInstanceOfSatisfying(
            RunOutcome.Halted.class,
            halted -> assertThat(halted.step().cause().reason()).isEqualTo(Reason.FOREIGN_KEY));
    assertThat(person.keys()).contains(key.id().value());
  }

  @Test
  void notWhenItsLeaseIsOver() {
    assertKept(createdAfter(Duration.ofMinutes(22)));
  }

  @Test
  void notWhenIamHasSeenTheKeyUsed() {
    Credential key = createdAfter(Duration.ofMinutes(2));
    world.advance(Duration.ofMinutes(1));
    try (SimulatedAws application = aws.as(key)) {
      application.ports(event -> {}).keys().user(key.user());
    }
    world.advance(world.settings().lag().lastUse());
    assertKept(key);
  }

  /** Nothing in IAM tells it from a key that the rotation created: the one case that is left. */
  @Test
  void butWhenNobodyUsesAKeyThatWasCreatedWithinItsLease() {
    Credential key = createdAfter(Duration.ofMinutes(2));
    world.advance(LATER);
    assertThat(run().taken()).anyMatch(step -> step.cause().reason() == Reason.ORPHAN);
    assertThat(person.keys()).doesNotContain(key.id().value());
  }
}
