package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the rotator's policy is got, by who one is. */
class RotatorGrantTest {
  private static final String POLICY = "arn:aws:iam::111122223333:policy/keyturn-rotator-eu-west-1";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "role/team/Ops | aws iam attach-role-policy --role-name Ops --policy-arn",
        "user/alice    | aws iam attach-user-policy --user-name alice --policy-arn",
        "root          | Run Keyturn as a role with the policy",
      })
  @DisplayName("It is attached to a role or a user by its command")
  void attached(String principal, String remedy) {
    assertThat(grant(principal, false)).isEqualTo(remedy + " " + POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_My_Set_0123456789abcdef",
    "role/AWSReservedSSO_My_Set_0123456789abcdef",
  })
  @DisplayName(
      "A role of Identity Center's gets it by its permission set, as IAM lets nobody change it")
  void permissionSet(String principal) {
    assertThat(grant(principal, false))
        .contains("the permission set My_Set,", "keyturn-rotator-eu-west-1")
        .doesNotContain("aws iam");
  }

  @Test
  @DisplayName("Where nothing is deployed yet, there is no policy to attach: deploying comes first")
  void notDeployed() {
    assertThat(grant("role/Ops", true))
        .startsWith("The deployment makes the policy keyturn-rotator-eu-west-1")
        .contains("deploy/README.md. Then: aws iam attach-role-policy --role-name Ops");
  }

  private static String grant(String principal, boolean absent) {
    return new RotatorGrant("arn:aws:iam::111122223333:" + principal, POLICY, absent).remedy();
  }
}
