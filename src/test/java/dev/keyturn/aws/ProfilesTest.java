package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.Profiles.Result;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @TempDir private Path folder = Path.of("");

  private Result read(String name) {
    return read(name, FILE, "");
  }

  private Result read(String name, String credentials, String configuration) {
    try {
      Files.writeString(folder.resolve("credentials"), credentials);
      Files.writeString(folder.resolve("config"), configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Profiles.read(
        SharedFiles.read(folder.resolve("config"), folder.resolve("credentials")), name);
  }

  private static Result.Found key(String id) {
    return new Result.Found(new AccessKeyId(id), SecretText.of("the/secret+key"));
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
  @ValueSource(strings = {"temporary", "role", "sso", "program", "half", "empty"})
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

  /** Files for profile p that the AWS CLI reads; {@code login.ProfileFilesIT} asks it. */
  static List<String> readable() {
    String pair =
        "aws_access_key_id = AKIAPLAINPLAINPLAIN1\naws_secret_access_key = the/secret+key\n";
    return List.of(
        "[p]\n" + pair,
        "[p]\n" + pair + "aws_session_token =\n",
        "[p]\n" + pair + "aws_session_token = left-over\n",
        "[p]\n" + pair.replace("aws_access_key_id", "AWS_ACCESS_KEY_ID"),
        "[p]\n" + pair.toUpperCase(Locale.ROOT).replace("THE/SECRET+KEY", "the/secret+key"),
        "[p]\n" + pair.replace("aws_", "    aws_"),
        "[p]\n" + pair.replace("aws_", "\taws_"),
        "  [p]\n  " + pair,
        "[p]\n" + pair.replace(" =", ":"),
        "[p]\r\n" + pair.replace("\n", "\r\n"),
        "[p]\n\n# a comment\n" + pair.replace("\n", "\n  ; one more\n\n"),
        "[other]\naws_access_key_id = x\n[p]\n" + pair,
        "[p] # a comment\n" + pair);
  }

  @ParameterizedTest
  @MethodSource("readable")
  @DisplayName("What the AWS CLI reads is read")
  void asTheCli(String file) {
    assertThat(read("p", file, "")).isEqualTo(key("AKIAPLAINPLAINPLAIN1"));
  }

  /** Files for profile p that the AWS CLI refuses, or reads as no key; and what is told of them. */
  static Stream<Arguments> unusable() {
    String id = "[p]\naws_access_key_id = AKIAPLAINPLAINPLAIN1\n";
    String secret = "aws_secret_access_key = the/secret+key\n";
    return Stream.of(
        Arguments.of(
            id.replace("AKIAPLAINPLAINPLAIN1", "\"AKIAPLAINPLAINPLAIN1\"") + secret,
            2,
            "is in quotes, which the AWS CLI takes for a part of it. Take them off"),
        Arguments.of(
            id + secret.replace("the/secret+key", "'the/secret+key'"),
            3,
            "the value of aws_secret_access_key is in quotes"),
        Arguments.of(
            id + "  " + secret,
            3,
            "indented deeper than the one above, so that it belongs to the value of aws_access_key_id. Take the indent away"),
        Arguments.of(
            id.replace("1\n", "1 # mine\n") + secret, 2, "more behind it, such as a comment"),
        Arguments.of(
            id + secret.replace("the/secret+key", ""), 3, "aws_secret_access_key is empty"),
        Arguments.of(id.replace("AKIAPLAIN", "no-id") + secret, 2, "is no ID of an access key"),
        Arguments.of("\uFEFF" + id + secret, 1, "byte order mark. Save it as UTF-8 without one"),
        Arguments.of(secret + id, 1, "there is no [profile] above it"),
        Arguments.of(id + secret + secret, 4, "for the second time"),
        Arguments.of(
            id + secret + "[p]\nregion = us-east-1\n", 4, "the same [profile] is there twice"),
        Arguments.of(id + secret + "the/secret+key\n", 4, "neither [profile] nor NAME = VALUE"));
  }

  @ParameterizedTest
  @MethodSource("unusable")
  @DisplayName("What the AWS CLI does not read is told by file and line, with what to change")
  void line(String file, int line, String what) {
    assertThat(read("p", file, ""))
        .isInstanceOfSatisfying(
            Result.Unusable.class,
            told -> {
              assertThat(told.where()).isEqualTo(folder.resolve("credentials") + ", line " + line);
              assertThat(told.what()).contains(what).doesNotContain("secret+key", "PLAIN");
            });
  }

  @Test
  @DisplayName("The pair is one file's, the credentials file's first, and never half of each")
  void bothFiles() {
    String config =
        """
        [profile p]
        aws_access_key_id = AKIACONFIGCONFIGCON1
        aws_secret_access_key = the/secret+key
        [profile 'with blanks']
        AWS_ACCESS_KEY_ID = AKIABLANKSBLANKSBLA1
        aws_secret_access_key = the/secret+key
        [p2]
        aws_access_key_id = AKIANOPROFILEOFTHAT1
        [default]
        region = us-east-1
        """;
    assertThat(read("p", "", config)).isEqualTo(key("AKIACONFIGCONFIGCON1"));
    assertThat(read("p", "[p]\nregion = us-east-1\n", config))
        .isEqualTo(key("AKIACONFIGCONFIGCON1"));
    assertThat(read("p", readable().getFirst(), config)).isEqualTo(key("AKIAPLAINPLAINPLAIN1"));
    assertThat(read("p", "[p]\naws_access_key_id = AKIAPLAINPLAINPLAIN1\n", config))
        .isEqualTo(new Result.NotLongTerm("it has no complete access key"));
    assertThat(read("with blanks", "", config)).isEqualTo(key("AKIABLANKSBLANKSBLA1"));
    assertThat(read("p2", "", config))
        .isEqualTo(new Result.NotFound(List.of("default", "p", "with blanks")));
  }
}
