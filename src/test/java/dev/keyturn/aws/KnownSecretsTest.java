package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken out of AWS's words, however they quote it, and what is left in. */
class KnownSecretsTest {
  private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String VALUE =
      """
      {"UserName":"web","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"%s",
       "password":"pass\\"wo\\\\rd <&> é","region":"eu-central-1","pin":"12345","code":987654321}
      """
          .formatted(KEY);

  private final KnownSecrets known = new KnownSecrets();

  private String shown(String message) {
    known.add(SecretText.of(VALUE));
    return known.hiddenIn(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI\\/K7MDENG+bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI\\\\\\/K7MDENG\\u002bbPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI%2FK7MDENG%2BbPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI%252fK7MDENG%252bbPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI&#x2F;K7MDENG&#43;bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI&amp;#x2F;K7MDENG&amp;#43;bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI/K7MDENG",
        "ENG+bPxRfiCYEXAMPLEKEY",
        "pass\"wo\\rd <&> é",
        "pass\\\"wo\\\\rd <&> \\u00e9",
        "pass&quot;wo\\rd &lt;&amp;&gt; é",
        "pass%22wo%5Crd+%3C%26%3E+%C3%A9",
        "987654321"
      })
  @DisplayName("A string of a value, in any spelling, whole or half, becomes three asterisks")
  void hidden(String quoted) {
    assertThat(shown("Value (" + quoted + ") is bad")).isEqualTo("Value (***) is bad");
  }

  @Test
  @DisplayName("In base64 it is found whatever stands before it")
  void base64() {
    for (String before : new String[] {"", "a", "ab", "user:"}) {
      byte[] bytes = (before + KEY + "!").getBytes(StandardCharsets.UTF_8);
      assertThat(shown("Basic " + Base64.getEncoder().encodeToString(bytes) + " refused"))
          .isEqualTo("Basic *** refused");
      assertThat(shown("t=" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "."))
          .isEqualTo("t=***.");
    }
  }

  @Test
  @DisplayName("Of a whole value, the user's name, the key's ID and the Region stay")
  void whole() {
    assertThat(shown("got " + VALUE.strip() + "."))
        .contains("web", "AKIAIOSFODNN7EXAMPLE", "eu-central-1")
        .doesNotContain("12345", "SecretAccessKey", "password", "EXAMPLEKEY", "9876");
    assertThat(shown("User web may not use AKIAIOSFODNN7EXAMPLE in eu-central-1"))
        .isEqualTo("User web may not use AKIAIOSFODNN7EXAMPLE in eu-central-1");
  }

  @Test
  @DisplayName("Five characters are no secret; six are one where they are a word")
  void shortTexts() {
    known.add("abcde");
    known.add("secret");
    assertThat(known.hiddenIn("abcde, the secret of secretsmanager"))
        .isEqualTo("abcde, the *** of secretsmanager");
  }

  @Test
  @DisplayName("What has several lines, or begins behind the cut, is recognised as a whole")
  void cut() {
    known.add("-----BEGIN-----\nMIIEvQIBADANBgkq\n-----END-----");
    FailureTranslation failures =
        new FailureTranslation(new AwsClock(java.time.InstantSource.system()), known);
    assertThat(failures.words("bad: -----BEGIN-----\nMIIEvQIBADANBgkq\n-----END-----"))
        .isEqualTo("bad: ***");
    known.add(KEY);
    assertThat(failures.words("x".repeat(390) + " " + KEY)).doesNotContain("wJalr").contains("***");
    assertThat(failures.words("y".repeat(9_000)))
        .isEqualTo("(9000 characters, which are not shown)");
  }

  @Test
  @DisplayName("Neither a message nor a code quotes the caller's secret and session token")
  void callers() {
    String token = "IQoJb3JpZ2luX2VjEXAMPLETOKEN/+==";
    ScriptedReply code = ScriptedReply.queryError(400, Connections.SECRET.reveal(), "and " + token);
    try (ScriptedServer server = new ScriptedServer(code);
        AwsConnection aws =
            AwsConnection.connect(
                Connections.settings(server.uri())
                    .with(
                        new AwsSettings.Keys(
                            "ASIACALLERCALLERCALL",
                            Connections.SECRET,
                            Optional.of(SecretText.of(token)))))) {
      assertThat(aws.accessKeys().user(new UserName("app")))
          .isEqualTo(
              new ReadResult.Failed<>(new Failure.Rejected("iam:GetUser", "***", "and ***")));
    }
  }

  @Test
  @DisplayName("The oldest texts go when there is too much of them, the latest stay")
  void bounded() {
    for (int i = 0; i < 30; i++) {
      known.add("%05d".formatted(i).repeat(12_000));
    }
    known.add(KEY);
    assertThat(known.hiddenIn("a " + "00029".repeat(4) + " b " + KEY)).isEqualTo("a *** b ***");
    assertThat(known.hiddenIn("00000".repeat(4))).isEqualTo("00000".repeat(4));
  }
}
