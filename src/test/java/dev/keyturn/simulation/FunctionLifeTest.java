package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.lambda.SimulatedFunction;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.RotationEvent;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The function's whole life behind the simulator's Secrets Manager, which calls it as AWS would.
 */
class FunctionLifeTest {
  private final World world = KeyLife.adopted(21);
  private final Promises promises =
      new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY);
  private final SimulatedFunction function = new SimulatedFunction(world);

  FunctionLifeTest() {
    function.gateway().observe(promises);
    world.rotationFunction(function);
  }

  @Test
  @DisplayName("RotateSecret rotates in four steps, and the schedule retires the previous key")
  void life() {
    String before = PersonsBelongings.currentKey(world).orElseThrow();
    rotateSecret();
    world.advance(Duration.ofHours(3));
    assertThat(trail()).containsExactly("RotationStarted", "RotationSucceeded");
    assertThat(PersonsBelongings.currentKey(world)).isNotEqualTo(java.util.Optional.of(before));
    assertThat(secret().labels()).doesNotContainKey("AWSPENDING");

    world.advance(Duration.ofDays(8));
    function.schedule();
    world.advance(Duration.ofDays(8));
    assertThat(function.schedule()).contains("\"secrets\":1");
    assertThat(world.iam().keys(world.iam().user(KeyLife.USER).orElseThrow())).hasSize(1);
    rotateSecret();
    world.advance(Duration.ofHours(3));
    assertThat(trail()).endsWith("RotationStarted", "RotationSucceeded");
    Leaks leaks = new Leaks();
    function.said().forEach(leaks::hear);
    leaks.assertNone(world);
  }

  private void rotateSecret() {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r -> r.secretId(KeyLife.SECRET).rotationLambdaARN(SimulatedFunction.ARN));
  }

  private Secret secret() {
    return world.secrets().secret(KeyLife.SECRET).orElseThrow();
  }

  private List<String> trail() {
    return world.secrets().runs().trail().stream().map(RotationEvent::name).toList();
  }
}
