package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.SecretFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to be kept is compared by its bytes, so that a change of any of them shows. */
class HostileSecretValuesTest {
  private static final String VALUE =
      """
      { "note": "a \\u00e9", "n": 1.50, "UserName": "\\u0061pp",
        "AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SmtpUserName": "x",
        "SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" }
      """;

  @ParameterizedTest(name = "{0} becomes {1}")
  @DisplayName("Another spelling of what is not ours is noticed")
  @CsvSource({
    "'{ \"note', '{\"note'",
    "\\u00e9, é",
    "1.50, 1.5",
    "\\u0061pp, app",
    "'\",\n', '\", \n'",
    "\"SmtpUserName\": \"x\", \"SmtpUserName\": \"y\"",
    "'\" }', '\"}'"
  })
  void spelling(String now, String then) {
    assertThat(VALUE).contains(now);
    assertThat(SecretValues.others(VALUE.replace(now, then), SecretFormat.DEFAULT))
        .isNotEqualTo(SecretValues.others(VALUE, SecretFormat.DEFAULT));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("Another key is not taken for a change of what is kept")
  @ValueSource(strings = {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"})
  void anotherKey(String now) {
    assertThat(SecretValues.others(VALUE.replace(now, "other"), SecretFormat.DEFAULT))
        .isEqualTo(SecretValues.others(VALUE, SecretFormat.DEFAULT));
  }

  @Test
  @DisplayName("A value is rotated under its usual names, and under others")
  void names() {
    assertThat(SecretValues.tried(VALUE, SecretFormat.DEFAULT)).isTrue();
    assertThat(SecretValues.tried(SecretValues.renamed(VALUE), SecretValues.OTHER_NAMES)).isTrue();
    assertThat(SecretValues.tried(VALUE, SecretValues.OTHER_NAMES)).isFalse();
  }

  @Test
  @DisplayName("A value is rotated in the fields that are recognised, a credentials file as well")
  void recognised() {
    assertThat(SecretValues.recognised(VALUE)).isTrue();
    assertThat(SecretValues.recognised(SecretValues.asCredentialsFile("# x"))).isTrue();
    assertThat(SecretValues.recognised(SecretValues.asCredentialsFile(" more"))).isFalse();
    assertThat(SecretValues.recognised("{}")).isFalse();
  }
}
