package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTextTest {
  private static final SecretText SECRET = SecretText.of("wJalrXUtnFEMI");

  @Test
  void itPrintsAsStarsAloneAndInsideOthers() {
    assertThat(SECRET).hasToString("***");
    assertThat(new Credential(new UserName("a"), new AccessKeyId("AKIAIOSFODNN7EXAMPLE"), SECRET))
        .asString()
        .doesNotContain("wJal")
        .contains("***")
        .contains("****MPLE");
  }

  @Test
  void itsHashIsNoFingerprint() {
    assertThat(SECRET.hashCode()).isEqualTo(SecretText.of("other").hashCode());
  }

  @Test
  void itEqualsOnlyTheSameText() {
    assertThat(SECRET).isEqualTo(SecretText.of("wJalrXUtnFEMI")).isNotEqualTo(SecretText.of("x"));
  }
}
