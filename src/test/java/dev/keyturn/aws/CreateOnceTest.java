package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * CreateAccessKey makes another key each time that it arrives, and hands its secret out once: sent
 * twice for one call, it leaves a key behind that nobody can use. Counted on the wire.
 */
class CreateOnceTest {
  private static final UserName USER = new UserName("app");
  private static final String KEY =
      """
      <AccessKey><UserName>app</UserName><AccessKeyId>AKIANEWNEWNEWNEWNEW1</AccessKeyId>
      <Status>Active</Status><SecretAccessKey>new-secret</SecretAccessKey>
      <CreateDate>2026-03-01T00:00:00Z</CreateDate></AccessKey>
      """;
  private static final ScriptedReply CREATED = ScriptedReply.query("CreateAccessKey", KEY);
  private static final ScriptedReply NO_KEYS =
      ScriptedReply.query(
          "ListAccessKeys",
          "<AccessKeyMetadata></AccessKeyMetadata><IsTruncated>false</IsTruncated>");

  private static WriteResult<MintedKey> create(ScriptedServer server) {
    try (AwsConnection aws = Connections.impatient(server)) {
      return aws.accessKeys().create(USER);
    }
  }

  private static <F extends Failure> void unknownAfterOne(Class<F> type, ScriptedReply act) {
    // What follows would be a success: whoever asks twice gets a second key.
    try (ScriptedServer server = new ScriptedServer(act, CREATED)) {
      assertThat(create(server))
          .isInstanceOfSatisfying(
              WriteResult.InDoubt.class,
              unknown -> assertThat(unknown.failure()).isInstanceOf(type));
      assertThat(server.count("CreateAccessKey")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("The JDK's own HTTP client does send a POST twice when the reply is lost")
  void theHazard() throws IOException {
    try (ScriptedServer server =
        new ScriptedServer(new ScriptedReply.HangUp(), ScriptedReply.ok("second"))) {
      HttpURLConnection plain = (HttpURLConnection) server.uri().toURL().openConnection();
      plain.setRequestMethod("POST");
      plain.setDoOutput(true);
      try (OutputStream out = plain.getOutputStream()) {
        out.write("Action=CreateAccessKey&UserName=app".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(plain.getInputStream().readAllBytes()).asString().isEqualTo("second");
      assertThat(server.count("CreateAccessKey")).isEqualTo(2);
    }
  }

  @Test
  @DisplayName("A key that was made is handed over with its secret")
  void made() {
    try (ScriptedServer server = new ScriptedServer(CREATED)) {
      assertThat(create(server))
          .isEqualTo(
              new WriteResult.Done<>(
                  new MintedKey(
                      new Credential(
                          USER,
                          new AccessKeyId("AKIANEWNEWNEWNEWNEW1"),
                          SecretText.of("new-secret")),
                      Instant.parse("2026-03-01T00:00:00Z"))));
      assertThat(server.received()).hasSize(1);
      assertThat(server.received().getFirst().headers())
          .containsEntry("connection", "close")
          .containsKey("content-length");
    }
  }

  @Test
  @DisplayName("A lost reply: one request, and the effect is unknown")
  void lostReply() {
    unknownAfterOne(Failure.Unreachable.class, new ScriptedReply.HangUp());
  }

  @Test
  @DisplayName("A reply that breaks off: one request, and the effect is unknown")
  void halfAReply() {
    unknownAfterOne(
        Failure.Unreachable.class,
        new ScriptedReply.CutShort(
            200, "<CreateAccessKeyResponse><CreateAccessKeyResult><AccessKey>"));
  }

  @Test
  @DisplayName("No reply in time: one request, and the effect is unknown")
  void silence() {
    unknownAfterOne(Failure.Unreachable.class, new ScriptedReply.Silence());
  }

  @Test
  @DisplayName("A fault of the server: one request, and the effect is unknown")
  void serverError() {
    for (int status : new int[] {500, 502, 503, 504}) {
      unknownAfterOne(
          Failure.ServerError.class,
          ScriptedReply.queryError(status, "ServiceFailure", "internal"));
    }
  }

  @Test
  @DisplayName("A success that makes no sense: one request, and the effect is unknown")
  void nonsense() {
    unknownAfterOne(Failure.ServerError.class, ScriptedReply.query("CreateAccessKey", ""));
    unknownAfterOne(Failure.class, ScriptedReply.ok("<html>welcome to the hotel"));
    unknownAfterOne(Failure.ServerError.class, ScriptedReply.ok(""));
  }

  @Test
  @DisplayName("Throttled: one request, and nothing was done")
  void throttled() {
    try (ScriptedServer server =
        new ScriptedServer(ScriptedReply.queryError(400, "Throttling", "Rate exceeded"), CREATED)) {
      assertThat(create(server))
          .isEqualTo(
              new WriteResult.Failed<>(
                  new Failure.Throttled("iam:CreateAccessKey", "Throttling: Rate exceeded")));
      assertThat(server.count("CreateAccessKey")).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("A third key is refused, and nothing was done")
  void quota() {
    try (ScriptedServer server =
        new ScriptedServer(
            ScriptedReply.queryError(
                409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: 2"))) {
      assertThat(create(server)).isEqualTo(new WriteResult.Refused<>(Refusal.QUOTA_REACHED));
    }
  }

  @Test
  @DisplayName("A kept connection that dies under the request: still one request")
  void keptConnectionDies() {
    try (ScriptedServer server = new ScriptedServer(NO_KEYS, new ScriptedReply.HangUp(), CREATED);
        AwsConnection aws = Connections.to(server)) {
      aws.accessKeys().list(USER);
      assertThat(aws.accessKeys().create(USER)).isInstanceOf(WriteResult.InDoubt.class);
      assertThat(server.count("CreateAccessKey")).isEqualTo(1);
      assertThat(server.received().stream().map(ScriptedServer.Received::connection).distinct())
          .as("plain HTTP connections are shared within the JVM, so this one was a kept one")
          .hasSize(1);
    }
  }

  @Test
  @DisplayName("Nobody there: nothing was done")
  void refusedConnection() throws IOException {
    // A port that is taken, so that no other process can, and on which nobody listens.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI nobody = URI.create("http://127.0.0.1:" + taken.getLocalPort());
      try (AwsConnection aws = AwsConnection.connect(Connections.settings(nobody))) {
        assertThat(aws.accessKeys().create(USER))
            .isEqualTo(
                new WriteResult.Failed<>(
                    new Failure.Unreachable(
                        "iam:CreateAccessKey", "127.0.0.1: the connection was refused")));
      }
    }
  }

  @Test
  @DisplayName("A name that cannot be resolved: nothing was done")
  void unknownHost() {
    try (AwsConnection aws =
        AwsConnection.connect(Connections.settings(URI.create("http://nowhere.invalid:9")))) {
      assertThat(aws.accessKeys().create(USER))
          .isEqualTo(
              new WriteResult.Failed<>(
                  new Failure.Unreachable(
                      "iam:CreateAccessKey", "nowhere.invalid: the name cannot be resolved")));
    }
  }

  @Test
  @DisplayName("A request that the JDK might send twice does not leave at all")
  void guard() {
    SdkHttpClient untouched =
        new ScriptedHttp(request -> {
          throw new AssertionError("it left");
        });
    try (AttemptWatcher wire =
        new AttemptWatcher(untouched, new AwsClock(InstantSource.system()))) {
      HttpExecuteRequest request =
          HttpExecuteRequest.builder()
              .request(
                  SdkHttpRequest.builder()
                      .method(SdkHttpMethod.POST)
                      .uri(URI.create("https://iam.amazonaws.com/"))
                      .build())
              .contentStreamProvider(ContentStreamProvider.fromUtf8String("Action=x"))
              .build();
      assertThatThrownBy(() -> wire.prepareRequest(request))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
