package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/** GetSessionToken and GetFederationToken. */
class UserSessionsTest {
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  private final World world =
      WorldBuilder.seeded(9)
          .lag(PropagationDelays.none())
          .role("Reader")
          .user(
              "alice",
              user ->
                  user.key(Duration.ofDays(1))
                      .permit("sts:GetFederationToken", "sts:AssumeRole", "secretsmanager:*"))
          .build();
  private final Sdk admin = Sdk.of(world);
  private final Sdk alice = admin.as(world.credentials("alice", 0));

  @Test
  @DisplayName("A user's session is the user, for twelve hours, and may do what the user may")
  void session() {
    Sdk session = session(alice);
    assertThat(session.sts().getCallerIdentity())
        .returns("arn:aws:iam::123456789012:user/alice", GetCallerIdentityResponse::arn)
        .returns(alice.sts().getCallerIdentity().userId(), GetCallerIdentityResponse::userId);
    session.secrets().createSecret(create -> create.name("app").secretString("v"));
    world.advance(Duration.ofHours(12).minusSeconds(1));
    session.secrets().getSecretValue(get -> get.secretId("app"));
    world.advance(Duration.ofSeconds(1));
    assertThat(refusal(() -> session.sts().getCallerIdentity())).isEqualTo("ExpiredToken 403");
  }

  @Test
  @DisplayName("Nobody needs a permission for a session, not even one who is denied it")
  void noPermission() {
    world.deny("user/alice", "*");
    assertThat(session(alice).sts().getCallerIdentity().arn()).endsWith(":user/alice");
  }

  @Test
  @DisplayName("It may not call IAM, nor of STS anything but AssumeRole and GetCallerIdentity")
  void bounds() {
    world.permit("user/alice", "*");
    Sdk session = session(alice);
    assertThat(refusal(() -> session.iam().getUser())).isEqualTo("InvalidClientTokenId 403");
    assertThat(message(() -> session.sts().getSessionToken()))
        .isEqualTo("Cannot call GetSessionToken with session credentials");
    assertThat(message(() -> federated(session.sts(), POLICY)))
        .isEqualTo("Cannot call GetFederationToken with session credentials");
    assertThat(
            refusal(() ->
                session
                    .sts()
                    .getAccessKeyInfo(
                        it -> it.accessKeyId(world.credentials("alice", 0).accessKeyId()))))
        .isEqualTo("AccessDenied 403");
    session
        .sts()
        .assumeRole(assume ->
            assume
                .roleArn("arn:aws:iam::123456789012:role/Reader")
                .roleSessionName("s1")
                .durationSeconds(7200));
  }

  @Test
  @DisplayName("It outlives the key that got it, and a new name, but not the user")
  void outlives() {
    Sdk session = session(alice);
    String key = world.credentials("alice", 0).accessKeyId();
    admin
        .iam()
        .updateAccessKey(it -> it.userName("alice").accessKeyId(key).status(StatusType.INACTIVE));
    admin.iam().deleteAccessKey(it -> it.userName("alice").accessKeyId(key));
    admin.iam().updateUser(it -> it.userName("alice").newUserName("carol"));
    assertThat(session.sts().getCallerIdentity().arn()).endsWith(":user/carol");
    admin.iam().deleteUser(it -> it.userName("carol"));
    assertThat(refusal(() -> session.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
  }

  @Test
  @DisplayName("Nobody has an MFA device, and durations are from 15 minutes to 36 hours")
  void refused() {
    StsClient sts = alice.sts();
    String serial = "arn:aws:iam::123456789012:mfa/alice";
    assertThat(
            message(() -> sts.getSessionToken(it -> it.serialNumber(serial).tokenCode("123456"))))
        .contains("invalid MFA one time pass code");
    assertThat(message(() -> sts.getSessionToken(it -> it.serialNumber(serial))))
        .contains("must provide both MFA serial number and one time pass code");
    sts.getSessionToken(it -> it.durationSeconds(129_600));
    for (int seconds : new int[] {899, 129_601}) {
      assertThat(refusal(() -> sts.getSessionToken(it -> it.durationSeconds(seconds))))
          .isEqualTo("ValidationError 400");
    }
  }

  @Test
  @DisplayName("A federated user has a name of its own, and may do nothing without a policy")
  void federatedWithoutPolicy() {
    GetFederationTokenResponse answer = federated(alice.sts(), null);
    assertThat(answer.federatedUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:federated-user/guest");
    assertThat(answer.federatedUser().federatedUserId()).isEqualTo("123456789012:guest");
    Sdk guest = with(answer.credentials());
    assertThat(guest.sts().getCallerIdentity().arn()).isEqualTo(answer.federatedUser().arn());
    assertThat(refusal(() -> guest.secrets().listSecrets())).isEqualTo("AccessDeniedException 400");
  }

  @Test
  @DisplayName("With a policy it may do what its caller may, but neither IAM nor other roles")
  void federatedWithPolicy() {
    GetFederationTokenResponse answer = federated(alice.sts(), POLICY);
    Sdk guest = with(answer.credentials());
    assertThat(guest.secrets().listSecrets().secretList()).isEmpty();
    world.pardon("user/alice").permit("user/alice", "*");
    List<ThrowingCallable> forbidden =
        List.of(
            () ->
                guest
                    .sts()
                    .assumeRole(it ->
                        it.roleArn("arn:aws:iam::123456789012:role/Reader").roleSessionName("s1")),
            () -> guest.sts().getSessionToken());
    assertThat(forbidden).allSatisfy(it -> assertThat(refusal(it)).isEqualTo("AccessDenied 403"));
    assertThat(refusal(() -> guest.iam().listUsers())).isEqualTo("InvalidClientTokenId 403");
  }

  @Test
  @DisplayName("A federated user needs a name, and a policy that is one")
  void federatedRefused() {
    StsClient sts = alice.sts();
    assertThat(refusal(() -> sts.getFederationToken(it -> {}))).isEqualTo("ValidationError 400");
    assertThat(refusal(() -> sts.getFederationToken(it -> it.name("x"))))
        .isEqualTo("ValidationError 400");
    assertThat(refusal(() -> federated(sts, "{}"))).isEqualTo("MalformedPolicyDocument 400");
    List<PolicyDescriptorType> eleven =
        Collections.nCopies(
            11,
            PolicyDescriptorType.builder().arn("arn:aws:iam::aws:policy/ReadOnlyAccess").build());
    assertThat(refusal(() -> sts.getFederationToken(it -> it.name("guest").policyArns(eleven))))
        .isEqualTo("ValidationError 400");
    sts.getFederationToken(it -> it.name("guest").policyArns(eleven.subList(0, 10)));
    world.deny("user/alice", "sts:GetFederationToken");
    assertThat(refusal(() -> federated(sts, POLICY))).isEqualTo("AccessDenied 403");
  }

  @Test
  @DisplayName("The administrator's own session is as mighty as it is")
  void administrator() {
    assertThat(session(admin).iam().listUsers().users()).hasSize(1);
  }

  private Sdk session(Sdk from) {
    return with(from.sts().getSessionToken().credentials());
  }

  private static GetFederationTokenResponse federated(StsClient sts, @Nullable String policy) {
    return sts.getFederationToken(it -> it.name("guest").policy(policy));
  }

  private Sdk with(software.amazon.awssdk.services.sts.model.Credentials got) {
    assertThat(got.accessKeyId()).startsWith("ASIA");
    return admin.as(
        AwsSessionCredentials.create(got.accessKeyId(), got.secretAccessKey(), got.sessionToken()));
  }
}
