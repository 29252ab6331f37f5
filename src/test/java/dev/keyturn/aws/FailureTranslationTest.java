package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failure each of AWS's errors is, and what of its words is shown. */
class FailureTranslationTest {
  private static Failure failure(ScriptedServer server, AwsConnection aws) {
    ReadResult<IamUser> read = aws.accessKeys().user(new UserName("app"));
    assertThat(server.received()).isNotEmpty();
    return failure(read);
  }

  private static Failure failure(ReadResult<?> read) {
    if (read instanceof ReadResult.Failed<?>(Failure failure)) {
      return failure;
    }
    throw new AssertionError("expected a failure and got " + read);
  }

  private static Failure onIam(int status, String code, String message) {
    ScriptedReply act = ScriptedReply.queryError(status, code, message);
    try (ScriptedServer server = new ScriptedServer(act, act, act);
        AwsConnection aws = Connections.to(server)) {
      return failure(server, aws);
    }
  }

  private static Failure onSecretsManager(String code, String message) {
    ScriptedReply act = ScriptedReply.jsonError(400, code, message);
    try (ScriptedServer server = new ScriptedServer(act, act, act);
        AwsConnection aws = Connections.to(server)) {
      return failure(aws.secrets().describe("app"));
    }
  }

  @Test
  @DisplayName(
      "A denial names the permission, that which AWS names before that which was asked for")
  void denied() {
    assertThat(onIam(403, "AccessDenied", "no"))
        .isEqualTo(new Failure.Denied("iam:GetUser", false, "no"));
    String words = "User: arn:x is not authorized to perform: kms:Decrypt on resource: y";
    assertThat(onSecretsManager("AccessDeniedException", words))
        .isEqualTo(new Failure.Denied("kms:Decrypt", false, words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "an identity-based policy",
        "a service control policy",
        "a permissions boundary",
        "a resource-based policy"
      })
  @DisplayName("What a policy denies is not mended by a grant, and the failure says so")
  void explicitlyDenied(String kind) {
    String words =
        "User: arn:x is not authorized to perform: iam:CreateAccessKey on resource: user y"
            + " with an explicit deny in "
            + kind;
    Failure failure = onIam(403, "AccessDenied", words);
    assertThat(failure).isEqualTo(new Failure.Denied("iam:CreateAccessKey", true, words));
    assertThat(failure.sentence())
        .contains("denies it explicitly", kind)
        .doesNotContain("Grant that permission");
    String unallowed = "User: arn:x is not authorized to perform: iam:GetUser because no policy";
    assertThat(onIam(403, "AccessDenied", unallowed).sentence()).contains("Grant that permission");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExpiredToken",
        "InvalidClientTokenId",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken"
      })
  @DisplayName("Credentials that IAM does not take are bad credentials")
  void badCredentialsOnIam(String code) {
    assertThat(onIam(403, code, "words"))
        .isEqualTo(new Failure.BadCredentials("iam:GetUser", code + ": words"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ExpiredTokenException",
        "UnrecognizedClientException",
        "InvalidSignatureException",
        "IncompleteSignatureException"
      })
  @DisplayName("Credentials that Secrets Manager does not take are bad credentials")
  void badCredentialsOnSecretsManager(String code) {
    assertThat(onSecretsManager(code, "words"))
        .isEqualTo(new Failure.BadCredentials("secretsmanager:DescribeSecret", code + ": words"));
  }

  @Test
  @DisplayName("A signature that is refused for its time is about the clock, not the secret")
  void clock() {
    for (String words :
        List.of(
            "Signature expired: 20260101T000000Z is now earlier than 20260101T001000Z",
            "Signature not yet current: 20260101T001000Z is still later than x")) {
      assertThat(onIam(403, "SignatureDoesNotMatch", words))
          .isInstanceOf(Failure.ClockSkewed.class);
      assertThat(onSecretsManager("InvalidSignatureException", words))
          .isInstanceOf(Failure.ClockSkewed.class);
    }
    assertThat(onIam(403, "RequestTimeTooSkewed", "x"))
        .isEqualTo(new Failure.ClockSkewed("iam:GetUser", Duration.ZERO));
    assertThat(onIam(400, "RequestExpired", "x")).isInstanceOf(Failure.ClockSkewed.class);
  }

  @Test
  @DisplayName("Throttling, faults and the rest are told apart")
  void others() {
    assertThat(onIam(400, "Throttling", "Rate exceeded"))
        .isEqualTo(new Failure.Throttled("iam:GetUser", "Throttling: Rate exceeded"));
    assertThat(onSecretsManager("ThrottlingException", "slow"))
        .isInstanceOf(Failure.Throttled.class);
    assertThat(onIam(500, "ServiceFailure", "x"))
        .isEqualTo(new Failure.ServerError("iam:GetUser", "HTTP 500, ServiceFailure: x"));
    assertThat(onIam(400, "InvalidInput", "bad"))
        .isEqualTo(new Failure.Rejected("iam:GetUser", "InvalidInput", "bad"));
  }

  @Test
  @DisplayName("A refusal with a page of HTML is a refusal all the same")
  void html() {
    ScriptedReply proxy = new ScriptedReply.Answer(407, Map.of(), "<html>who are you</html>");
    try (ScriptedServer server = new ScriptedServer(proxy);
        AwsConnection aws = Connections.to(server)) {
      assertThat(failure(server, aws))
          .isEqualTo(new Failure.Rejected("iam:GetUser", "HTTP 407", ""));
    }
  }

  @Test
  @DisplayName("Of a message only the first line is shown: further ones quote the request")
  void canonicalRequest() {
    Failure failure =
        onIam(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match.&#10;&#10;The Canonical String for"
                + " this request should have been&#10;'POST&#10;x-amz-security-token:TOPSECRET'");
    assertThat(failure.sentence())
        .contains("The request signature we calculated does not match.")
        .doesNotContain("TOPSECRET");
  }

  @Test
  @DisplayName("A value that a message quotes is left out, and a long message is cut")
  void quotedValue() {
    Failure failure =
        onSecretsManager(
            "ValidationException",
            "1 validation error detected: Value 'TOP'SECRET' at 'secretString' failed to satisfy");
    assertThat(failure.sentence())
        .contains("value at 'secretString' failed")
        .doesNotContain("SECRET'");
    assertThat(onIam(400, "InvalidInput", "x".repeat(5_000)).sentence().length()).isLessThan(600);
  }

  @Test
  @DisplayName("Without a Region, or without credentials, the failure says what to set")
  void unconfigured() {
    AwsSettings ambient = AwsSettings.ambient(InstantSource.system());
    try (AwsConnection aws = AwsConnection.connect(ambient)) {
      assertThat(failure(aws.secrets().describe("app")).sentence())
          .startsWith(
              "No Region is configured. Set AWS_REGION (or AWS_DEFAULT_REGION), type --region")
          .contains("AWS was not asked");
    }
    try (AwsConnection aws = AwsConnection.connect(ambient.withRegion("eu-central-1"))) {
      assertThat(failure(aws.accessKeys().user(new UserName("app"))).sentence())
          .startsWith("No AWS credentials were found: none in the environment")
          .contains("Log in (aws login, or aws sso login --profile NAME)");
    }
  }
}
