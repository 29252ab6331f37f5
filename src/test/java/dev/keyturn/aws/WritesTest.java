package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How often writes are repeated, where they may be, and what is known afterwards. */
class WritesTest {
  private static final UserName USER = new UserName("app");
  private static final AccessKeyId KEY = new AccessKeyId("AKIAKEYKEYKEYKEYKEY1");
  private static final VersionId TOKEN = new VersionId("t".repeat(32));
  private static final ScriptedReply LOST = new ScriptedReply.HangUp();
  private static final ScriptedReply FAULT =
      ScriptedReply.queryError(500, "ServiceFailure", "internal");
  private static final ScriptedReply THROTTLED =
      ScriptedReply.queryError(400, "Throttling", "Rate exceeded");
  private static final ScriptedReply GONE =
      ScriptedReply.queryError(404, "NoSuchEntity", "no such key");
  private static final ScriptedReply DELETED = ScriptedReply.query("DeleteAccessKey", "");

  private static WriteResult<AccessKeyId> delete(int requests, ScriptedReply... script) {
    try (ScriptedServer server = new ScriptedServer(script);
        AwsConnection aws = Connections.to(server)) {
      WriteResult<AccessKeyId> result = aws.accessKeys().delete(USER, KEY);
      assertThat(server.count("DeleteAccessKey")).isEqualTo(requests);
      return result;
    }
  }

  @Test
  @DisplayName(
      "A passing trouble is tried again, three attempts in all, each seen once on the wire")
  void again() {
    assertThat(delete(3, LOST, THROTTLED, DELETED)).isEqualTo(new WriteResult.Done<>(KEY));
    assertThat(delete(2, FAULT, DELETED)).isEqualTo(new WriteResult.Done<>(KEY));
    assertThat(delete(3, THROTTLED, THROTTLED, THROTTLED, DELETED))
        .isEqualTo(
            new WriteResult.Failed<>(
                new Failure.Throttled("iam:DeleteAccessKey", "Throttling: Rate exceeded")));
  }

  @Test
  @DisplayName("Without an answer to the end, or with faults only, the effect is unknown")
  void unknown() {
    assertThat(delete(3, LOST, LOST, LOST, DELETED)).isInstanceOf(WriteResult.InDoubt.class);
    assertThat(delete(3, FAULT, FAULT, FAULT, DELETED)).isInstanceOf(WriteResult.InDoubt.class);
  }

  @Test
  @DisplayName("A refusal is one only when no earlier attempt may have worked")
  void doubt() {
    assertThat(delete(1, GONE)).isEqualTo(new WriteResult.Refused<>(Refusal.NO_SUCH_THING));
    assertThat(delete(2, THROTTLED, GONE))
        .isEqualTo(new WriteResult.Refused<>(Refusal.NO_SUCH_THING));
    assertThat(delete(2, LOST, GONE)).isInstanceOf(WriteResult.InDoubt.class);
    assertThat(delete(2, FAULT, GONE)).isInstanceOf(WriteResult.InDoubt.class);
    assertThat(delete(3, LOST, THROTTLED, THROTTLED)).isInstanceOf(WriteResult.InDoubt.class);
  }

  @Test
  @DisplayName("A label's move whose reply was lost, and which is then refused, may have happened")
  void lostMove() {
    ScriptedReply elsewhere =
        ScriptedReply.jsonError(400, "InvalidParameterException", "the label is elsewhere");
    try (ScriptedServer server = new ScriptedServer(LOST, elsewhere, elsewhere);
        AwsConnection aws = Connections.to(server)) {
      Optional<VersionId> version = Optional.of(TOKEN);
      assertThat(aws.secrets().move("s", StagingLabel.AWSPENDING, version, Optional.empty()))
          .isInstanceOf(WriteResult.InDoubt.class);
      assertThat(aws.secrets().move("s", StagingLabel.AWSPENDING, version, Optional.empty()))
          .isEqualTo(new WriteResult.Refused<>(Refusal.LABEL_ELSEWHERE));
    }
  }

  @Test
  @DisplayName("A version is put with its token, its one label and the rotation's token")
  void put() {
    try (ScriptedServer server = new ScriptedServer(LOST, ScriptedReply.ok("{}"));
        AwsConnection aws = Connections.to(server)) {
      SecretText document = SecretText.of("{\"a\":1}");
      assertThat(
              aws.secrets(SecretText.of("rotation-token-" + "r".repeat(36)))
                  .put("app/x", TOKEN, document, StagingLabel.AWSPENDING))
          .isEqualTo(new WriteResult.Done<>(TOKEN));
      assertThat(server.received()).hasSize(2);
      assertThat(server.received().getLast().body())
          .contains("\"ClientRequestToken\":\"" + TOKEN + "\"")
          .contains("\"SecretString\":\"{\\\"a\\\":1}\"")
          .contains("\"VersionStages\":[\"AWSPENDING\"]")
          .contains("\"RotationToken\":\"rotation-token-");
    }
  }

  @Test
  @DisplayName("A token that holds another value is taken")
  void tokenTaken() {
    try (ScriptedServer server =
            new ScriptedServer(ScriptedReply.jsonError(400, "ResourceExistsException", "exists"));
        AwsConnection aws = Connections.to(server)) {
      assertThat(aws.secrets().put("s", TOKEN, SecretText.of("{}"), StagingLabel.AWSPENDING))
          .isEqualTo(new WriteResult.Refused<>(Refusal.TOKEN_TAKEN));
    }
  }

  @Test
  @DisplayName("A status is set once: set again, it may undo what another did in between")
  void status() {
    ScriptedReply set = ScriptedReply.query("UpdateAccessKey", "");
    assertThat(deactivate(set)).isEqualTo(new WriteResult.Done<>(KeyStatus.INACTIVE));
    assertThat(deactivate(LOST, set)).isInstanceOf(WriteResult.InDoubt.class);
    assertThat(deactivate(FAULT, set)).isInstanceOf(WriteResult.InDoubt.class);
    assertThat(deactivate(THROTTLED, set)).isInstanceOf(WriteResult.Failed.class);
    assertThat(deactivate(GONE)).isEqualTo(new WriteResult.Refused<>(Refusal.NO_SUCH_THING));
  }

  private static WriteResult<KeyStatus> deactivate(ScriptedReply... script) {
    try (ScriptedServer server = new ScriptedServer(script);
        AwsConnection aws = Connections.to(server)) {
      WriteResult<KeyStatus> result = aws.accessKeys().setStatus(USER, KEY, KeyStatus.INACTIVE);
      assertThat(server.count("UpdateAccessKey")).isEqualTo(1);
      return result;
    }
  }

  @Test
  @DisplayName("A status that IAM does not let anyone set is a bug of the caller")
  void odd() {
    try (ScriptedServer server = new ScriptedServer();
        AwsConnection aws = Connections.to(server)) {
      assertThatThrownBy(() -> aws.accessKeys().setStatus(USER, KEY, KeyStatus.OTHER))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(server.received()).isEmpty();
    }
  }
}
