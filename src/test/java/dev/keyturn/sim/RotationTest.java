package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.core.Span;
import dev.keyturn.sim.secrets.RotationEvent;
import dev.keyturn.sim.secrets.RotationInvocation;
import dev.keyturn.sim.secrets.RotationStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CancelRotateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

class RotationTest {
  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:rotate";
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";
  private static final Duration LONG = Duration.ofDays(1);

  private final List<RotationInvocation> invocations = new ArrayList<>();
  private RotationFunction function = this::rotate;
  private World world = world(RotationTiming.typical());
  private SecretsManagerClient secrets = Sdk.of(world).secrets();

  @Test
  @DisplayName("RotateSecret returns at once; the four steps follow as time passes")
  void fourSteps() {
    rotate(world);
    DescribeSecretResponse placeholder = describe();
    assertThat(placeholder.versionIdsToStages()).containsEntry(TOKEN, List.of("AWSPENDING"));
    assertThat(placeholder.rotationEnabled()).isTrue();
    assertThat(refusal(() -> secrets.getSecretValue(get -> get.secretId("app").versionId(TOKEN))))
        .isEqualTo("ResourceNotFoundException 400");
    assertThat(invocations).isEmpty();

    world.advance(LONG);
    assertThat(invocations)
        .extracting(call -> call.step().wireName())
        .containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
    assertThat(invocations).extracting(RotationInvocation::clientRequestToken).containsOnly(TOKEN);
    assertThat(invocations)
        .extracting(RotationInvocation::secretId)
        .containsOnly(placeholder.arn());
    assertThat(invocations)
        .extracting(RotationInvocation::rotationToken)
        .allMatch(token -> token.matches("[A-Za-z0-9-]{36,256}"))
        .doesNotContain(TOKEN);
    assertThat(describe().versionIdsToStages())
        .containsEntry(TOKEN, List.of("AWSCURRENT", "AWSPENDING"));
    assertThat(describe().lastRotatedDate()).isNotNull();
    assertThat(trail()).containsExactly("RotationStarted", "RotationSucceeded");
  }

  @Test
  @DisplayName("The next rotation may start while AWSPENDING is on the current version")
  void again() {
    rotate(world);
    world.advance(LONG);
    secrets.rotateSecret(rotate -> rotate.secretId("app"));
    world.advance(LONG);
    assertThat(trail()).hasSize(4).endsWith("RotationSucceeded");
  }

  @Test
  @DisplayName("RotateSecret with the same token is the same request")
  void idempotent() {
    rotate(world);
    rotate(world);
    world.advance(LONG);
    assertThat(invocations).hasSize(4);
  }

  @Test
  @DisplayName("Without a function there is no rotation")
  void noFunction() {
    assertThat(message(() -> secrets.rotateSecret(rotate -> rotate.secretId("app"))))
        .isEqualTo("No Lambda rotation function ARN is associated with this secret.");
  }

  @Test
  @DisplayName("A failed step replays the whole process with the same token, then gives up")
  void replays() {
    world = world(RotationTiming.typical().withReplays(5, Span.exactly(Duration.ofMinutes(1))));
    function =
        (invocation, here) -> {
          if (invocation.step() == RotationStep.TEST) {
            throw new IllegalStateException("does not work");
          }
          rotate(invocation, here);
        };
    secrets = Sdk.of(world).secrets();
    rotate(world);
    world.advance(LONG);
    assertThat(invocations)
        .extracting(RotationInvocation::step)
        .startsWith(RotationStep.CREATE, RotationStep.SET, RotationStep.CREATE);
    assertThat(invocations).extracting(RotationInvocation::clientRequestToken).containsOnly(TOKEN);
    assertThat(trail()).containsExactly("RotationStarted", "RotationFailed");
    assertThat(world.secrets().runs().trail().getLast().message()).contains("testSecret");
    assertThat(message(() -> secrets.rotateSecret(rotate -> rotate.secretId("app"))))
        .isEqualTo("A previous rotation isn't complete. That rotation will be reattempted.");
  }

