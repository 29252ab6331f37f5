package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.secrets.RotationEvent;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function and its events, on a simulated account. */
class HandlerTest {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final String OTHER = "22222222-2222-2222-2222-222222222222";
  private static final String ROTATION_TOKEN = "99999999-9999-9999-9999-999999999999";

  private World world = AdoptedUsers.world(RotationTiming.typical());
  private SimulatedFunction function = new SimulatedFunction(world);

  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void noSecretWasSaid() {
    String all = String.join("\n", said());
    assertThat(world.issuedSecrets()).isNotEmpty().noneMatch(all::contains);
    assertThat(all).doesNotContain(ROTATION_TOKEN);
    function.close();
  }

  @Test
  @DisplayName("Both spellings of the steps are taken")
  void spellings() {
    begin(TOKEN);
    for (String step : List.of("create_secret", "set_secret", "test_secret", "finish_secret")) {
      step(step, TOKEN);
    }
    assertThat(secret().labels()).containsEntry("AWSCURRENT", TOKEN);
  }

  @Test
  @DisplayName("Every step of a version that is current already succeeds and changes nothing")
  void afterTheEnd() {
    begin(TOKEN);
    for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      step(step, TOKEN);
    }
    Object before = world.secrets().contents();
    for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      assertThat(step(step, TOKEN)).contains("\"reason\"");
    }
    assertThat(world.secrets().contents()).isEqualTo(before);
    assertThat(keys("alice")).isEqualTo(2);
  }

  @Test
  @DisplayName("createSecret again reuses the key that is stored")
  void createdTwice() {
    begin(TOKEN);
    step("createSecret", TOKEN);
    String stored = secret().labelled("AWSPENDING").orElseThrow().text();
    step("createSecret", TOKEN);
    assertThat(secret().labelled("AWSPENDING").orElseThrow().text()).isEqualTo(stored);
    assertThat(keys("alice")).isEqualTo(2);
  }

  @Test
  @DisplayName("Steps out of order are refused, and nothing is written")
  void outOfOrder() {
    begin(TOKEN);
    Object before = world.secrets().contents();
    assertThat(refusal("finishSecret", TOKEN)).contains("createSecret has not been carried out");
    assertThat(refusal("setSecret", TOKEN)).contains("createSecret has not been carried out");
    assertThat(world.secrets().contents()).isEqualTo(before);
    assertThat(keys("alice")).isOne();
  }

  @Test
  @DisplayName("While the previous key is there, createSecret says until when")
  void twoKeys() {
    begin(TOKEN);
    for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
      step(step, TOKEN);
    }
    begin(OTHER);
    assertThat(refusal("createSecret", OTHER))
        .contains("there is no room for another before the previous one is retired")
        .contains("It goes on at or after 2026-01-29T12:");
    assertThat(keys("alice")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("A rotation that is only tested proves a key, and writes nothing")
  void testOnly(boolean holdsValue) {
    function.close();
    RotationTiming typical = RotationTiming.typical();
    world = AdoptedUsers.world(holdsValue ? typical : typical.withoutTestValue());
    function = new SimulatedFunction(world);
    world.rotationFunction(function);
    Object tags = secret().tags();
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId("app/alice")
                .rotationLambdaARN(SimulatedFunction.ARN)
                .rotateImmediately(false)
                .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
    world.advance(Duration.ofHours(2));
    assertThat(trail()).containsExactly("TestRotationStarted", "TestRotationSucceeded");
    assertThat(secret().labels()).containsOnlyKeys("AWSCURRENT");
    assertThat(secret().versions()).as("the first, and the service's own for the test").hasSize(2);
    assertThat(secret().tags()).isEqualTo(tags);
    assertThat(keys("alice")).isOne();
  }

  @Test
  @DisplayName("A rotation that was cancelled is not finished by the service; the schedule does it")
  void cancelled() {
    begin(TOKEN);
    step("createSecret", TOKEN);
    Sdk.of(world).secrets().cancelRotateSecret(r -> r.secretId("app/alice"));
    assertThat(refusal("finishSecret", TOKEN)).contains("Rotation is not enabled for the secret");
    world.advance(Duration.ofMinutes(1));
    function.with("secrets", "app/alice").schedule();
    assertThat(secret().labels()).containsEntry("AWSCURRENT", TOKEN);
  }

  @Test
  @DisplayName("A rotation that somebody's new version abandoned is refused")
  void abandoned() {
    begin(TOKEN);
    step("createSecret", TOKEN);
    Sdk.of(world)
        .secrets()
        .putSecretValue(r ->
            r.secretId("app/alice")
                .secretString(secret().labelled("AWSCURRENT").orElseThrow().text()));
    assertThat(refusal("finishSecret", TOKEN)).contains("carries no staging label");
    assertThat(keys("alice")).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "Everything that is wrong with an event, the environment and the secret is said at once")
  void allAtOnce() {
    Object before = world.contents();
    function.with("KEYTURN_MAXAGE", "90d").with("secrets", "=x").without("AWS_REGION");
    String secret = secret().arn().replace("123456789012", "210987654321");
    String event =
        """
        {"Step": "dropSecret", "SecretId": "%s", "ClientRequestToken": "short", "RotationToken": 5}
        """
            .formatted(secret);
    assertThat(failure(event))
        .contains("KEYTURN_MAXAGE is not one of Keyturn's variables; did you mean KEYTURN_MAX_AGE?")
        .contains("\"=x\" names no secret before the =")
        .contains("AWS_REGION is missing")
        .contains(
            "Step \"dropSecret\" is none of createSecret, setSecret, testSecret, finishSecret")
        .contains("ClientRequestToken \"short\" is not a version ID")
        .contains("RotationToken in the event is not a string")
        .contains(
            "The secret of the event is of account 210987654321, and the function of account 123456789012")
        .contains("Nothing was changed");
    assertThat(world.contents()).isEqualTo(before);
  }

  @Test
  @DisplayName("The service's guards are told together, and with an unknown step")
  void guards() {
    String missing = step("dropSecret", secret().arn(), TOKEN, true);
    assertThat(missing)
        .contains("Step \"dropSecret\" is none of")
        .contains("Rotation is not enabled for the secret")
        .contains("Version " + TOKEN + " carries no staging label of the secret");
    assertThat(refusal("createSecret", TOKEN))
        .contains("Rotation is not enabled for the secret")
        .contains("Version " + TOKEN + " carries no staging label of the secret");
    assertThat(keys("alice")).isOne();
  }

  @Test
  @DisplayName("The secret is looked at where the event names no version, too")
  void guardsWithoutVersion() {
    String event = "{\"Step\": \"createSecret\", \"SecretId\": \"%s\"%s}";
    assertThat(failure(event.formatted(secret().arn(), "")))
        .contains("The event has no ClientRequestToken")
        .contains("Rotation is not enabled for the secret")
        .doesNotContain("staging label");
    assertThat(said().stream().filter(line -> line.contains("\"event\":\"refused\"")))
        .singleElement()
        .asString()
        .contains("\"secret\":\"" + secret().arn(), "\"step\":\"createSecret\"")
        .contains("\"reason\":\"refused\"");
    assertThat(failure(event.formatted("app/nobody", ", \"ClientRequestToken\": \"short\"")))
        .contains("ClientRequestToken \"short\" is not a version ID")
        .contains("There is no secret app/nobody");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{}",
        "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}",
        "{\"source\":\"aws.ec2\",\"detail-type\":\"EC2 Instance State-change Notification\"}",
        "{\"Step\":null,\"SecretId\":7}"
      })
  @DisplayName("Anything else is refused in a sentence that names what it is")
  void anythingElse(String event) {
    Object before = world.contents();
    assertThat(failure(event)).endsWith("Nothing was changed.").contains("event");
    assertThat(world.contents()).isEqualTo(before);
  }

  @Test
  @DisplayName("What was sent instead is named")
  void named() {
    assertThat(failure("")).contains("The event is not a JSON object, but empty");
    assertThat(failure("null")).contains("but null");
    assertThat(failure("[{}]")).contains("but an array");
    assertThat(failure("\"text\"")).contains("but a string").doesNotContain("text");
    assertThat(failure("7")).contains("but a number");
    assertThat(failure("true")).contains("but a boolean");
    assertThat(failure("{\"Records\":[]}")).contains("its fields are \"Records\"");
    assertThat(failure("{\"source\":\"aws.ec2\",\"detail-type\":\"X\\nY\"}"))
        .contains("its source is \"aws.ec2\" and its detail-type is \"X?Y\"");
  }

  @Test
  @DisplayName(
      "One secret that fails does not keep the others from their turn, and fails the whole")
  void oneFails() {
    Sdk.of(world)
        .secrets()
        .putSecretValue(r -> r.secretId("app/bob").secretString("not a document"));
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, function::schedule);
    assertThat(failed).hasMessageContaining("1 failed: app/bob (value-unusable)");
    assertThat(keys("alice")).isEqualTo(2);
    assertThat(keys("carol")).isEqualTo(2);
    assertThat(metrics())
        .contains("\"Promoted\":2")
        .contains("\"Halted\":1")
        .contains("\"RotationsStarted\":2")
        .contains("\"BindingRefused\":0");
  }

  @Test
  @DisplayName("A user name that was edited is refused and counted")
  void edited() {
    String text = secret().labelled("AWSCURRENT").orElseThrow().text().replace("alice", "bob");
    Sdk.of(world).secrets().putSecretValue(r -> r.secretId("app/alice").secretString(text));
    begin(TOKEN);
    assertThat(refusal("createSecret", TOKEN)).contains("bound to another secret");
    assertThat(metrics()).contains("\"BindingRefused\":1").contains("\"Halted\":1");
    assertThat(keys("bob")).isOne();
  }

  @Test
  @DisplayName("Without time nothing is begun, and what is left is named")
  void noTime() {
    function.timeout(Duration.ofSeconds(20));
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, function::schedule);
    assertThat(failed)
        .hasMessageContaining("3 are left for the next run: app/alice, app/bob, app/carol")
        .hasMessageContaining("longer timeout");
    assertThat(keys("alice")).isOne();
  }

  @Test
  @DisplayName("With little time it stops cleanly, and the next run finishes")
  void littleTime() {
    function.with("secrets", "app/alice").timeout(Duration.ofSeconds(78));
    function
        .gateway()
        .hook((call, here) -> {
          here.advance(Duration.ofSeconds(4));
          return Fate.proceed();
        });
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, function::schedule);
    assertThat(failed).hasMessageContaining("left for the next run: app/alice");
    function.gateway().hook((call, here) -> Fate.proceed());
    function.timeout(Duration.ofMinutes(5)).schedule();
    assertThat(keys("alice")).isEqualTo(2);
    assertThat(secret().labels()).doesNotContainKey("AWSPENDING");
  }

  @Test
  @DisplayName("What cannot be announced is reported, and stops nothing")
  void notAnnounced() {
    function
        .with("KEYTURN_EVENT_BUS", "default")
        .with("KEYTURN_TOPIC_ARN", "arn:aws:sns:us-east-1:123456789012:people")
        .with(
            "secrets",
            "app/alice;%s=bob".formatted(world.secrets().secret("app/bob").orElseThrow().arn()))
        .schedule();
    assertThat(keys("alice")).isEqualTo(2);
    assertThat(keys("bob")).isEqualTo(2);
    String said = String.join("\n", said());
    assertThat(said)
        .contains("\"event\":\"not-announced\"")
        .contains("Key Promoted could not be announced")
        .containsPattern("not-announced\",\"secret\":\"app/alice\",\"step\":\"run\"")
        .contains("\"announcement\":\"Key Promoted\",\"reason\":\"")
        .contains("events:PutEvents")
        .contains("sns:Publish");
  }

  @Test
  @DisplayName("A line says who, what, why, how long and with how many calls")
  void lines() {
    begin(TOKEN);
    step("createSecret", TOKEN);
    assertThat(said())
        .filteredOn(line -> line.contains("\"event\":\"create-key\""))
        .first()
        .asString()
        .contains("\"requestId\":\"request-1\"", "\"reason\":\"asked-to-rotate\"")
        .contains("\"secret\":\"" + secret().arn() + "\"")
        .contains("\"user\":\"alice\"", "\"step\":\"createSecret\"")
        .containsPattern("\"key\":\"\\*{4}[A-Z0-9]{4}\"")
        .containsPattern("\"durationMs\":\\d+")
        .containsPattern("\"awsCalls\":[1-9]");
  }

  private List<String> said() {
    heard.addAll(function.said());
    return heard;
  }

  private String metrics() {
    return said().stream()
        .filter(line -> line.contains("CloudWatchMetrics") && line.contains("\"Promoted\":"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private void begin(String token) {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId("app/alice")
                .clientRequestToken(token)
                .rotationLambdaARN(SimulatedFunction.ARN));
  }

  private String step(String step, String token) {
    return function.step(step, secret().arn(), token, ROTATION_TOKEN);
  }

  private String step(String step, String secret, String token, boolean fails) {
    SimulatedFunction.Failed failed =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.step(step, secret, token, ROTATION_TOKEN));
    assertThat(failed != null).isEqualTo(fails);
    return String.valueOf(failed);
  }

  private String refusal(String step, String token) {
    return step(step, secret().arn(), token, true);
  }

  private String failure(String event) {
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, () -> function.handle(event));
    return String.valueOf(failed);
  }

  private Secret secret() {
    return world.secrets().secret("app/alice").orElseThrow();
  }

  private int keys(String user) {
    return world.iam().keys(world.iam().user(user).orElseThrow()).size();
  }

  private List<String> trail() {
    return world.secrets().runs().trail().stream().map(RotationEvent::name).toList();
  }
}
