package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.sim.core.PropagationDelays;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;

class SimServerTest {
  private final InstantSource wall = InstantSource.system();
  private final World world =
      WorldBuilder.seeded(7).lag(PropagationDelays.none()).user("alice").build();
  private final Gateway gateway = new Gateway(world).signatureClock(wall);
  private final CallLog log = new CallLog();
  private SimServer server;

  @BeforeEach
  void start() throws IOException {
    gateway.observe(log);
    server = SimServer.start(gateway, 0, new VirtualTimers(wall, world.now(), 3600));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName(
      "A stock SDK works over the socket, by the system clock, while the world has its own")
  void stockSdk() {
    try (StsClient sts = sts()) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rebound.example:%d, 421",
    "rebound.example, 421",
    "localhost.rebound.example:%d, 421",
    "127.0.0.1.rebound.example:%d, 421",
    "127.0.0.1@rebound.example:%d, 421",
    "127.0.0.1:80@rebound.example, 421",
    "127.0.0.1:, 421",
    "0.0.0.0:%d, 421",
    "'', 421",
    "127.0.0.1:%d, 200",
    "127.0.0.1:80, 200",
    "127.0.0.1, 200",
    "localhost:%d, 200",
    "LocalHost:8443, 200"
  })
  @DisplayName(
      "What was made out to another host, as in DNS rebinding, is not answered; a proxy may stand before")
  void rebound(String host, int expected) throws IOException {
    int port = server.endpoint().getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "HEAD / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(host.formatted(port));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(reply.startsWith("HTTP/1.1 421 ")).as(reply).isEqualTo(expected == 421);
    }
    assertThat(log.calls()).hasSize(expected == 421 ? 0 : 1);
  }

  @Test
  @DisplayName("Many callers at once are answered one after the other")
  void concurrent() throws Exception {
    try (StsClient sts = sts();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers =
          IntStream.range(0, 50)
              .mapToObj(i -> threads.submit(() -> sts.getCallerIdentity().userId()))
              .toList();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).endsWith(":bootstrap");
      }
    }
    assertThat(log.calls()).extracting(Call::index).doesNotHaveDuplicates().hasSize(50);
  }

  @Test
  @DisplayName("A lost reply closes the connection after the effect")
  void lostReply() {
    gateway.hook((call, here) -> Fate.replyLost());
    try (StsClient sts = sts()) {
      assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(SdkClientException.class);
    }
    assertThat(log.results()).extracting(CallResult::status).containsExactly(200);
  }

  @Test
  @DisplayName("A crash closes the connection")
  void crash() {
    gateway.hook((call, here) -> Fate.crashBefore());
    try (StsClient sts = sts()) {
      assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(SdkClientException.class);
    }
  }

  @Test
  @DisplayName("A body that no operation can have is refused unread")
  void largeBody() throws IOException {
    HttpURLConnection connection = open();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.getOutputStream().write(new byte[300 * 1024]);
    assertThat(connection.getResponseCode()).isEqualTo(413);
  }

  @Test
  @DisplayName("A request for another service is told so, not dropped")
  void otherService() throws IOException {
    HttpURLConnection connection = open();
    assertThat(connection.getResponseCode()).isEqualTo(400);
    assertThat(new String(connection.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .contains("only IAM, STS, Secrets Manager and Organizations")
        .contains("GET /bucket");
  }

  @Test
  @DisplayName("Time goes on without calls when the server is ticked")
  void tick() throws IOException {
    Instant before = world.now();
    VirtualTimers ahead = new VirtualTimers(wall, before, 3600);
    ahead.skip(Duration.ofDays(1));
    try (SimServer other = SimServer.start(new Gateway(world), 0, ahead)) {
      other.tick();
    }
    assertThat(world.now()).isAfterOrEqualTo(before.plus(Duration.ofDays(1)));
  }

  @Test
  @DisplayName("A reply has the date of its world, so that whoever hears it knows what time it is")
  void date() throws IOException {
    Instant before = world.now();
    HttpURLConnection connection = open();
    assertThat(connection.getResponseCode()).isEqualTo(400);
    assertThat(connection.getHeaderFields().get("Date")).hasSize(1);
    assertThat(Instant.ofEpochMilli(connection.getDate()))
        .isBetween(before.truncatedTo(ChronoUnit.SECONDS), world.now());
    assertThat(Duration.between(world.now(), wall.instant()).abs())
        .as("how far this machine's clock is from it")
        .isGreaterThan(Duration.ofHours(1));
  }

  @Test
  @DisplayName("What is not HTTP is hung up on, and what comes in pieces is refused")
  void notHttp() throws IOException {
    assertThat(sent("hello\r\n\r\n")).isEmpty();
    assertThat(sent("GET / HTTP/1.1\r\nno colon\r\n\r\n")).isEmpty();
    assertThat(sent("POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n")).isEmpty();
    assertThat(sent("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 411 ");
  }

  @Test
  @DisplayName("Several requests come on one connection, until one says that it is the last")
  void keptAlive() throws IOException {
    String asked =
        "GET /bucket HTTP/1.1\r\nHost: 127.0.0.1:" + server.endpoint().getPort() + "\r\n";
    assertThat(sent(asked + "\r\n" + asked + "Connection: close\r\n\r\n" + asked + "\r\n"))
        .containsPattern("(?s)HTTP/1.1 400 .*HTTP/1.1 400 .*Connection: close")
        .doesNotContainPattern("(?s)HTTP/1.1 .*HTTP/1.1 .*HTTP/1.1 ");
  }

  /** What comes back until the server hangs up. */
  private String sent(String text) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.endpoint().getPort())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private HttpURLConnection open() throws IOException {
    return (HttpURLConnection)
        URI.create(server.endpoint() + "/bucket/object").toURL().openConnection();
  }

  private StsClient sts() {
    Credentials key = world.administrator();
    return StsClient.builder()
        .region(Region.US_EAST_1)
        .endpointOverride(server.endpoint())
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
        .overrideConfiguration(
            Sdk.signedAt(Instant::now).toBuilder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .build())
        .build();
  }
}
