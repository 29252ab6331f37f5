package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are those of the Terraform provider's own tests. */
class SmtpPasswordTest {
  @ParameterizedTest
  @CsvSource({
    "eu-central-1, some+secret+key, BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2",
    "eu-central-1, another+secret+key, BBbphbrQmrKMx42d1N6+C7VINYEBGI5v9VsZeTxwskfh",
    "us-west-1, some+secret+key, BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj",
    "us-west-1, another+secret+key, BKVmjjMDFk/qqw8EROW99bjCS65PF8WKvK5bSr4Y6EqF",
  })
  @DisplayName("A password is derived for a secret access key and a Region")
  void vectors(String region, String secret, String password) {
    assertThat(SmtpPassword.of(secret, region)).isEqualTo(password);
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-central-1", "us-gov-west-1", "cn-north-1", "us-iso-east-1"})
  @DisplayName("Regions look like Regions")
  void regions(String region) {
    assertThat(SmtpPassword.isRegion(region)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Frankfurt", "eu-central", "eu central 1", "email-smtp.eu-central-1"})
  @DisplayName("Other things do not")
  void noRegions(String text) {
    assertThat(SmtpPassword.isRegion(text)).isFalse();
  }
}
