package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How fields are spelled, which of them are refused, and when a tag is believed. */
class SecretFieldsTest {
  /** What AWS lets a tag hold. */
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  private static SecretFields read(String text) {
    if (SecretFields.read(text) instanceof SecretFields.Result.Valid(SecretFields fields)) {
      return fields;
    }
    throw new AssertionError(SecretFields.read(text).toString());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("A name of any characters is spelled as a tag takes it, and read back")
  void anyName(long seed) {
    Random random = new Random(seed);
    StringBuilder name = new StringBuilder();
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      name.appendCodePoint(
          random.nextBoolean()
              ? " /=\"\\%~é".codePointAt(random.nextInt(8))
              : random.nextInt(1, Character.MIN_SURROGATE));
    }
    FieldPath path = FieldPath.of("in", name.toString());
    assertThat(TAG.matcher(path.text()).matches()).as(path.text()).isTrue();
    assertThat(FieldPath.parse(path.text())).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user=UserName id=AccessKeyId secret=SecretAccessKey",
        "user:app id=a/0/b id=c secret=d=20e smtp:eu-west-1=f",
        "ini user:a=2Cb id=default/aws_access_key_id secret=default/aws_secret_access_key",
      })
  @DisplayName("Fields are spelled as they were read")
  void spelled(String text) {
    assertThat(read(text).text()).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'', has the word",
    "id=a, says no place of the secret access key",
    "secret=a, says no place of the access key ID",
    "id=a secret=a, which are one place",
    "id=a secret=a/b, which are one place",
    "id=a secret=b user:x user=c, one of them will do",
    "id=a secret=b user:x user:y, has the word",
    "id=a secret=b user:a/b, has the word",
    "id=a secret=b smtp=c, has the word",
    "id=a secret=b smtp:here=c, has the word",
    "id=a secret=b=2, has the word",
    "id=a secret=b=zz, has the word",
    "id=a secret=b=FF, has the word",
    "id=a secret=b//c, has the word",
    "id= secret=b, has the word",
    "id=a secret=b other=c, has the word",
    "id=a ini secret=b, has the word",
    "ini id=a/b/c secret=d, but a credentials file has SECTION/NAME",
  })
  @DisplayName("What does not hold together is refused, with the reason")
  void refused(String text, String problem) {
    assertThat(SecretFields.read(text == null ? "" : text))
        .isInstanceOfSatisfying(
            SecretFields.Result.Invalid.class,
            invalid -> assertThat(invalid.problem()).contains(problem));
  }

  @Test
  @DisplayName("More than a tag holds is refused, also where only its spelling is too long")
  void tooLong() {
    String name = "x".repeat(250);
    assertThat(SecretFields.read("id=a secret=" + name).toString()).contains("a tag may have 256");
    assertThat(SecretFields.read("id=a secret=" + "\"".repeat(100)).toString())
        .contains("needs 312 characters");
  }

  @Test
  @DisplayName("A tag is believed as long as it is the one that was adopted, however it is spaced")
  void adopted() {
    List<PolicySource> none = List.of();
    SecretFields fields = read("user:app id=a secret=b");
    Map<String, String> tags =
        Map.of(
            SecretFields.TAG,
            " user:app  id=a secret=b ",
            SecretFields.ADOPTED_TAG,
            fields.fingerprint());
    assertThat(FieldsSetting.of(none, tags).fields()).contains(fields);
    assertThat(FieldsSetting.of(none, Map.of()).fields()).contains(SecretFields.DEFAULT);
    for (Map<String, String> wrong :
        List.of(
            Map.of(SecretFields.TAG, "user:app id=a secret=b"),
            Map.of(SecretFields.ADOPTED_TAG, fields.fingerprint()),
            Map.of(
                SecretFields.TAG,
                "user:app id=a secret=c",
                SecretFields.ADOPTED_TAG,
                fields.fingerprint()))) {
      FieldsSetting setting = FieldsSetting.of(none, wrong);
      assertThat(setting.fields()).isEmpty();
      assertThat(setting.problems().getFirst()).contains("not what the secret was adopted with");
    }
  }

  @Test
  @DisplayName("Without a tag the deployment's fields hold, and what is wrong with them is told")
  void deployment() {
    assertThat(FieldsSetting.of(List.of(source("id=a secret=b")), Map.of()).fields())
        .contains(read("id=a secret=b"));
    assertThat(PolicyReader.read(List.of(source("id=a"))))
        .isInstanceOfSatisfying(
            PolicyReader.Result.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .containsExactly(
                        "environment: KEYTURN_FIELDS says no place of the secret access key (secret=…)"));
  }

  private static PolicySource source(String fields) {
    return new PolicySource("environment", Map.of(), Optional.empty(), Optional.of(fields));
  }
}
