package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.model.VersionValue.Holds;
import dev.keyturn.model.VersionValue.Unusable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of a document, what is written into it, and what is left alone. */
class SecretFormatTest {
  static final Credential OLD = credential("AKIAOLDOLDOLDOLDOLD1", "old/secret+old");
  static final Credential NEW = credential("AKIANEWNEWNEWNEWNEW1", "new/secret+new");

  private static Credential credential(String id, String secret) {
    return new Credential(new UserName("app"), new AccessKeyId(id), SecretText.of(secret));
  }

  private static VersionValue parse(String document) {
    return SecretFormat.DEFAULT.parse(SecretText.of(document));
  }

  private static Holds holds(String document) {
    if (parse(document) instanceof Holds holds) {
      return holds;
    }
    throw new AssertionError(parse(document).toString());
  }

  private static String render(String base, Credential credential) {
    return SecretFormat.DEFAULT.render(Optional.of(SecretText.of(base)), credential).reveal();
  }

  @Test
  @DisplayName("Without a base, a credential becomes the format that is in common use")
  void anew() {
    String document = SecretFormat.DEFAULT.render(Optional.empty(), OLD).reveal();
    assertThat(document)
        .isEqualTo(
            "{\"UserName\":\"app\",\"AccessKeyId\":\"AKIAOLDOLDOLDOLDOLD1\","
                + "\"SecretAccessKey\":\"old/secret+old\"}");
    assertThat(holds(document).credential()).isEqualTo(OLD);
  }

  @Test
  @DisplayName("Only the three values change: order, white space, spelling and other fields stay")
  void splice() {
    String base =
        """
        \uFEFF { "note":"k\\u00e9pt\\/\\ud83d\\ude00 \uD83D\uDE00", "n" : 1.50e+0007,
          "SecretAccessKey" : "old\\/secret+old",
          "nested": {"UserName": "other", "AccessKeyId": [null, {"SecretAccessKey": 1}]},
          "Access\\u004beyId":\t"AKIAOLDOLDOLDOLDOLD1" ,"UserName":"\\u0061pp"}

        """;
    assertThat(holds(base).credential()).isEqualTo(OLD);
    assertThat(render(base, NEW))
        .isEqualTo(
            base.replace("\"old\\/secret+old\"", "\"new/secret+new\"")
                .replace("AKIAOLDOLDOLDOLDOLD1", "AKIANEWNEWNEWNEWNEW1"));
    assertThat(render(base, OLD)).as("the same credential changes nothing").isEqualTo(base);
  }

  @Test
  @DisplayName("A huge number, a long name and deep, but not too deep, nesting are kept")
  void extremes() {
    String other =
        "\"%s\": [%s, %s1%s]"
            .formatted("n".repeat(20_000), "9".repeat(20_000), "[".repeat(190), "]".repeat(190));
    String base = "{%s, %s".formatted(other, render(plain(), OLD).substring(1));
    assertThat(render(base, NEW))
        .isEqualTo("{%s, %s".formatted(other, render(plain(), NEW).substring(1)));
  }

  private static String plain() {
    return SecretFormat.DEFAULT.render(Optional.empty(), OLD).reveal();
  }

  @Test
  @DisplayName("A secret that needs escapes is escaped, and read back")
  void escapes() {
    Credential odd = credential("AKIAODDODDODDODDODD1", "a\"b\\c\n\u0001é😀");
    assertThat(holds(render(plain(), odd)).credential()).isEqualTo(odd);
  }

