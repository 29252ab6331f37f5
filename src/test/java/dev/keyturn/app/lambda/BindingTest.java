package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts at another user's key, and what the function says of them (P6). */
class BindingTest {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";

  /**
   * A deployment that binds by its configuration, and a secret whose name goes on from another's.
   */
  private final World configured =
      WorldBuilder.seeded(6)
          .user("web", user -> user.key(Duration.ofDays(84)))
          .secret("prod/web", secret -> secret.keyOf("web"))
          .secret("prod/web-abcdef", secret -> secret.keyOf("web"))
          .build();

  private World world = AdoptedUsers.world(RotationTiming.typical());
  private SimulatedFunction function = new SimulatedFunction(world);

  @AfterEach
  void close() {
    function.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"prod/web-abcdef", "PART", "WHOLE"})
  @DisplayName("A secret whose name goes on from that of a bound one has no part in its binding")
  void nameThatGoesOn(String text) {
    use(configured);
    String whole = secret("prod/web-abcdef").arn();
    String part = whole.substring(0, whole.length() - "-AbCdEf".length());
    begin("prod/web-abcdef");
    function.with("secrets", arn("prod/web") + "=web");
    String named = text.replace("PART", part).replace("WHOLE", whole);
    assertThat(refusal(named)).contains("The secret was never adopted.");
    assertThat(keys("web")).isOne();
    assertThat(secret("prod/web-abcdef").tags().toString()).doesNotContain("keyturn:");
  }

  @Test
  @DisplayName("A binding is found by the ARN that the service names")
  void boundSecret() {
    use(configured);
    begin("prod/web");
    function
        .with("secrets", arn("prod/web") + "=web")
        .step("createSecret", arn("prod/web"), TOKEN, TOKEN);
    assertThat(keys("web")).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "A secret that has the name, and is not the one of the ARN, is not bound, and not begun")
  void sameName() {
    use(configured);
    String bound = arn("prod/web");
    Sdk.of(world)
        .secrets()
        .deleteSecret(r -> r.secretId("prod/web").forceDeleteWithoutRecovery(true));
    Sdk.of(world).secrets().createSecret(r -> r.name("prod/web").secretString("{}"));
    assertThat(arn("prod/web")).isNotEqualTo(bound);
    SimulatedFunction.Failed byArn =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.with("secrets", bound + "=web").schedule());
    assertThat(byArn).hasMessageContaining("(no-such-secret)");
    SimulatedFunction.Failed byName =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.with("secrets", "prod/web=web").schedule());
    assertThat(byName)
        .hasMessageContaining("\"prod/web=web\" binds a user")
        .hasMessageContaining("Nothing was changed.");
    assertThat(keys("web")).isOne();
  }

  @Test
  @DisplayName("A binding by ARN does not pass to a secret that Secrets Manager finds by that text")
  void partOfAnotherArn() {
    use(configured);
    String gone = arn("prod/web-abcdef").replaceFirst("-[^-]{6}$", "");
    SimulatedFunction.Failed failed =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.with("secrets", gone + "=web").schedule());
    assertThat(failed).hasMessageContaining("(not-adopted)");
    assertThat(keys("web")).isOne();
  }

  @Test
  @DisplayName("A user name that was edited to one beyond the role's fence is refused as an attack")
  void beyondTheFence() {
    fence("bob");
    edit("app/alice", "alice", "bob");
    begin("app/alice");
    assertThat(refusal(arn("app/alice")))
        .contains("The secret names IAM user bob, and AWS denies even a look at that user")
        .contains("Grant nothing yet.")
        .doesNotContain("Grant that permission");
    String said = String.join("\n", function.said());
    assertThat(said)
        .contains("\"BindingRefused\":1")
        .contains("\"reason\":\"user-out-of-reach\"")
        .contains("\"outcome\":\"refused-binding\"");
    assertThat(keys("bob")).isOne();
  }

  @Test
  @DisplayName("A user name that was edited away from the configured one is refused without a look")
  void editedAwayFromTheConfiguration() {
    use(configured);
    fence("admin");
    edit("prod/web", "web", "admin");
    begin("prod/web");
    function.with("secrets", arn("prod/web") + "=web");
    assertThat(refusal(arn("prod/web")))
        .contains("The secret names IAM user admin, which is not the user that it is bound to.")
        .contains("It is bound to web.");
    assertThat(String.join("\n", function.said())).contains("\"BindingRefused\":1");
  }

  @Test
  @DisplayName("A configured user that may not be looked at is a permission that lacks")
  void configuredAndDenied() {
    use(configured);
    fence("web");
    begin("prod/web");
    function.with("secrets", arn("prod/web") + "=web");
    assertThat(refusal(arn("prod/web"))).contains("AWS denied iam:GetUser");
    assertThat(String.join("\n", function.said()))
        .contains("\"BindingRefused\":0")
        .contains("\"Reason\":\"denied\"");
  }

  private void use(World other) {
    function.close();
    world = other;
    function = new SimulatedFunction(world);
  }

  /** The role may not even look at this user. */
  private void fence(String user) {
    function
        .gateway()
        .hook((call, here) ->
            call.service().equals("iam") && call.parameter("UserName").equals(user)
                ? Fate.denied()
                : Fate.proceed());
  }

  private void edit(String secret, String was, String name) {
    String text = secret(secret).labelled("AWSCURRENT").orElseThrow().text();
    String edited = text.replace('"' + was + '"', '"' + name + '"');
    assertThat(edited).isNotEqualTo(text);
    Sdk.of(world).secrets().putSecretValue(r -> r.secretId(secret).secretString(edited));
  }

  private void begin(String secret) {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId(secret).clientRequestToken(TOKEN).rotationLambdaARN(SimulatedFunction.ARN));
  }

  private String refusal(String secret) {
    SimulatedFunction.Failed failed =
        catchThrowableOfType(
            SimulatedFunction.Failed.class,
            () -> function.step("createSecret", secret, TOKEN, TOKEN));
    return String.valueOf(failed);
  }

  private String arn(String secret) {
    return secret(secret).arn();
  }

  private Secret secret(String name) {
    return world.secrets().secret(name).orElseThrow();
  }

  private int keys(String user) {
    return world.iam().keys(world.iam().user(user).orElseThrow()).size();
  }
}
