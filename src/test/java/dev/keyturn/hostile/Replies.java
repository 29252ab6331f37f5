package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Retries;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.sim.SimHttpClient;
import dev.keyturn.sim.wire.WireReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What AWS answers, or what stands between: a status and headers in the first bytes, then a body.
 * Whatever it is, an adapter gives a result, and says nothing of the secret that was sent.
 */
public final class Replies {
  private static final String SECRET = "sent/secret/of/forty/characters/and/more";
  private static final int HEAD = 3;
  private static final List<String> TYPES =
      List.of("text/xml", "application/x-amz-json-1.1", "application/xml", "text/html", "");
  private static final int[] STATUSES = {
    200, 200, 400, 403, 404, 409, 410, 429, 500, 502, 503, 204, 301, 401
  };
  private static final UserName USER = new UserName("alice");
  private static final AccessKeyId KEY = new AccessKeyId("AKIAIOSFODNN7EXAMPLE");
  private static final VersionId VERSION = new VersionId("aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee");
  private static final StagingLabel LABEL = StagingLabel.AWSPENDING;
  private static final Credential CREDENTIAL = new Credential(USER, KEY, SecretText.of(SECRET));
  private static final ThreadLocal<WireReply> REPLY = new ThreadLocal<>();
  private static final AwsConnection AWS =
      AwsConnection.connect(
          AwsSettings.ambient(() -> Instant.EPOCH)
              .with(Retries.IMMEDIATE)
              .withHttp(() -> new SimHttpClient(request -> REPLY.get()))
              .withEndpoint(URI.create("http://simulated.invalid"))
              .withRegion("us-east-1")
              .with(
                  new AwsSettings.Keys(
                      KEY.value(), SecretText.of("k".repeat(40)), Optional.empty())));
  private static final List<Supplier<Object>> CALLS =
      List.of(
          () -> AWS.accessKeys().user(USER),
          () -> AWS.accessKeys().list(USER),
          () -> AWS.accessKeys().lastUse(KEY),
          () -> AWS.accessKeys().create(USER),
          () -> AWS.accessKeys().setStatus(USER, KEY, KeyStatus.INACTIVE),
          () -> AWS.accessKeys().delete(USER, KEY),
          () -> AWS.accessKeys().bind(USER, "arn:aws:secretsmanager:us-east-1:111122223333:x"),
          () -> AWS.secrets().describe("app"),
          () -> AWS.secrets().value("app", VERSION),
          () -> AWS.secrets().put("app", VERSION, SecretText.of(SECRET), LABEL),
          () -> AWS.secrets().move("app", LABEL, Optional.of(VERSION), Optional.empty()),
          () -> AWS.secrets().tag("app", Map.of("keyturn:current", "v1 none")),
          () -> AWS.secrets().create("app", Map.of(), VERSION, Optional.of(SecretText.of(SECRET))),
          () -> AWS.secrets().listTagged(Set.of("keyturn:user-id")),
          () -> AWS.probe().probe(CREDENTIAL, user()));

  private Replies() {}

  private static IamUser user() {
    return new IamUser(
        USER,
        new UserId("AIDACKCEVSQ6C2EXAMPLE"),
        "arn:aws:iam::111122223333:user/alice",
        Optional.empty());
  }

  /** Tries one reply: to the operation that the first byte chooses. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < HEAD) {
      return;
    }
    byte[] body = Arrays.copyOfRange(input, HEAD, input.length);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", TYPES.get(chosen(input[2], TYPES.size())));
    headers.put("Content-Length", Integer.toString(body.length));
    REPLY.set(new WireReply(STATUSES[chosen(input[1], STATUSES.length)], headers, body));
    Object result = CALLS.get(chosen(input[0], CALLS.size())).get();
    if (!new String(body, StandardCharsets.UTF_8).contains(SECRET)) {
      assertThat(result.toString()).doesNotContain(SECRET);
    }
  }

  private static int chosen(byte by, int of) {
    return Math.floorMod(by, of);
  }
}
