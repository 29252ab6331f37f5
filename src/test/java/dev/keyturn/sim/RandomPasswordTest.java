package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetRandomPasswordRequest;

class RandomPasswordTest {
  private final SecretsManagerClient secrets = Sdk.of(WorldBuilder.seeded(8).build()).secrets();

  @Test
  @DisplayName("A password has 32 characters, one of each type at least, and is another each time")
  void usual() {
    String password = password(it -> {});
    assertThat(password)
        .hasSize(32)
        .containsPattern("[a-z]")
        .containsPattern("[A-Z]")
        .containsPattern("[0-9]")
        .containsPattern("[^a-zA-Z0-9]")
        .doesNotContain(" ");
    assertThat(password(it -> {})).isNotEqualTo(password);
  }

  @RepeatedTest(5)
  @DisplayName("The shortest that has each type has one of each")
  void shortest() {
    assertThat(password(it -> it.passwordLength(4L)))
        .hasSize(4)
        .containsPattern("[a-z]")
        .containsPattern("[A-Z]")
        .containsPattern("[0-9]");
    assertThat(refusal(() -> password(it -> it.passwordLength(3L))))
        .isEqualTo("InvalidParameterException 400");
    assertThat(password(it -> it.passwordLength(3L).requireEachIncludedType(false))).hasSize(3);
  }

  @Test
  @DisplayName("What is excluded does not occur; a space only where it is asked for")
  void excluded() {
    assertThat(password(it -> it.passwordLength(400L).excludePunctuation(true)))
        .matches("[a-zA-Z0-9]{400}");
    assertThat(
            password(it ->
                it.passwordLength(400L)
                    .excludeLowercase(true)
                    .excludeUppercase(true)
                    .excludePunctuation(true)
                    .excludeCharacters("01234")))
        .matches("[5-9]{400}");
    assertThat(password(it -> it.passwordLength(4096L).includeSpace(true))).contains(" ");
  }

  @Test
  @DisplayName("A length that AWS does not allow, and nothing to draw from, are refused")
  void refused() {
    assertThat(refusal(() -> password(it -> it.passwordLength(4097L))))
        .isEqualTo("ValidationException 400");
    assertThat(refusal(() -> password(it -> it.passwordLength(0L))))
        .isEqualTo("ValidationException 400");
    assertThat(
            refusal(() ->
                password(it ->
                    it.excludeLowercase(true)
                        .excludeUppercase(true)
                        .excludeNumbers(true)
                        .excludePunctuation(true))))
        .isEqualTo("InvalidParameterException 400");
  }

  private String password(Consumer<GetRandomPasswordRequest.Builder> wishes) {
    return secrets.getRandomPassword(wishes).randomPassword();
  }
}
