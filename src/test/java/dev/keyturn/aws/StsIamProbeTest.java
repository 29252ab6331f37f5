package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe.Result;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What each answer of STS and IAM says about a key. */
class StsIamProbeTest {
  private static final String ARN = "arn:aws:iam::123456789012:user/app";
  private static final String ID = "AIDAAAAAAAAAAAAAAAAA";
  private static final IamUser USER =
      new IamUser(new UserName("app"), new UserId(ID), ARN, Optional.empty());
  private static final Credential CANDIDATE =
      new Credential(
          USER.name(), new AccessKeyId("AKIAPROBEPROBEPROBE1"), SecretText.of("candidate"));
  private static final ScriptedReply ON_STS = caller("123456789012", ARN, ID);
  private static final ScriptedReply DENIED = ScriptedReply.queryError(403, "AccessDenied", "no");
  private static final ScriptedReply UNKNOWN =
      ScriptedReply.queryError(403, "InvalidClientTokenId", "unknown");

  private static ScriptedReply caller(String account, String arn, String id) {
    return ScriptedReply.query(
        "GetCallerIdentity",
        "<Arn>%s</Arn><UserId>%s</UserId><Account>%s</Account>".formatted(arn, id, account));
  }

  private static ScriptedReply user(String id) {
    return ScriptedReply.query(
        "GetUser",
        "<User><UserName>app</UserName><UserId>%s</UserId><Arn>%s</Arn></User>".formatted(id, ARN));
  }

  /** Each act answers one request; none is repeated, and none left out. */
  private static Result probe(ScriptedReply... script) {
    try (ScriptedServer server = new ScriptedServer(script);
        AwsConnection aws = Connections.to(server)) {
      Result result = aws.probe().probe(CANDIDATE, USER);
      assertThat(server.received()).hasSize(script.length);
      assertThat(server.received())
          .allSatisfy(
              request -> assertThat(request.headers()).containsEntry("connection", "close"));
      return result;
    }
  }

  @Test
  @DisplayName("Known to both services, as whom it should be: it works")
  void works() {
    assertThat(probe(ON_STS, user(ID))).isEqualTo(new Result.Works());
  }

  @Test
  @DisplayName("A denial by IAM, or no such user, proves the signature: it works")
  void denied() {
    assertThat(probe(ON_STS, DENIED)).isEqualTo(new Result.Works());
    assertThat(probe(ON_STS, ScriptedReply.queryError(404, "NoSuchEntity", "no user")))
        .isEqualTo(new Result.Works());
  }

  @Test
  @DisplayName("Unknown to either service: not known, and by whom")
  void notKnown() {
    assertThat(probe(UNKNOWN)).isEqualTo(new Result.NotKnown("STS"));
    assertThat(probe(ON_STS, UNKNOWN)).isEqualTo(new Result.NotKnown("IAM"));
  }

  @Test
  @DisplayName("A signature that does not match is a wrong secret, unless its time was refused")
  void wrongSecret() {
    assertThat(probe(ScriptedReply.queryError(403, "SignatureDoesNotMatch", "does not match")))
        .isEqualTo(new Result.WrongSecret("STS"));
    assertThat(
            probe(ON_STS, ScriptedReply.queryError(403, "SignatureDoesNotMatch", "does not match")))
        .isEqualTo(new Result.WrongSecret("IAM"));
    assertThat(
            probe(ScriptedReply.queryError(403, "SignatureDoesNotMatch", "Signature expired: …")))
        .isInstanceOfSatisfying(
            Result.NotTried.class,
            not -> assertThat(not.failure()).isInstanceOf(Failure.ClockSkewed.class));
  }

  @Test
  @DisplayName("Another account, ARN or user ID: somebody else's")
  void someoneElse() {
    assertThat(probe(caller("999999999999", ARN, ID))).isEqualTo(new Result.SomeoneElse(ARN));
    assertThat(probe(caller("123456789012", ARN + "2", ID)))
        .isEqualTo(new Result.SomeoneElse(ARN + "2"));
    assertThat(probe(caller("123456789012", ARN, "AIDABBBBBBBBBBBBBBBB")))
        .isEqualTo(new Result.SomeoneElse(ARN));
    assertThat(probe(ON_STS, user("AIDABBBBBBBBBBBBBBBB"))).isEqualTo(new Result.SomeoneElse(ARN));
  }

  @Test
  @DisplayName("Trouble says nothing about the key, and is not tried again here")
  void notTried() {
    for (ScriptedReply trouble :
        new ScriptedReply[] {
          new ScriptedReply.HangUp(),
          ScriptedReply.queryError(400, "Throttling", "Rate exceeded"),
          ScriptedReply.queryError(500, "InternalFailure", "x"),
          DENIED
        }) {
      assertThat(probe(trouble)).isInstanceOf(Result.NotTried.class);
    }
    assertThat(probe(ON_STS, new ScriptedReply.HangUp())).isInstanceOf(Result.NotTried.class);
  }
}
