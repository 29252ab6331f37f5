package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.ServiceError;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sts.StsClient;

class SignatureTest {
  private final World world =
      WorldBuilder.seeded(9)
          .lag(PropagationDelays.none())
          .user("alice", user -> user.key(Duration.ofDays(1)))
          .build();
  private final Sdk admin = Sdk.of(world);

  @Test
  @DisplayName("A wrong secret is SignatureDoesNotMatch, or InvalidSignatureException")
  void wrongSecret() {
    Sdk wrong = admin.as(new Credentials(world.administrator().accessKeyId(), "guessed"));
    assertThat(refusal(() -> wrong.sts().getCallerIdentity()))
        .isEqualTo("SignatureDoesNotMatch 403");
    assertThat(refusal(() -> wrong.iam().listUsers())).isEqualTo("SignatureDoesNotMatch 403");
    assertThat(refusal(() -> wrong.secrets().listSecrets()))
        .isEqualTo("InvalidSignatureException 400");
  }

  @Test
  @DisplayName("An unknown key is InvalidClientTokenId, or UnrecognizedClientException")
  void unknownKey() {
    Sdk stranger = admin.as(new Credentials("AKIAIOSFODNN7EXAMPLE", "guessed"));
    assertThat(refusal(() -> stranger.sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
    assertThat(refusal(() -> stranger.iam().listUsers())).isEqualTo("InvalidClientTokenId 403");
    assertThat(refusal(() -> stranger.secrets().listSecrets()))
        .isEqualTo("UnrecognizedClientException 400");
  }

  @Test
  @DisplayName("A key of a user that was deleted and made again is unknown")
  void madeAgain() {
    Credentials key = world.credentials("alice", 0);
    admin.iam().deleteAccessKey(key("alice", key.accessKeyId()));
    admin.iam().deleteUser(delete -> delete.userName("alice"));
    admin.iam().createUser(create -> create.userName("alice"));
    assertThat(refusal(() -> admin.as(key).sts().getCallerIdentity()))
        .isEqualTo("InvalidClientTokenId 403");
  }

  @Test
  @DisplayName("A signature older or younger than 15 minutes is refused, in AWS's words")
  void stale() {
    assertThatCode(() -> stsSigned(Duration.ofMinutes(-15)).getCallerIdentity())
        .doesNotThrowAnyException();
    assertThat(message(() -> stsSigned(Duration.ofMinutes(-16)).getCallerIdentity()))
        .isEqualTo(
            "Signature expired: 20260115T114400Z is now earlier than 20260115T114500Z"
                + " (20260115T120000Z - 15 min.)");
    assertThat(message(() -> stsSigned(Duration.ofMinutes(16)).getCallerIdentity()))
        .isEqualTo(
            "Signature not yet current: 20260115T121600Z is still later than 20260115T121500Z"
                + " (20260115T120000Z + 15 min.)");
    assertThat(refusal(() -> stsSigned(Duration.ofDays(1)).getCallerIdentity()))
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  @DisplayName("A signature may be compared with another clock than the world's")
  void otherClock() {
    Gateway gateway =
        new Gateway(world).signatureClock(() -> world.now().plus(Duration.ofDays(300)));
    assertThatCode(() -> sts(gateway, Duration.ofDays(300)).getCallerIdentity())
        .doesNotThrowAnyException();
    assertThatCode(() -> sts(gateway, Duration.ZERO).getCallerIdentity())
        .doesNotThrowAnyException();
    assertThat(refusal(() -> sts(gateway, Duration.ofDays(100)).getCallerIdentity()))
        .isEqualTo("SignatureDoesNotMatch 403");
  }

  @Test
  @DisplayName("The SDK's correction of a wrong clock does not lead it away from the virtual one")
  void clockSkewCorrection() {
    ServiceError wrong = new ServiceError("SignatureDoesNotMatch", 403, "Signature expired");
    Gateway gateway =
        new Gateway(world).hook(CallHook.nth(1, "sts:GetCallerIdentity", new Fate.Answer(wrong)));
    CallLog log = new CallLog();
    gateway.observe(log);
    StsClient sts =
        StsClient.builder()
            .region(Region.US_EAST_1)
            .httpClient(new SimHttpClient(gateway))
            .credentialsProvider(provider())
            .overrideConfiguration(
                Sdk.signedAt(world::now).toBuilder()
                    .retryStrategy(
                        StandardRetryStrategy.builder()
                            .maxAttempts(3)
                            .retryOnException(e -> true)
                            .backoffStrategy(BackoffStrategy.retryImmediately())
                            .build())
                    .build())
            .build();
    sts.getCallerIdentity();
    sts.getCallerIdentity();
    assertThat(log.results()).extracting(CallResult::status).containsExactly(403, 200, 200);
  }

  @Test
  @DisplayName("Secrets live in one region, STS answers in all")
  void regions() {
    SecretsManagerClient elsewhere =
        SecretsManagerClient.builder()
            .region(Region.EU_WEST_1)
            .httpClient(new SimHttpClient(new Gateway(world)))
            .credentialsProvider(provider())
            .overrideConfiguration(Sdk.signedAt(world::now))
            .build();
    assertThat(refusal(() -> elsewhere.listSecrets())).isEqualTo("InvalidSignatureException 400");
    assertThat(message(() -> elsewhere.listSecrets())).contains("not 'eu-west-1'");
    StsClient sts =
        StsClient.builder()
            .region(Region.EU_WEST_1)
            .httpClient(new SimHttpClient(new Gateway(world)))
            .credentialsProvider(provider())
            .overrideConfiguration(Sdk.signedAt(world::now))
            .build();
    assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
  }

  @Test
  @DisplayName("Whatever is changed on its way breaks the signature")
  void tampered() throws IOException {
    WireRequest good = recorded();
    assertThat(send(good).status()).isEqualTo(200);
    List<UnaryOperator<WireRequest>> changes =
        List.of(
            request -> body(request, request.text() + "&UserName=x"),
            request -> header(request, "host", "evil.example"),
            request -> header(request, "x-amz-date", "20260115T120001Z"),
            request -> header(request, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
            request -> path(request, "/other"),
            request -> query(request, "a=b"),
            request -> scope(request, "/us-east-1/", "/eu-west-1/"));
    for (UnaryOperator<WireRequest> change : changes) {
      WireReply reply = send(change.apply(good));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.text()).contains("<Code>SignatureDoesNotMatch</Code>");
    }
  }

  @Test
  @DisplayName("A signature for another service or day is told apart")
  void scopes() throws IOException {
    assertThat(send(scope(recorded(), "/sts/", "/iam/")).text())
        .contains("Credential should be scoped to correct service: 'sts'");
    assertThat(send(scope(recorded(), "/20260115/", "/20260114/")).text())
        .contains("Date in Credential scope does not match YYYYMMDD");
  }

  @Test
  @DisplayName("A missing or malformed signature has errors of its own")
  void malformed() throws IOException {
    assertThat(send(without(recorded(), "authorization")).text())
        .contains("<Code>MissingAuthenticationToken</Code>");
    assertThat(send(header(recorded(), "authorization", "AWS4-HMAC-SHA256 nothing")).text())
        .contains("<Code>IncompleteSignature</Code>");
    assertThat(send(header(recorded(), "authorization", "Bearer abc")).text())
        .contains("<Code>IncompleteSignature</Code>");
    assertThat(send(header(recorded(), "x-amz-date", "yesterday")).text())
        .contains("<Code>IncompleteSignature</Code>");
    assertThat(send(without(recorded(), "x-amz-date")).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("Every reply has the world's date and a request ID")
  void headers() throws IOException {
    WireReply reply = send(recorded());
    assertThat(reply.headers())
        .containsEntry("Date", "Thu, 15 Jan 2026 12:00:00 GMT")
        .containsEntry("Content-Type", "text/xml")
        .containsKey("x-amzn-RequestId");
  }

  /** A GetCallerIdentity request, as the SDK sends it. */
  private WireRequest recorded() throws IOException {
    return Recorded.of(world, sdk -> sdk.sts().getCallerIdentity());
  }

  private WireReply send(WireRequest request) throws IOException {
    return new Gateway(world).answer(request);
  }

  private StsClient stsSigned(Duration offset) {
    return sts(new Gateway(world), offset);
  }

  private StsClient sts(Gateway gateway, Duration offset) {
    return StsClient.builder()
        .region(Region.US_EAST_1)
        .httpClient(new SimHttpClient(gateway))
        .credentialsProvider(provider())
        .overrideConfiguration(Sdk.signedAt(() -> world.now().plus(offset)))
        .build();
  }

  private StaticCredentialsProvider provider() {
    Credentials key = world.administrator();
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  private static DeleteAccessKeyRequest key(String user, String id) {
    return DeleteAccessKeyRequest.builder().userName(user).accessKeyId(id).build();
  }

  private static WireRequest header(WireRequest request, String name, String value) {
    Map<String, List<String>> headers = new TreeMap<>(request.headers());
    headers.put(name, new ArrayList<>(List.of(value)));
    return new WireRequest(
        request.method(), request.path(), request.query(), headers, request.body());
  }

  private static WireRequest without(WireRequest request, String name) {
    Map<String, List<String>> headers = new TreeMap<>(request.headers());
    headers.remove(name);
    return new WireRequest(
        request.method(), request.path(), request.query(), headers, request.body());
  }

  private static WireRequest scope(WireRequest request, String from, String to) {
    String value = request.header("authorization").orElseThrow();
    return header(request, "authorization", value.replace(from, to));
  }

  private static WireRequest body(WireRequest request, String text) {
    return new WireRequest(
        request.method(),
        request.path(),
        request.query(),
        request.headers(),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static WireRequest path(WireRequest request, String path) {
    return new WireRequest(
        request.method(), path, request.query(), request.headers(), request.body());
  }

  private static WireRequest query(WireRequest request, String query) {
    return new WireRequest(
        request.method(), request.path(), query, request.headers(), request.body());
  }
}