  @Test
  @DisplayName("The size after rotation is that of the next document, in bytes")
  void size() {
    String base = plain().replace("{", "{\"é\":\"😀\",");
    Credential next = credential("A".repeat(20), "s".repeat(40));
    assertThat(holds(base).sizeAfterRotation())
        .isEqualTo(render(base, next).getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, is empty",
        "` \n`, is empty",
        "AKIAOLDOLDOLDOLDOLD1, is not JSON",
        "`[1]`, is not a JSON object",
        "`\"text\"`, is not a JSON object",
        "`{\"UserName\":`, is not JSON",
        "`{'UserName':'app'}`, is not JSON",
        "`{\"a\":NaN}`, is not JSON",
        "`{\"a\":1,}`, is not JSON",
        "`{}`, has no field UserName",
        "`{\"UserName\":\"app\"}`, has no field AccessKeyId",
        "`{\"UserName\":1}`, has a number in field UserName",
        "`{\"UserName\":null}`, has null in field UserName",
        "`{\"UserName\":[]}`, has an array in field UserName",
        "`{\"UserName\":{}}`, has an object in field UserName",
        "`{\"UserName\":true}`, has true or false in field UserName",
        "`{\"UserName\":\" \"}`, has an empty field UserName",
        "`{\"a\":1,\"a\":2}`, has a field twice",
        "`{\"UserName\":\"a\",\"User\\u004eame\":\"b\"}`, has a field twice",
      })
  @DisplayName("A document that is none says what it is")
  void unusable(String document, String problem) {
    assertThat(parse(document == null ? "" : document))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable -> {
              assertThat(unusable.problem()).startsWith("The secret's value " + problem);
              assertThat(unusable.fix()).endsWith(".");
            });
  }

  @Test
  @DisplayName("Values in the right fields that cannot be right are named by their fields")
  void malformed() {
    problem(plain().replace("\"app\"", "\"team/app\""), "no name of an IAM user in field UserName");
    problem(plain().replace("AKIAOLDOLDOLDOLDOLD1", "AKIA"), "no access key ID in field AccessKey");
    problem(plain().replace("old/secret+old", ""), "an empty field SecretAccessKey");
    problem(plain() + "x", "goes on after the JSON object");
    problem(plain() + plain(), "goes on after the JSON object");
    problem(plain().replace("{", "{\"x\":\"" + "x".repeat(65_536) + "\","), "is larger than");
    problem(plain().replace("{", "{\"x\":" + "[".repeat(300) + "]".repeat(300) + ","), "nested");
    problem(plain().replace("{", "{\"x\":\"\uD83D\","), "half a character");
  }

  private static void problem(String document, String problem) {
    assertThat(parse(document))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable ->
                assertThat(unusable.problem() + unusable.fix())
                    .contains(problem)
                    .doesNotContain("old/secret+old", "AKIAOLDOLD", "team/app"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"UserName\": hunter2}",
        "{\"UserName\": \"hunter2",
        "{\"UserName\": \"hunter2\\q\"}",
        "{hunter2: 1}",
        "{\"hunter2\": 1, \"hunter2\": 1}",
        "hunter2",
        "{} hunter2",
        "{\"UserName\": \"hunter2!\", \"AccessKeyId\": \"hunter2\", \"SecretAccessKey\": \"x\"}",
      })
  @DisplayName("Nothing of a value is shown")
  void shy(String document) {
    assertThat(parse(document).toString()).doesNotContain("hunter2");
    assertThatThrownBy(() -> render(document, NEW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  @DisplayName("Fields may have other names")
  void mapping() {
    SecretFormat format = format("user=user id=AWS_ACCESS_KEY_ID secret=AWS_SECRET_ACCESS_KEY");
    SecretText document = format.render(Optional.empty(), OLD);
    assertThat(format.parse(document))
        .isInstanceOfSatisfying(
            Holds.class, holds -> assertThat(holds.credential()).isEqualTo(OLD));
    assertThat(parse(document.reveal())).isInstanceOf(Unusable.class);
  }

  private static SecretFormat format(String fields) {
    if (SecretFields.read(fields) instanceof SecretFields.Result.Valid valid) {
      return new SecretFormat(valid.fields());
    }
    throw new AssertionError(SecretFields.read(fields).toString());
  }

  private static String smtp(String fields) {
    return plain().replace("}", "," + fields + "}");
  }

  @Test
  @DisplayName("An SMTP password is kept in step, and its user name where there is one")
  void smtp() {
    Credential next = credential("AKIANEWNEWNEWNEWNEW1", "some+secret+key");
    String base =
        smtp("\"SmtpUserName\":\"x\",\"SmtpPassword\":\"\",\"SmtpRegion\":\"eu-central-1\"");
    String rotated = render(base, next);
    assertThat(rotated)
        .contains("\"SmtpUserName\":\"AKIANEWNEWNEWNEWNEW1\"")
        .contains("\"SmtpPassword\":\"BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2\"")
        .contains("\"SmtpRegion\":\"eu-central-1\"");
    assertThat(holds(rotated).credential()).isEqualTo(next);
    assertThat(render(rotated, next)).isEqualTo(rotated);
    assertThat(render(smtp("\"SmtpPassword\":\"y\",\"SmtpRegion\":\"us-west-1\""), next))
        .contains("\"SmtpPassword\":\"BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj\"")
        .doesNotContain("SmtpUserName");
  }

  @Test
  @DisplayName("An SMTP password without a Region is refused, and one field says what to add")
  void smtpWithoutRegion() {
    problem(smtp("\"SmtpPassword\":\"y\""), "Add SmtpRegion");
    problem(smtp("\"SmtpPassword\":\"y\",\"SmtpRegion\":1"), "has a number in field SmtpRegion");
    problem(
        smtp("\"SmtpPassword\":\"y\",\"SmtpRegion\":\"here\""), "no Region in field SmtpRegion");
    problem(
        smtp("\"SmtpPassword\":[],\"SmtpRegion\":\"eu-west-1\""), "an array in field SmtpPassword");
    assertThat(holds(smtp("\"SmtpRegion\":1,\"SmtpUserName\":2")).credential()).isEqualTo(OLD);
  }
}
