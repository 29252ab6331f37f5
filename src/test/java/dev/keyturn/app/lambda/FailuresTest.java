package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What fails without a person being needed: how it is counted, and that somebody is told. The
 * simulator has no event bus, so what was to be announced is read from the log.
 */
class FailuresTest {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final String OTHER = "22222222-2222-2222-2222-222222222222";

  private final World world = AdoptedUsers.world(RotationTiming.typical());
  private final SimulatedFunction function = new SimulatedFunction(world);

  @BeforeEach
  void announce() {
    function.with("KEYTURN_EVENT_BUS", "default");
  }

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  @DisplayName("A step of a secret that is not rotated fails, and asks nobody to act")
  void notRotated() {
    String said = fails("createSecret", TOKEN);
    assertThat(said).contains("Rotation is not enabled");
    assertFailed(said, "step-refused");
  }

  @Test
  @DisplayName("A replay that comes too late fails, and asks nobody to act")
  void stale() {
    begin(TOKEN);
    steps(TOKEN);
    begin(OTHER);
    String stale = "33333333-3333-3333-3333-333333333333";
    assertFailed(fails("finishSecret", stale), "step-refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"setSecret", "finishSecret"})
  @DisplayName("A step that comes before createSecret fails, and asks nobody to act")
  void early(String step) {
    begin(TOKEN);
    assertFailed(fails(step, TOKEN), "nothing-staged");
  }

  @Test
  @DisplayName("A step that has to wait is announced as failed, once, with its reason")
  void waits() {
    begin(TOKEN);
    steps(TOKEN);
    begin(OTHER);
    assertFailed(fails("createSecret", OTHER), "previous-stands");
  }

  @Test
  @DisplayName("A step without time is counted and announced as failed")
  void noTime() {
    begin(TOKEN);
    function.timeout(Duration.ofSeconds(50));
    assertFailed(fails("createSecret", TOKEN), "out-of-time");
  }

  @Test
  @DisplayName("A run that waits is an ordinary part of a key's life, and is not announced")
  void runWaits() {
    function.without("KEYTURN_EVENT_BUS").with("secrets", "app/alice").schedule();
    function.said();
    function.with("KEYTURN_EVENT_BUS", "default").schedule();
    assertThat(said())
        .contains("\"outcome\":\"waits\"")
        .contains("\"Failed\":0")
        .doesNotContain("not-announced");
  }

  @Test
  @DisplayName("That the secrets could not be listed is announced")
  void notListed() {
    world.deny(World.ADMINISTRATOR, "secretsmanager:ListSecrets");
    assertThat(fails("")).contains("\"announcement\":\"Invocation Failed\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\"}",
        "{\"Step\":\"createSecret\",\"SecretId\":\"app/alice\",\"ClientRequestToken\":\"x\"}"
      })
  @DisplayName("What is refused for its event or its environment is announced")
  void refused(String event) {
    function.with("KEYTURN_MAXAGE", "90d");
    assertThat(fails(event))
        .contains("\"event\":\"refused\"")
        .contains("\"announcement\":\"Invocation Failed\"");
  }

  @Test
  @DisplayName("A topic that is wrong is told nothing, and what tells of that is the bus")
  void wrongTopic() {
    function.with("KEYTURN_TOPIC_ARN", "people");
    assertThat(fails(""))
        .contains("KEYTURN_TOPIC_ARN is not the ARN of an SNS topic")
        .contains("events:PutEvents")
        .doesNotContain("sns:Publish");
  }

  @Test
  @DisplayName("Without a Region nobody can be told")
  void noRegion() {
    function.without("AWS_REGION");
    assertThat(fails("")).contains("AWS_REGION is missing").doesNotContain("not-announced");
  }

  private static void assertFailed(String said, String reason) {
    assertThat(said)
        .contains("\"outcome\":\"%s\"".formatted(outcome(reason)))
        .contains("\"Failed\":1")
        .contains("\"Reason\":\"" + reason + "\"")
        .contains("\"Halted\":0")
        .contains("\"announcement\":\"Work Failed\"")
        .doesNotContain("Secret Halted")
        .containsOnlyOnce("\"event\":\"not-announced\"");
  }

  private static String outcome(String reason) {
    return switch (reason) {
      case "previous-stands" -> "waits";
      case "out-of-time" -> "left";
      default -> "failed";
    };
  }

  private void begin(String token) {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId("app/alice")
                .clientRequestToken(token)
                .rotationLambdaARN(SimulatedFunction.ARN));
  }

  private void steps(String token) {
    for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      function.step(step, arn(), token, token);
    }
    function.said();
  }

  private String fails(String step, String token) {
    return fails(() -> function.step(step, arn(), token, token));
  }

  /** Of an event; the schedule's, where it is empty. */
  private String fails(String event) {
    return event.isEmpty() ? fails(function::schedule) : fails(() -> function.handle(event));
  }

  private String fails(ThrowingCallable work) {
    assertThat(catchThrowableOfType(SimulatedFunction.Failed.class, work)).isNotNull();
    return said();
  }

  private String said() {
    return String.join("\n", function.said());
  }

  private String arn() {
    return world.secrets().secret("app/alice").orElseThrow().arn();
  }
}
