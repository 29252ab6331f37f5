package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.Rate;
import dev.keyturn.sim.core.ServiceError;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

class FatesTest {
  private final World world =
      WorldBuilder.seeded(11)
          .lag(PropagationDelays.none())
          .user("alice")
          .secret("app", app -> app.value("first"))
          .build();
  private final CallLog log = new CallLog();
  private final Gateway gateway = new Gateway(world).observe(log);
  private final Sdk admin = Sdk.of(gateway);
  private final IamClient iam = admin.iam();
  private final SecretsManagerClient secrets = admin.secrets();

  @Test
  @DisplayName("Each service words an injected error as its own")
  void injected() {
    assertThat(
            List.of(
                Fate.throttled(),
                Fate.serverError(),
                Fate.denied(),
                Fate.expiredToken(),
                (Fate) new Fate.Answer(new ServiceError("NoSuchEntity", 404, "gone"))))
        .extracting(this::createRefused)
        .containsExactly(
            "Throttling 400",
            "ServiceFailure 500",
            "AccessDenied 403",
            "ExpiredToken 403",
            "NoSuchEntity 404");
    assertThat(List.of(Fate.throttled(), Fate.serverError(), Fate.denied(), Fate.expiredToken()))
        .extracting(this::readRefused)
        .containsExactly(
            "ThrottlingException 400",
            "InternalServiceError 500",
            "AccessDeniedException 400",
            "ExpiredTokenException 400");
    assertThat(keys()).isZero();
  }

  @Test
  @DisplayName("A connection that is cut has no effect; a reply that is lost has one")
  void lost() {
    gateway.hook((call, here) -> Fate.cut());
    assertThatThrownBy(this::create)
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(keys()).isZero();
    gateway.hook((call, here) -> Fate.replyLost());
    assertThatThrownBy(this::create)
        .isInstanceOf(SdkClientException.class)
        .hasRootCauseInstanceOf(IOException.class);
    assertThat(keys()).isOne();
    assertThat(log.results()).extracting(CallResult::tookEffect).containsExactly(false, true);
  }

  @Test
  @DisplayName("A crash comes through the SDK unwrapped, before or after the effect")
  void crash() {
    gateway.hook((call, here) -> Fate.crashBefore());
    assertThatThrownBy(this::create)
        .isInstanceOf(SimulatedCrash.class)
        .hasMessage("crashed before iam:CreateAccessKey (call 0)");
    assertThat(keys()).isZero();
    gateway.hook((call, here) -> Fate.crashAfter());
    assertThatThrownBy(this::create).isInstanceOf(SimulatedCrash.class);
    assertThat(keys()).isOne();
    assertThat(log.actions()).hasSize(2);
  }

  @Test
  @DisplayName("A stale read answers from an older world, and writes go to the present")
  void stale() {
    World past = world.fork();
    secrets.putSecretValue(put -> put.secretId("app").secretString("second"));
    create();
    gateway.hook((call, here) -> Fate.stale(past));
    assertThat(secrets.getSecretValue(get -> get.secretId("app")).secretString())
        .isEqualTo("first");
    assertThat(iam.listAccessKeys(list -> list.userName("alice")).accessKeyMetadata()).isEmpty();
    create();
    assertThat(keys()).isEqualTo(2);
    assertThat(past.iam().keys(past.iam().user("alice").orElseThrow())).isEmpty();
  }

  @Test
  @DisplayName("A hook sees what is asked, but no secret value")
  void whatAHookSees() {
    secrets.putSecretValue(put -> put.secretId("app").secretString("very secret"));
    iam.listAccessKeys(list -> list.userName("alice"));
    assertThat(log.actions())
        .containsExactly("secretsmanager:PutSecretValue", "iam:ListAccessKeys");
    Call put = log.calls().getFirst();
    assertThat(put.parameter("SecretId")).isEqualTo("app");
    assertThat(put.accessKeyId()).isEqualTo(world.administrator().accessKeyId());
    assertThat(put.toString()).doesNotContain("very secret");
    assertThat(put.reads()).isFalse();
    assertThat(log.calls().getLast().parameter("UserName")).isEqualTo("alice");
    assertThat(log.calls().getLast().reads()).isTrue();
    assertThat(log.count("iam:ListAccessKeys")).isOne();
  }

  @Test
  @DisplayName("One call among many can be chosen")
  void nth() {
    gateway.hook(CallHook.nth(2, "iam:CreateAccessKey", Fate.throttled()));
    create();
    iam.listUsers();
    assertThat(refusal(this::create)).isEqualTo("Throttling 400");
    create();
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  @DisplayName("An observer sees the world after each call, and what it throws comes out")
  void checker() {
    gateway.observe((call, result, here) -> {
      int count = here.iam().keys(here.iam().user("alice").orElseThrow()).size();
      if (count > 1) {
        throw new AssertionError("two keys after " + call.action());
      }
    });
    create();
    assertThatThrownBy(this::create)
        .isInstanceOf(AssertionError.class)
        .hasMessage("two keys after iam:CreateAccessKey");
  }

  @Test
  @DisplayName("With a rate, an API throttles each on its own and recovers as time passes")
  void throttling() {
    World slow =
        WorldBuilder.seeded(11)
            .throttle("*", new Rate(2, 3))
            .throttle("iam:GetUser", new Rate(1, 1))
            .user("alice")
            .build();
    IamClient client = Sdk.of(slow).iam();
    client.getUser(get -> get.userName("alice"));
    assertThat(refusal(() -> client.getUser(get -> get.userName("alice"))))
        .isEqualTo("Throttling 400");
    for (int i = 0; i < 3; i++) {
      client.listUsers();
    }
    assertThat(refusal(() -> client.listUsers())).isEqualTo("Throttling 400");
    assertThat(refusal(() -> client.listUsers())).isEqualTo("Throttling 400");
    slow.advance(Duration.ofMillis(500));
    client.listUsers();
  }

  private String createRefused(Fate fate) {
    gateway.hook((call, here) -> fate);
    return refusal(this::create);
  }

  private String readRefused(Fate fate) {
    gateway.hook((call, here) -> fate);
    return refusal(() -> secrets.describeSecret(get -> get.secretId("app")));
  }

  private void create() {
    iam.createAccessKey(create -> create.userName("alice"));
  }

  private int keys() {
    return world.iam().keys(world.iam().user("alice").orElseThrow()).size();
  }
}
