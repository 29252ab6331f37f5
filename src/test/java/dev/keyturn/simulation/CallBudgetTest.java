package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Calls are the currency. A rotation takes ten, and three more. One takes AWSPENDING off the
 * version that became current, which AWS leaves there: after a rollback a label left behind would
 * sit on a version that is not current, and keep Secrets Manager from starting another rotation.
 * Two ask whose user it is once more, before a key is made for it and before that key is promoted:
 * by then the user may be bound to another secret, or be another of the same name.
 */
class CallBudgetTest {
  private static List<String> calls(int phases, RunRequest command, Duration later) {
    World world = KeyLife.adopted(3);
    List<String> calls = new ArrayList<>();
    try (Access aws = Access.live(world)) {
      Reconciler reconciler =
          new Reconciler(aws.ports(event -> {}), WorldSnapshot.Engine.REAL.settings());
      for (Phase phase : KeyLife.PHASES.subList(0, phases)) {
        world.advance(phase.later());
        reconciler.run(KeyLife.TARGET, phase.command());
      }
      world.advance(later);
      String rotator = world.administrator().accessKeyId();
      aws.gateway()
          .observe((call, result, here) -> {
            if (call.accessKeyId().equals(rotator)) {
              calls.add(call.operation());
            }
          });
      reconciler.run(KeyLife.TARGET, command);
    }
    System.out.printf("AWS calls: %d: %s%n", calls.size(), String.join(", ", calls));
    return calls;
  }

  @Test
  void aRotationTakesThirteenCallsAndItsProofs() {
    assertThat(calls(0, new RunRequest.Advance(), Duration.ZERO))
        .containsExactly(
            "DescribeSecret",
            "GetSecretValue",
            "GetUser",
            "ListAccessKeys",
            "TagResource",
            "GetUser",
            "CreateAccessKey",
            "PutSecretValue",
            "DescribeSecret",
            "GetUser",
            "UpdateSecretVersionStage",
            "TagResource",
            "UpdateSecretVersionStage");
  }

  @Test
  void aRunWithNothingDueTakesFourCalls() {
    assertThat(calls(1, new RunRequest.Advance(), Duration.ofDays(1)))
        .containsExactly("DescribeSecret", "GetSecretValue", "GetUser", "ListAccessKeys");
  }

  /** A secret has fifty tags at most; after years of rotations there are two of them. */
  @Test
  void theTagsOfRotationsThatAreLongOverTakeOneCallMoreInADeletion() {
    World world = KeyLife.adopted(3);
    List<String> last = new ArrayList<>();
    try (Access aws = Access.live(world)) {
      Reconciler reconciler =
          new Reconciler(aws.ports(event -> {}), WorldSnapshot.Engine.REAL.settings());
      aws.gateway().observe((call, result, here) -> last.add(call.operation()));
      for (int round = 0; round < 8; round++) {
        for (Phase phase : KeyLife.PHASES.subList(0, 3)) {
          world.advance(phase.later());
          last.clear();
          reconciler.run(KeyLife.TARGET, phase.command());
        }
        world.advance(Duration.ofDays(80));
      }
    }
    assertThat(last).hasSize(11).endsWith("DeleteAccessKey", "TagResource", "UntagResource");
    assertThat(world.secrets().secret(KeyLife.SECRET).orElseThrow().tags().entries().keySet())
        .filteredOn(tag -> tag.startsWith("keyturn:rotation-"))
        .hasSize(2);
  }

  /** One of them reads the version that shows that the previous key was the secret's. */
  @Test
  void aDeactivationTakesTwelveCallsAndADeletionTen() {
    assertThat(calls(1, new RunRequest.Advance(), Duration.ofDays(8))).hasSize(12);
    assertThat(calls(2, new RunRequest.Advance(), Duration.ofDays(8))).hasSize(10);
  }
}
