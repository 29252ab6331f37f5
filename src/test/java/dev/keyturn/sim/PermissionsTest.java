package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

class PermissionsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Rotator";

  private final World world =
      WorldBuilder.seeded(10)
          .lag(PropagationDelays.none())
          .user("alice", user -> user.key(Duration.ofDays(1)))
          .secret("app", app -> app.value("v"))
          .role("Rotator")
          .build();
  private final Sdk admin = Sdk.of(world);
  private final Sdk alice = admin.as(world.credentials("alice", 0));

  @Test
  @DisplayName("A user may ask who it is, and nothing else, in AWS's words")
  void userAlone() {
    assertThat(alice.sts().getCallerIdentity().arn())
        .isEqualTo("arn:aws:iam::123456789012:user/alice");
    assertThat(message(() -> alice.iam().createAccessKey()))
        .isEqualTo(
            "User: arn:aws:iam::123456789012:user/alice is not authorized to perform:"
                + " iam:CreateAccessKey on resource: arn:aws:iam::123456789012:user/alice because"
                + " no identity-based policy allows the iam:CreateAccessKey action");
    assertThat(message(() -> alice.secrets().getSecretValue(get -> get.secretId("app"))))
        .startsWith("User: arn:aws:iam::123456789012:user/alice is not authorized to perform:")
        .contains(":secret:app-");
    assertThat(refusal(() -> alice.sts().getAccessKeyInfo(get -> get.accessKeyId("A".repeat(20)))))
        .isEqualTo("AccessDenied 403");
  }

  @Test
  @DisplayName("Permissions are given by action, by service, or altogether")
  void permissions() {
    world.permit("user/alice", "iam:ListUsers");
    alice.iam().listUsers();
    assertThat(refusal(() -> alice.iam().getUser())).isEqualTo("AccessDenied 403");
    world.permit("user/alice", "iam:*");
    alice.iam().getUser();
    assertThat(refusal(() -> alice.secrets().listSecrets())).isEqualTo("AccessDeniedException 400");
    world.permit("user/alice", "*");
    alice.secrets().listSecrets();
  }

  @Test
  @DisplayName("A denial beats any permission, but not GetCallerIdentity")
  void denial() {
    world.deny(World.ADMINISTRATOR, "iam:TagUser", "sts:GetCallerIdentity");
    assertThat(message(() -> admin.iam().tagUser(tag -> tag.userName("alice").tags(List.of()))))
        .endsWith("with an explicit deny in an identity-based policy");
    admin.sts().getCallerIdentity();
    world.pardon(World.ADMINISTRATOR);
    admin.iam().tagUser(tag -> tag.userName("alice").tags(List.of()));
  }

  @Test
  @DisplayName("The administrator is no IAM user, so listings hold only what was put there")
  void administrator() {
    assertThat(admin.sts().getCallerIdentity().arn()).contains(":assumed-role/Administrator/");
    assertThat(admin.iam().listUsers().users()).hasSize(1);
  }

  @Test
  @DisplayName("A session works for its hour, then its token has expired")
  void session() {
    Sdk session = admin.as(assume(admin, 3600));
    assertThat(session.sts().getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/Rotator/fleet");
    world.advance(Duration.ofMinutes(59));
    session.iam().listUsers();
    world.advance(Duration.ofMinutes(1));
    assertThat(refusal(() -> session.iam().listUsers())).isEqualTo("ExpiredToken 403");
    assertThat(refusal(() -> session.secrets().listSecrets()))
        .isEqualTo("ExpiredTokenException 400");
  }

  @Test
  @DisplayName("A session's key is worth nothing without its token")
  void tokenIsChecked() {
    AwsCredentials session = assume(admin, 900);
    Sdk without = admin.as(new Credentials(session.accessKeyId(), session.secretAccessKey()));
    assertThat(refusal(() -> without.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
    Sdk wrong =
        admin.as(
            AwsSessionCredentials.create(
                session.accessKeyId(), session.secretAccessKey(), "another"));
    assertThat(refusal(() -> wrong.secrets().listSecrets()))
        .isEqualTo("UnrecognizedClientException 400");
  }

  @Test
  @DisplayName("A session that assumes a role gets an hour at most")
  void roleChaining() {
    Sdk session = admin.as(assume(admin, 7200));
    assertThat(refusal(() -> assume(session, 7200))).isEqualTo("ValidationError 400");
    assume(session, 3600);
  }

  @Test
  @DisplayName("A role that is not there, or in another account, is AccessDenied")
  void unknownRole() {
    assertThat(
            refusal(() ->
                admin
                    .sts()
                    .assumeRole(assume -> assume.roleArn(ROLE + "2").roleSessionName("fleet"))))
        .isEqualTo("AccessDenied 403");
    assertThat(refusal(() -> assume(alice, 3600))).isEqualTo("AccessDenied 403");
  }

  private static AwsCredentials assume(Sdk sdk, int seconds) {
    AssumeRoleResponse role =
        sdk.sts()
            .assumeRole(
                assume -> assume.roleArn(ROLE).roleSessionName("fleet").durationSeconds(seconds));
    return AwsSessionCredentials.create(
        role.credentials().accessKeyId(),
        role.credentials().secretAccessKey(),
        role.credentials().sessionToken());
  }
}
