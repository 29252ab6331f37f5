package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.UserName;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.Responder;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import dev.keyturn.sim.wire.WireReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function fed by a queue of accounts: what was not done is named in its answer. */
@Timeout(120)
class QueuedAccountsTest {
  private static final String WEB = "222222222222";
  private static final Instant ENQUEUED = Instant.parse("2026-01-15T12:00:00Z");
  private static final List<String> USERS = List.of("a", "b", "c", "d", "e", "f");
  private static final String DONE = "{\"batchItemFailures\":[]}";

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(
              WorldBuilder.seeded(1).account("123456789012").lag(PropagationDelays.none()))
          .account("web", OrganizationTree.ROOT, member());
  private final CountDownLatch firstIsRead = new CountDownLatch(1);
  private Runnable whenFirstIsRead = () -> {};
  private final List<String> sent = new ArrayList<>();
  private final Map<String, String> kept = new TreeMap<>();
  private int bucketAnswers = 200;
  private final SimulatedFunction function =
      new SimulatedFunction(organization.management(), this::withQueue)
          .with("KEYTURN_SPREAD", "0s")
          .with("KEYTURN_MEMBER_ROLE", "keyturn")
          .with("KEYTURN_QUEUE_URL", "https://queue.invalid/123456789012/keyturn.fifo");

  QueuedAccountsTest() {
    adopt(organization.account(WEB));
  }

  /** Users at rest, and behind them by name one whose key is due. */
  private static WorldBuilder member() {
    WorldBuilder member =
        WorldBuilder.seeded(2)
            .account(WEB)
            .lag(PropagationDelays.none())
            .role("keyturn", RoleTrust.of("arn:aws:iam::123456789012:role/Administrator"));
    for (String name : USERS) {
      member
          .user(name, user -> user.key(Duration.ofDays(name.equals("f") ? 100 : 10)))
          .secret("app/" + name, secret -> secret.keyOf(name));
    }
    return member;
  }

  private static void adopt(World world) {
    try (SimulatedAws aws = new SimulatedAws(world)) {
      for (String name : USERS) {
        Adoption.Request request =
            new Adoption.Request(
                new UserName(name), "app/" + name, new Adoption.Source.InSecret(), false, Map.of());
        assertThat(Adoption.adopt(aws.ports(event -> {}), List.of(), request, false))
            .isInstanceOf(Adoption.Result.Adopted.class);
      }
    }
  }

  /** A queue that takes whatever is sent, and a bucket, in front of the accounts. */
  private Responder withQueue(Responder accounts) {
    return request -> {
      if (request.path().startsWith("/results-of-all/")) {
        kept.put(request.path(), request.text());
        return new WireReply(bucketAnswers, Map.of("Content-Length", "0"), new byte[0]);
      }
      if (request.header("x-amz-target").equals(Optional.of("secretsmanager.DescribeSecret"))) {
        readInTurn(request.text().contains("\"app/a\""));
      }
      if (!request.header("x-amz-target").equals(Optional.of("AmazonSQS.SendMessageBatch"))) {
        return accounts.answer(request);
      }
      sent.add(request.text());
      byte[] taken = "{\"Successful\":[{\"Id\":\"m0\"}]}".getBytes(StandardCharsets.UTF_8);
      return new WireReply(200, Map.of("Content-Length", Integer.toString(taken.length)), taken);
    };
  }

