package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Several accounts behind one gateway: roles across them, and what Organizations is. */
class OrganizationTest {
  private static final String HUB = "111111111111";
  private static final String WEB = "222222222222";
  private static final String ROLE = "arn:aws:iam::222222222222:role/keyturn";
  private static final RoleTrust HUB_ALONE =
      RoleTrust.of("arn:aws:iam::111111111111:role/Administrator").withExternalId("ours");

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(
              WorldBuilder.seeded(1).account(HUB).lag(PropagationDelays.none()))
          .account(
              "web",
              OrganizationTree.ROOT,
              WorldBuilder.seeded(2)
                  .account(WEB)
                  .lag(PropagationDelays.none())
                  .user("shop", user -> user.key(Duration.ofDays(9)))
                  .role("keyturn", HUB_ALONE));

  private final Gateway gateway = new Gateway(organization.management());
  private final Sdk hub = Sdk.of(gateway);

  private static AssumeRoleRequest.Builder asked() {
    return AssumeRoleRequest.builder()
        .roleArn(ROLE)
        .roleSessionName("keyturn-k3q7x2ab")
        .sourceIdentity("keyturn")
        .externalId("ours");
  }

  private Sdk member() {
    Credentials made = hub.sts().assumeRole(asked().build()).credentials();
    return hub.as(
        AwsSessionCredentials.create(
            made.accessKeyId(), made.secretAccessKey(), made.sessionToken()));
  }

  @Test
  @DisplayName("A role of another account is assumed, and its session works there and then ends")
  void session() {
    Sdk member = member();

    assertThat(member.sts().getCallerIdentity().arn())
        .isEqualTo("arn:aws:sts::222222222222:assumed-role/keyturn/keyturn-k3q7x2ab");
    assertThat(member.iam().listUsers().users()).hasSize(1);
    assertThat(hub.iam().listUsers().users()).isEmpty();
    assertThat(organization.account(WEB).sts().sessions())
        .singleElement()
        .satisfies(session -> assertThat(session.sourceIdentity()).isEqualTo("keyturn"));

    organization.management().advance(Duration.ofHours(1));

    assertThat(Sdk.refusal(() -> member.iam().listUsers())).isEqualTo("ExpiredToken 403");
  }

  @Test
  @DisplayName("A role that is missing, of an account elsewhere, or untrusting is denied alike")
  void denied() {
    assertThat(refusal(asked().roleArn(ROLE + "2"))).isEqualTo("AccessDenied 403");
    assertThat(refusal(asked().roleArn(ROLE.replace("222222222222", "999999999999"))))
        .isEqualTo("AccessDenied 403");
    assertThat(refusal(asked().externalId("another"))).isEqualTo("AccessDenied 403");
    assertThat(refusal(asked().externalId(null))).isEqualTo("AccessDenied 403");

    organization.account(WEB).sts().addRole("keyturn", RoleTrust.of("arn:aws:iam::3:root"));
    assertThat(refusal(asked())).isEqualTo("AccessDenied 403");
    organization.account(WEB).sts().addRole("keyturn", HUB_ALONE.withoutSourceIdentity());
    assertThat(refusal(asked())).isEqualTo("AccessDenied 403");
    assertThat(hub.sts().assumeRole(asked().sourceIdentity(null).build()).credentials())
        .isNotNull();
  }

  @Test
  @DisplayName("Who may not set a source identity may not assume a role with one")
  void ownPolicies() {
    organization.management().deny(World.ADMINISTRATOR, "sts:SetSourceIdentity");

    assertThat(refusal(asked())).isEqualTo("AccessDenied 403");
    assertThat(hub.sts().assumeRole(asked().sourceIdentity(null).build()).credentials())
        .isNotNull();
  }

  @Test
  @DisplayName("A source identity goes along to the next role, and nobody can set another")
  void chained() {
    organization
        .management()
        .sts()
        .addRole("back", RoleTrust.of("arn:aws:iam::222222222222:role/keyturn"));
    AssumeRoleRequest.Builder back =
        AssumeRoleRequest.builder()
            .roleArn("arn:aws:iam::111111111111:role/back")
            .roleSessionName("next");
    Sdk member = member();

    assertThat(member.sts().assumeRole(back.build()).sourceIdentity()).isEqualTo("keyturn");
    assertThat(Sdk.refusal(() -> member.sts().assumeRole(back.sourceIdentity("somebody").build())))
        .isEqualTo("AccessDenied 403");
  }

  @Test
  @DisplayName("Each account has its own throttles, and their time is one")
  void apart() {
    Sdk member = member();
    gateway.hook((call, world) ->
        world.settings().accountId().equals(WEB) ? Fate.throttled() : Fate.proceed());

    assertThat(Sdk.refusal(() -> member.iam().listUsers())).startsWith("Throttling");
    assertThat(hub.iam().listUsers().users()).isEmpty();
    organization.management().advance(Duration.ofMinutes(5));
    assertThat(organization.account(WEB).now()).isEqualTo(organization.management().now());
  }

  private String refusal(AssumeRoleRequest.Builder request) {
    return Sdk.refusal(() -> hub.sts().assumeRole(request.build()));
  }
}
