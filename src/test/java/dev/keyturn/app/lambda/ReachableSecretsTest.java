package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that the function does not reach, wherever they are named. */
class ReachableSecretsTest {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final ReachableSecrets REACH =
      ReachableSecrets.of(Optional.of(SimulatedFunction.ARN), Optional.of("us-east-1"));

  private final World world = AdoptedUsers.world(RotationTiming.typical());
  private final SimulatedFunction function = new SimulatedFunction(world);

  @AfterEach
  void close() {
    function.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app/alice",
        "a=b",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/alice-AbCdEf",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/alice"
      })
  @DisplayName("A name, an ARN and a part of an ARN may be of the function's own account")
  void own(String secret) {
    assertThat(REACH.problems(secret)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arn:aws:secretsmanager:us-east-1:210987654321:secret:a-AbCdEf"
            + "| is of account 210987654321, and the function of account 123456789012",
        "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-AbCdEf"
            + "| is of Region eu-west-1, and the function of Region us-east-1",
        "arn:aws-cn:secretsmanager:us-east-1:123456789012:secret:a-AbCdEf"
            + "| is of partition aws-cn, and the function of partition aws",
        "arn:aws:ssm:us-east-1:123456789012:parameter/a"
            + "| is of service ssm, and not of secretsmanager",
        "arn:aws:iam::123456789012:user/a | is of service iam, and not of secretsmanager",
        "arn:aws:secretsmanager:us-east-1:123456789012:a | is not the ARN of a secret",
        "arn:aws:secretsmanager::123456789012:secret:a | is not the ARN of a secret",
        "arn:aws:secretsmanager:us-east-1::secret:a | is not the ARN of a secret",
        "arn:aws:secretsmanager:us-east-1:123:secret:a"
            + "| is neither the name nor the ARN of a secret",
        "secret:a | is neither the name nor the ARN of a secret"
      })
  @DisplayName("What is wrong with it is said")
  void wrong(String secret, String problem) {
    assertThat(REACH.problems(secret)).containsExactly(problem);
  }

  @Test
  @DisplayName("What the function does not know of itself, it holds against no secret")
  void unknown() {
    String secret = "arn:aws-cn:secretsmanager:cn-north-1:210987654321:secret:a-AbCdEf";
    assertThat(ReachableSecrets.of(Optional.empty(), Optional.empty()).problems(secret)).isEmpty();
    assertThat(ReachableSecrets.of(Optional.empty(), Optional.of("us-east-1")).problems(secret))
        .hasSize(1);
    assertThat(
            ReachableSecrets.of(Optional.of(SimulatedFunction.ARN), Optional.empty())
                .problems(secret))
        .hasSize(3);
  }

  @Test
  @DisplayName("Each listed secret that is elsewhere is named, and none of them is begun with")
  void listed() {
    Object before = world.contents();
    long calls = world.calls();
    function.with(
        "secrets",
        "app/alice;arn:aws:secretsmanager:us-east-1:210987654321:secret:a-AbCdEf=bob;"
            + "arn:aws:secretsmanager:eu-west-1:123456789012:secret:b-AbCdEf;"
            + "arn:aws:ssm:us-east-1:123456789012:parameter/c");
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, function::schedule);
    assertThat(failed)
        .hasMessageContaining(
            "secrets: \"arn:aws:secretsmanager:us-east-1:210987654321:secret:a-AbCdEf\" is of account 210987654321")
        .hasMessageContaining("secret:b-AbCdEf\" is of Region eu-west-1")
        .hasMessageContaining("parameter/c\" is of service ssm")
        .hasMessageContaining("Nothing was changed.");
    assertThat(world.contents()).isEqualTo(before);
    assertThat(world.calls()).isEqualTo(calls);
    assertThat(String.join("\n", function.said()))
        .contains("\"Reason\":\"refused\"")
        .doesNotContain("no-such-secret");
  }

  @ParameterizedTest
  @CsvSource({
    ":us-east-1:123456789012:, :us-east-1:210987654321:, account 210987654321",
    ":us-east-1:, :eu-west-1:, Region eu-west-1",
    ":secretsmanager:, :ssm:, service ssm"
  })
  @DisplayName("A step for a secret that is elsewhere is refused, and nothing is asked of AWS")
  void step(String own, String elsewhere, String problem) {
    String secret = world.secrets().secret("app/alice").orElseThrow().arn();
    long calls = world.calls();
    SimulatedFunction.Failed failed =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.step("createSecret", secret.replace(own, elsewhere), TOKEN, TOKEN));
    assertThat(failed)
        .hasMessageContaining("The secret of the event is of " + problem)
        .hasMessageEndingWith("Nothing was changed.");
    assertThat(world.calls()).isEqualTo(calls);
  }
}
