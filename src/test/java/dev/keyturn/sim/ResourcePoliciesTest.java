package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ValidateResourcePolicyResponse;

class ResourcePoliciesTest {
  private static final String NARROW =
      policy("{\"AWS\":\"arn:aws:iam::123456789012:role/Reader\"}", "");
  private static final String PUBLIC = policy("\"*\"", "");

  private final SecretsManagerClient secrets = Sdk.of(WorldBuilder.seeded(8).build()).secrets();
  private String arn = "";

  @BeforeEach
  void secret() {
    arn = secrets.createSecret(create -> create.name("app").secretString("v")).arn();
  }

  @Test
  @DisplayName("A secret without a policy is answered without one")
  void none() {
    var answer = secrets.getResourcePolicy(get -> get.secretId("app"));
    assertThat(answer.resourcePolicy()).isNull();
    assertThat(answer.arn()).isEqualTo(arn);
    assertThat(answer.name()).isEqualTo("app");
  }

  @Test
  @DisplayName("A policy is told as it was put, until it is deleted, which may be done twice")
  void life() {
    assertThat(secrets.putResourcePolicy(put -> put.secretId(arn).resourcePolicy(NARROW)).name())
        .isEqualTo("app");
    secrets.putSecretValue(put -> put.secretId("app").secretString("another"));
    assertThat(stored()).isEqualTo(NARROW);
    for (int i = 0; i < 2; i++) {
      secrets.deleteResourcePolicy(delete -> delete.secretId("app"));
      assertThat(stored()).isNull();
    }
  }

  @Test
  @DisplayName("A policy for everybody is taken, unless that is to be blocked")
  void blocked() {
    assertThat(
            refusal(() ->
                secrets.putResourcePolicy(
                    put -> put.secretId("app").resourcePolicy(PUBLIC).blockPublicPolicy(true))))
        .isEqualTo("PublicPolicyException 400");
    assertThat(stored()).isNull();
    secrets.putResourcePolicy(put -> put.secretId("app").resourcePolicy(PUBLIC));
    assertThat(stored()).isEqualTo(PUBLIC);
  }

  @Test
  @DisplayName("With a condition, or as a denial, everybody may be named")
  void bounded() {
    String bounded =
        policy(
            "{\"AWS\":[\"*\"]}",
            ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-1\"}}");
    String denial = PUBLIC.replace("Allow", "Deny");
    for (String policy : new String[] {bounded, denial}) {
      secrets.putResourcePolicy(
          put -> put.secretId("app").resourcePolicy(policy).blockPublicPolicy(true));
      assertThat(stored()).isEqualTo(policy);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        " ",
        "{}",
        "{\"Version\":\"2019-10-19\",\"Statement\":[]}",
        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"May\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}}",
        "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}}"
      })
  @DisplayName("What is no policy of a resource is refused, and nothing is stored")
  void malformed(String text) {
    assertThat(
            refusal(
                () -> secrets.putResourcePolicy(put -> put.secretId("app").resourcePolicy(text))))
        .isEqualTo("MalformedPolicyDocumentException 400");
    assertThat(refusal(() -> secrets.validateResourcePolicy(it -> it.resourcePolicy(text))))
        .isEqualTo("MalformedPolicyDocumentException 400");
    assertThat(stored()).isNull();
  }

  @Test
  @DisplayName("Validation tells a policy for everybody, and stores nothing")
  void validated() {
    ValidateResourcePolicyResponse wide =
        secrets.validateResourcePolicy(it -> it.secretId("app").resourcePolicy(PUBLIC));
    assertThat(wide.policyValidationPassed()).isFalse();
    assertThat(wide.validationErrors())
        .singleElement()
        .satisfies(error -> assertThat(error.errorMessage()).contains("everybody"));
    ValidateResourcePolicyResponse narrow =
        secrets.validateResourcePolicy(it -> it.resourcePolicy(NARROW));
    assertThat(narrow.policyValidationPassed()).isTrue();
    assertThat(narrow.validationErrors()).isEmpty();
    assertThat(stored()).isNull();
  }

  @Test
  @DisplayName("A policy may have 20,480 characters, and needs a secret that is there")
  void limits() {
    String longest = NARROW + " ".repeat(20_480 - NARROW.length());
    secrets.putResourcePolicy(put -> put.secretId("app").resourcePolicy(longest));
    assertThat(
            refusal(() ->
                secrets.putResourcePolicy(
                    put -> put.secretId("app").resourcePolicy(longest + " "))))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> secrets.putResourcePolicy(put -> put.secretId("app"))))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> secrets.getResourcePolicy(get -> get.secretId("none"))))
        .isEqualTo("ResourceNotFoundException 400");
    assertThat(
            refusal(() ->
                secrets.validateResourcePolicy(it -> it.secretId("none").resourcePolicy(NARROW))))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("Of a secret that waits for its deletion, the policy is not told")
  void deleted() {
    secrets.deleteSecret(delete -> delete.secretId("app"));
    assertThat(message(() -> secrets.getResourcePolicy(get -> get.secretId("app"))))
        .contains("marked for deletion");
  }

  private String stored() {
    return secrets.getResourcePolicy(get -> get.secretId("app")).resourcePolicy();
  }

  private static String policy(String principal, String more) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
        + principal
        + ",\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\""
        + more
        + "}]}";
  }
}