  /** The first by name is read before any other one is, whoever comes first. */
  private void readInTurn(boolean isFirst) {
    if (isFirst && firstIsRead.getCount() > 0) {
      whenFirstIsRead.run();
      firstIsRead.countDown();
    }
    try {
      firstIsRead.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private boolean isRotated(String name) {
    World world = organization.account(WEB);
    return !world
        .secrets()
        .secret("app/" + name)
        .orElseThrow()
        .labelled("AWSCURRENT")
        .orElseThrow()
        .text()
        .contains(world.credentials(name, 0).accessKeyId());
  }

  @AfterEach
  void close() {
    function.close();
  }

  private static AccountMessage message(String role) {
    return AccountMessage.first(new AccountId(WEB), "us-east-1", role, "r1", ENQUEUED);
  }

  private static String event(String... bodies) {
    List<Map<String, Object>> records = new ArrayList<>();
    for (String body : bodies) {
      records.add(
          Map.of(
              "messageId",
              "id-" + records.size(),
              "receiptHandle",
              "r",
              "body",
              body,
              "attributes",
              Map.of("ApproximateReceiveCount", "1"),
              "eventSource",
              "aws:sqs",
              "eventSourceARN",
              "arn:aws:sqs:us-east-1:123456789012:keyturn.fifo"));
    }
    return JsonText.oneLine(Map.of("Records", records));
  }

  @Test
  @DisplayName("A message's account is worked in, through its role, and nothing is left to do")
  void done() {
    assertThat(function.handle(event(message("keyturn").text()))).isEqualTo(DONE);
    assertThat(USERS).filteredOn(this::isRotated).containsExactly("f");
    assertThat(sent).isEmpty();
    assertThat(organization.account(WEB).sts().sessions())
        .singleElement()
        .satisfies(
            session -> assertThat(session.arn()).endsWith("assumed-role/keyturn/keyturn-r1"));
    assertThat(function.said()).anyMatch(line -> line.contains("\"account\":\"" + WEB + "\""));
  }

  @Test
  @DisplayName("What came of it is an object of the bucket, too; that it cannot be is only told")
  void results() {
    function.with("KEYTURN_RESULTS", "s3://results-of-all/results");
    assertThat(function.handle(event(message("keyturn").text()))).isEqualTo(DONE);
    assertThat(kept).hasSize(1);
    kept.forEach((path, line) -> {
      assertThat(path)
          .matches("/results-of-all/results/r1/222222222222_us-east-1_1_\\w+/0{12}\\.jsonl");
      assertThat(line)
          .contains("\"event\":\"swept\"", "\"account\":\"" + WEB + "\"", "6 secrets looked after");
    });

    bucketAnswers = 403;
    assertThat(function.handle(event(message("keyturn").text()))).isEqualTo(DONE);
    assertThat(function.said()).anyMatch(said -> said.contains("\"event\":\"not-kept\""));

    function.with("KEYTURN_RESULTS", "results");
    assertThat(function.handle(event(message("keyturn").text()))).contains("id-0");
    assertThat(function.said()).anyMatch(said -> said.contains("KEYTURN_RESULTS is not s3://"));
  }

  @Test
  @DisplayName("Each line about a secret names its account and Region, and as whom it was changed")
  void linesOfSecrets() {
    function.handle(event(message("keyturn").text()));
    List<String> lines =
        function.said().stream().filter(line -> line.contains("\"secret\":")).toList();
    assertThat(lines)
        .hasSizeGreaterThan(USERS.size())
        .allMatch(line -> line.contains("\"account\":\"" + WEB + "\",\"region\":\"us-east-1\""));
    assertThat(lines)
        .filteredOn(line -> line.contains("\"writes\":"))
        .isNotEmpty()
        .allMatch(line -> line.contains("assumed-role/keyturn/keyturn-r1"));
  }

  @Test
  @DisplayName("Where the environment names secrets, these alone are worked on in each account")
  void named() {
    function.with("secrets", "app/a;app/b");
    assertThat(function.handle(event(message("keyturn").text()))).isEqualTo(DONE);
    assertThat(USERS).filteredOn(this::isRotated).isEmpty();
    assertThat(function.said()).noneMatch(line -> line.contains("app/c"));
  }

  @Test
  @DisplayName("What is counted is counted by account besides, and nothing else is")
  void byAccount() {
    function.handle(event(message("keyturn").text()));
    List<String> lines =
        function.said().stream().filter(line -> line.contains("CloudWatchMetrics")).toList();
    assertThat(lines)
        .filteredOn(line -> line.contains("\"Account\""))
        .singleElement()
        .asString()
        .contains("[\"FunctionName\",\"Account\",\"Region\"]", "\"Account\":\"" + WEB + "\"")
        .contains("\"Region\":\"us-east-1\"", "\"Secrets\":6", "\"Promoted\":1", "\"Failed\":0")
        .contains("\"Halted\":0", "\"Throttles\":0", "\"KeyDaysOverMaxAge\":")
        .doesNotContain("LeftAlone", "AwsCalls");
    assertThat(lines.getFirst())
        .contains("\"Dimensions\":[[\"FunctionName\"]]", "\"Promoted\":1", "\"Secrets\":6");
  }

  @Test
  @DisplayName("An account that is not reached has failed, by account as well")
  void failedByAccount() {
    organization.account(WEB).sts().removeRole("keyturn");
    function.handle(event(message("keyturn").text()));
    assertThat(function.said())
        .filteredOn(line -> line.contains("\"Account\""))
        .singleElement()
        .asString()
        .contains("\"Failed\":1");
  }

  @Test
  @DisplayName("When the time is up, the rest becomes a message that begins where it was left")
  void continued() {
    // With less than 75 seconds left, nothing new is begun.
    function.timeout(Duration.ofSeconds(100));
    whenFirstIsRead = () -> organization.management().advance(Duration.ofSeconds(30));
    String answer = function.handle(event(message("keyturn").text()));
    assertThat(answer).as(String.join("\n", function.said())).isEqualTo(DONE);
    assertThat(isRotated("f")).isFalse();
    assertThat(sent)
        .singleElement()
        .asString()
        .contains("\\\"part\\\":2", "\\\"begin\\\":\\\"app/")
        .contains("222222222222/us-east-1/r1/2")
        .doesNotContain("app/a");
  }

  @Test
  @DisplayName("Where there is no time for its first secret, the message is delivered again")
  void noTime() {
    function.timeout(Duration.ofSeconds(70));
    assertThat(function.handle(event(message("keyturn").text()))).contains("id-0");
    assertThat(sent).isEmpty();
  }

  @Test
  @DisplayName("A role that is gone is a result; the message is not delivered again")
  void left() {
    organization.account(WEB).sts().removeRole("keyturn");
    assertThat(function.handle(event(message("keyturn").text()))).isEqualTo(DONE);
    assertThat(function.said()).anyMatch(line -> line.contains("not-reached"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"version\":2} | of a newer Keyturn",
        "hello | not one JSON object",
        "{\"version\":1,\"account\":\"222222222222\",\"region\":\"us-east-1\",\"role\":\"admin\",\"run\":\"r\",\"enqueued\":\"2026-01-15T12:00:00Z\",\"part\":1} | another role than that",
      })
  @DisplayName("What is no message for it is not done, and told of, for the dead-letter queue")
  void putAside(String body, String reason) {
    assertThat(function.handle(event(body)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-0\"}]}");
    assertThat(function.said())
        .anyMatch(line -> line.contains("put-aside") && line.contains(reason));
    assertThat(organization.account(WEB).sts().sessions()).isEmpty();
  }

  @Test
  @DisplayName("After a message that was not done, those behind it are not begun")
  void order() {
    assertThat(function.handle(event("hello", message("keyturn").text())))
        .isEqualTo(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"id-0\"},{\"itemIdentifier\":\"id-1\"}]}");
    assertThat(organization.account(WEB).sts().sessions()).isEmpty();
  }

  @Test
  @DisplayName("Without a role to assume it does nothing, and says which variable is missing")
  void withoutRole() {
    function.without("KEYTURN_MEMBER_ROLE");
    assertThat(function.handle(event(message("keyturn").text()))).contains("id-0");
    assertThat(function.said()).anyMatch(line -> line.contains("KEYTURN_MEMBER_ROLE is missing"));
  }
}
