package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.Profiles.Result;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.profiles.ProfileFile;

/** Which profiles have a key that a rotation can take over. */
class ProfilesTest {
  private static final String FILE =
      """
      [plain]
      aws_access_key_id = AKIAPLAINPLAINPLAIN1
      aws_secret_access_key = plain-secret
      region = eu-central-1

      [token]
      aws_access_key_id = AKIATOKENTOKENTOKEN1
      aws_secret_access_key = x
      aws_session_token = y

      [temporary]
      aws_access_key_id = ASIATEMPTEMPTEMPTEM1
      aws_secret_access_key = x

      [role]
      role_arn = arn:aws:iam::123456789012:role/r
      source_profile = plain

      [sso]
      sso_session = corp
      sso_account_id = 123456789012

      [program]
      credential_process = /bin/x

      [half]
      aws_access_key_id = AKIAHALFHALFHALFHAL1

      [empty]
      region = eu-central-1
      """;

  private static Result read(String name) {
    return Profiles.read(
        ProfileFile.builder()
            .content(new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)))
            .type(ProfileFile.Type.CREDENTIALS)
            .build(),
        name);
  }

  @Test
  @DisplayName("A user's access key is found")
  void found() {
    assertThat(read("plain"))
        .isEqualTo(
            new Result.Found(
                new AccessKeyId("AKIAPLAINPLAINPLAIN1"), SecretText.of("plain-secret")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"token", "temporary", "role", "sso", "program", "half", "empty"})
  @DisplayName("Whatever else a profile may hold is not for a rotation")
  void notLongTerm(String name) {
    assertThat(read(name)).isInstanceOf(Result.NotLongTerm.class);
  }

  @Test
  @DisplayName("A profile that does not exist is not found, and the others are named")
  void notFound() {
    assertThat(read("plane"))
        .isInstanceOfSatisfying(
            Result.NotFound.class,
            not -> assertThat(not.others()).contains("plain", "role").isSorted());
  }

  @Test
  @DisplayName("Without the shared files there is no profile")
  void noFiles() {
    // The build points the environment to files that do not exist.
    assertThat(Profiles.read(SharedFiles.read(), "plain"))
        .isEqualTo(new Result.NotFound(List.of()));
  }
}