  @Test
  @DisplayName("A function that dies has failed its step")
  void crash() {
    function =
        (invocation, here) -> {
          Sdk.of(new Gateway(here).hook((call, at) -> Fate.crashAfter())).sts().getCallerIdentity();
        };
    rotate(world);
    world.advance(LONG);
    assertThat(trail()).containsExactly("RotationStarted", "RotationFailed");
  }

  @Test
  @DisplayName("A finishSecret that does not move AWSCURRENT has failed")
  void notFinished() {
    function = (invocation, here) -> invocations.add(invocation);
    rotate(world);
    world.advance(LONG);
    assertThat(trail()).containsExactly("RotationStarted", "RotationFailed");
  }

  @Test
  @DisplayName(
      "RotateImmediately=false calls only testSecret, on a copy that stays without a label")
  void testOnly() {
    secrets.rotateSecret(rotate ->
        rotate
            .secretId("app")
            .rotationLambdaARN(LAMBDA)
            .rotateImmediately(false)
            .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
    world.advance(LONG);
    assertThat(invocations).extracting(RotationInvocation::step).containsExactly(RotationStep.TEST);
    assertThat(describe().versionIdsToStages()).hasSize(1);
    assertThat(describe().lastRotatedDate()).isNull();
    String token = invocations.getFirst().clientRequestToken();
    assertThat(secrets.getSecretValue(get -> get.secretId("app").versionId(token)))
        .returns(
            secrets.getSecretValue(get -> get.secretId("app")).secretString(),
            GetSecretValueResponse::secretString)
        .satisfies(copy -> assertThat(copy.versionStages()).isEmpty());
    assertThat(trail()).containsExactly("TestRotationStarted", "TestRotationSucceeded");
  }

  @Test
  @DisplayName("Someone else's new version abandons the rotation and takes AWSPENDING off")
  void abandoned() {
    rotate(world);
    secrets.putSecretValue(put -> put.secretId("app").secretString("by hand"));
    world.advance(LONG);
    assertThat(invocations).isEmpty();
    assertThat(trail()).containsExactly("RotationStarted", "RotationAbandoned");
    assertThat(describe().versionIdsToStages().values())
        .noneMatch(labels -> labels.contains("AWSPENDING"));
  }

  @Test
  @DisplayName("CancelRotateSecret ends the rotation and leaves AWSPENDING where it is")
  void cancel() {
    rotate(world);
    CancelRotateSecretResponse answer =
        secrets.cancelRotateSecret(cancel -> cancel.secretId("app"));
    assertThat(answer.name()).isEqualTo("app");
    assertThat(answer.versionId()).isNull();
    world.advance(LONG);
    assertThat(invocations).isEmpty();
    assertThat(describe().rotationEnabled()).isFalse();
    assertThat(describe().versionIdsToStages()).containsEntry(TOKEN, List.of("AWSPENDING"));
    assertThat(message(() -> rotateWith("22222222-2222-2222-2222-222222222222")))
        .contains("isn't complete");
  }

  @Test
  @DisplayName("CancelRotateSecret lets the step that is under way end, and none follows")
  void cancelledInAStep() {
    function =
        (invocation, here) -> {
          rotate(invocation, here);
          if (invocation.step() == RotationStep.SET) {
            Sdk.of(here).secrets().cancelRotateSecret(cancel -> cancel.secretId("app"));
          }
        };
    rotate(world);
    world.advance(LONG);
    assertThat(invocations)
        .extracting(RotationInvocation::step)
        .containsExactly(RotationStep.CREATE, RotationStep.SET);
    assertThat(describe().versionIdsToStages()).containsEntry(TOKEN, List.of("AWSPENDING"));
    assertThat(describe().rotationLambdaARN()).isEqualTo(LAMBDA);
    assertThat(describe().nextRotationDate()).isNull();
    secrets.getSecretValue(get -> get.secretId("app").versionStage("AWSPENDING"));
  }

  @Test
  @DisplayName("To cancel where nothing was ever rotated is no error")
  void nothingToCancel() {
    assertThat(secrets.cancelRotateSecret(cancel -> cancel.secretId("app")).name())
        .isEqualTo("app");
  }

  @Test
  @DisplayName("A schedule in days rotates again and again by itself")
  void schedule() {
    secrets.rotateSecret(rotate ->
        rotate
            .secretId("app")
            .rotationLambdaARN(LAMBDA)
            .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
    world.advance(Duration.ofDays(100));
    assertThat(trail()).filteredOn("RotationSucceeded"::equals).hasSize(4);
    assertThat(describe().nextRotationDate()).isAfter(world.now());
  }

  @Test
  @DisplayName("A value stored by hand counts as a rotation when the next date is worked out")
  void recounted() {
    secrets.rotateSecret(rotate ->
        rotate
            .secretId("app")
            .rotationLambdaARN(LAMBDA)
            .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
    world.advance(Duration.ofDays(20));
    secrets.putSecretValue(put -> put.secretId("app").secretString("by hand"));
    assertThat(describe().nextRotationDate()).isEqualTo(world.now().plus(Duration.ofDays(30)));
  }

  @Test
  @DisplayName("Rules are checked: days or an expression, at least four hours, cron at minute 0")
  void rules() {
    assertThat(List.of("rate(3 hours)", "rate(x days)", "cron(5 8 * * ? *)", "cron(0 8 1 * 1 *)"))
        .allSatisfy(expression ->
            assertThat(refusal(() -> schedule(expression)))
                .isEqualTo("InvalidParameterException 400"));
    schedule("cron(0 8 1 * ? *)");
  }

  @Test
  @DisplayName("A fork has rotations of its own")
  void forked() {
    rotate(world);
    World fork = world.fork();
    fork.advance(LONG);
    assertThat(world.secrets().runs().underWay()).hasSize(1);
    assertThat(fork.secrets().runs().underWay()).isEmpty();
    assertThat(invocations).hasSize(4);
    assertThat(describe().versionIdsToStages()).containsEntry(TOKEN, List.of("AWSPENDING"));
  }

  private void rotate(RotationInvocation invocation, World here) {
    invocations.add(invocation);
    SecretsManagerClient client = Sdk.of(here).secrets();
    String token = invocation.clientRequestToken();
    switch (invocation.step()) {
      case CREATE ->
          client.putSecretValue(put ->
              put.secretId(invocation.secretId())
                  .clientRequestToken(token)
                  .rotationToken(invocation.rotationToken())
                  .secretString("value of " + token)
                  .versionStages("AWSPENDING"));
      case FINISH -> {
        String current =
            client.getSecretValue(get -> get.secretId(invocation.secretId())).versionId();
        client.updateSecretVersionStage(update ->
            update
                .secretId(invocation.secretId())
                .versionStage("AWSCURRENT")
                .moveToVersionId(token)
                .removeFromVersionId(current));
      }
      case SET, TEST -> client.describeSecret(get -> get.secretId(invocation.secretId()));
    }
  }

  private World world(RotationTiming timing) {
    return WorldBuilder.seeded(8)
        .rotation(timing)
        .secret("app", app -> app.value("first"))
        .build()
        .rotationFunction((invocation, here) -> function.invoke(invocation, here));
  }

  private void rotate(World here) {
    Sdk.of(here)
        .secrets()
        .rotateSecret(
            rotate -> rotate.secretId("app").rotationLambdaARN(LAMBDA).clientRequestToken(TOKEN));
  }

  private void rotateWith(String token) {
    secrets.rotateSecret(
        rotate -> rotate.secretId("app").rotationLambdaARN(LAMBDA).clientRequestToken(token));
  }

  private void schedule(String expression) {
    secrets.rotateSecret(rotate ->
        rotate
            .secretId("app")
            .rotationLambdaARN(LAMBDA)
            .rotationRules(rules -> rules.scheduleExpression(expression)));
  }

  private DescribeSecretResponse describe() {
    return secrets.describeSecret(get -> get.secretId("app"));
  }

  private List<String> trail() {
    return world.secrets().runs().trail().stream().map(RotationEvent::name).toList();
  }
}
