package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.KeyCopy;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue.Holds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recognised in a value, and where else the key is told to be. */
class FieldRecognitionTest {
  private static final String ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String OTHER = "AKIAI44QH8DHBEXAMPLE";

  private static String filled(String template) {
    return template
        .replace("<id>", ID)
        .replace("<secret>", SECRET)
        .replace("<other>", OTHER)
        .replace("<smtp>", SmtpPassword.of(SECRET, "eu-west-1"));
  }

  private static RecognisedFields in(String template, String... keys) {
    Set<AccessKeyId> ids = Arrays.stream(keys).map(AccessKeyId::new).collect(Collectors.toSet());
    return SecretFormat.recognise(SecretText.of(filled(template)), new UserName("app"), ids);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"UserName\":\"app\",\"AccessKeyId\":\"<id>\",\"SecretAccessKey\":\"<secret>\"} | user=UserName id=AccessKeyId secret=SecretAccessKey",
        "{\"aws-access-key-id\":\"<id>\",\"aws-secret-access-key\":\"<secret>\"} | user:app id=aws-access-key-id secret=aws-secret-access-key",
        "{\"username\":\"<id>\",\"password\":\"<smtp>\",\"secretKey\":\"<secret>\",\"accessKey\":\"<id>\",\"host\":\"email-smtp.eu-west-1.amazonaws.com\"} | user:app id=accessKey secret=secretKey id=username smtp:eu-west-1=password",
        "{\"accessKey\":\"<id>\",\"secretKey\":\"<secret>\",\"SmtpPassword\":\"\",\"SmtpRegion\":\"eu-west-1\",\"SmtpUserName\":\"<id>\"} | user:app id=accessKey secret=secretKey",
        "{\"user\":\"APP\",\"accessKey\":\"<id>\",\"secretKey\":\"<secret>\"} | user:app id=accessKey secret=secretKey",
      })
  @DisplayName("Fields are recognised by their names, and every copy by what it holds")
  void known(String template, String fields) {
    // The SMTP password of another Region than those that are spoken of is not recognised.
    assertThat(in(template, ID))
        .isInstanceOfSatisfying(
            RecognisedFields.Known.class,
            known -> assertThat(known.fields().text()).isEqualTo(fields));
  }

  @Test
  @DisplayName("Of two keys the one that is the user's is meant; of two of its own, none")
  void several() {
    String both =
        "{\"a\":{\"accessKey\":\"<id>\",\"secretKey\":\"<secret>\"},\"b\":{\"accessKey\":\"<other>\",\"secretKey\":\"x\"}}";
    assertThat(in(both, ID).toString()).contains("a/accessKey").doesNotContain("b/accessKey");
    assertThat(in(both, OTHER).toString()).contains("b/accessKey").doesNotContain("a/accessKey");
    assertThat(in(both, ID, OTHER)).isEqualTo(new RecognisedFields.Unknown());
    assertThat(in(both)).isEqualTo(new RecognisedFields.Unknown());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<id>",
        "{\"accessKey\":\"<id>\"}",
        "{\"accessKey\":\"<id>\",\"token\":\"<secret>\"}",
        "{\"accessKey\":\"ASIAIOSFODNN7EXAMPLE\",\"secretKey\":\"<secret>\"}",
        "{\"accessKey\":\"<id>\",\"in\":{\"secretKey\":\"<secret>\"}}",
        "[a]\naws_access_key_id = <id>\naws_secret_access_key = <secret>\naws_access_key_id = <id>\n",
        "[a]\naws_access_key_id = <id>\naws_secret_access_key = <secret>\n  more\n",
        "[a]\naws_access_key_id = <id>\naws_secret_access_key = <secret> # ours\n",
      })
  @DisplayName("What is no such pair is not guessed at")
  void unknown(String template) {
    assertThat(in(template, ID)).isEqualTo(new RecognisedFields.Unknown());
  }

  @Test
  @DisplayName("An SMTP password without the secret access key is called that")
  void smtpAlone() {
    assertThat(in("{\"username\":\"<id>\",\"password\":\"<smtp>\"}", ID))
        .isEqualTo(new RecognisedFields.SmtpPasswordOnly(FieldPath.of("password")));
  }

  @Test
  @DisplayName("Copies are told by their fields; a name that may be a secret is not shown")
  void copies() {
    String value =
        filled(
            """
            {"UserName":"app","AccessKeyId":"<id>","SecretAccessKey":"<secret>",
             "a":["<id>","x <id> y"],"b":{"c":"wJalrXUtnFEMI\\/K7MDENG/bPxRfiCYEXAMPLEKEY"},
             "url":"https://h/?s=wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY",
             "<secret>":"<id>", "":"<id>", "old":"<other>"}
            """);
    assertThat(SecretFormat.DEFAULT.parse(SecretText.of(value)))
        .isInstanceOfSatisfying(
            Holds.class,
            holds ->
                assertThat(holds.copies())
                    .containsExactly(
                        new KeyCopy(Optional.of(FieldPath.of("a", "0")), true),
                        new KeyCopy(Optional.of(FieldPath.of("a", "1")), false),
                        new KeyCopy(Optional.of(FieldPath.of("b", "c")), true),
                        new KeyCopy(Optional.of(FieldPath.of("url")), false),
                        new KeyCopy(Optional.empty(), false),
                        new KeyCopy(Optional.empty(), true)));
  }

  @Test
  @DisplayName("A comment of a credentials file that holds the key is told of as well")
  void comment() {
    String text = filled("# <id>\n[a]\naws_access_key_id=<id>\naws_secret_access_key=<secret>\n");
    SecretFields fields =
        new SecretFields(
            SecretFields.Form.INI,
            Optional.of(new UserName("app")),
            List.of(
                new SecretFields.Place(
                    SecretFields.Part.ID, FieldPath.of("a", "aws_access_key_id")),
                new SecretFields.Place(
                    SecretFields.Part.SECRET, FieldPath.of("a", "aws_secret_access_key"))));
    assertThat(new SecretFormat(fields).parse(SecretText.of(text)))
        .isInstanceOfSatisfying(
            Holds.class,
            holds ->
                assertThat(holds.copies()).containsExactly(new KeyCopy(Optional.empty(), false)));
  }
}
