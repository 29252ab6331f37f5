package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Members.BLOG;
import static dev.keyturn.app.cli.Members.SHOP;
import static dev.keyturn.app.cli.Members.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.fleet.PassPosition;
import dev.keyturn.model.AccountId;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.wire.CommonError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code enqueue} and {@code work}, with a queue in memory between them. */
@Timeout(120)
class WorkCommandTest {
  private static final String QUEUE = "--queue https://queue.invalid/111122223333/keyturn.fifo";
  private static final String ENQUEUE = "enqueue --role keyturn " + QUEUE;
  private static final String WORK = "work --until-empty --role keyturn " + QUEUE;
  private static final String ALL = " --accounts %s,%s,%s".formatted(WEB, SHOP, BLOG);

  private static final Instant ENQUEUED = Instant.parse("2026-01-15T12:00:00Z");

  private final Members members = new Members();
  private final MemoryQueue queue = new MemoryQueue(() -> members.shell().world().now(), 3);
  private final Shell shell = members.shell().queue(queue).env("KEYTURN_SPREAD", "0s");

  @AfterEach
  void noSecretInAnyOutput() {
    for (String id : List.of(WEB, SHOP, BLOG)) {
      for (String secret : members.account(id).issuedSecrets()) {
        assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
      }
    }
    members.close();
  }

  private static PassPosition at(String secret) {
    return new PassPosition(Optional.of(secret), false);
  }

  private static List<Object> lines(Shell.Ran ran) {
    return ran.out().lines().map(ParsedJson::parse).toList();
  }

  @Test
  @DisplayName("What is enqueued is worked on as run does it, with a line for each account")
  void whole() {
    Shell.Ran sent = shell.type(ENQUEUE + " --organization --run r1 --exclude 111111111111");
    assertThat(sent.out()).isEqualTo("3 messages sent, of run r1.\n");
    assertThat(members.account(WEB).sts().sessions()).isEmpty();
    assertThat(shell.type(ENQUEUE + " --accounts " + WEB + " --run r1").out())
        .isEqualTo("1 message sent, of run r1.\n");

    Shell.Ran ran = shell.type(WORK);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err()).startsWith("Taking accounts from ");
    assertThat(List.of(WEB, SHOP, BLOG)).allMatch(members::isRotated);
    assertThat(queue.size()).isZero();
    assertThat(lines(ran)).hasSize(3);
    Object first = lines(ran).getFirst();
    assertThat(ParsedJson.at(first, "fate")).isEqualTo("done");
    assertThat(ParsedJson.at(first, "account")).isEqualTo(WEB);
    assertThat(ParsedJson.at(first, "run")).isEqualTo("r1");
    assertThat(ParsedJson.at(first, "result")).isEqualTo("worked");
    assertThat(ParsedJson.at(first, "standings", "fine")).isEqualTo(1L);
    assertThat(ParsedJson.at(first, "secrets", 0, "done").toString()).startsWith("rotated");
    assertThat(members.account(WEB).sts().sessions())
        .singleElement()
        .satisfies(
            session -> assertThat(session.arn()).endsWith("assumed-role/keyturn/keyturn-r1"));
  }

  @Test
  @DisplayName("An account that left, or lost its role, is a result: told, and no message for ever")
  void left() {
    members.account(SHOP).sts().removeRole("keyturn");
    shell.type(ENQUEUE + ALL);

    Shell.Ran ran = shell.type(WORK);

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(queue.size()).isZero();
    assertThat(lines(ran))
        .filteredOn(line -> SHOP.equals(ParsedJson.at(line, "account")))
        .singleElement()
        .satisfies(line -> {
          assertThat(ParsedJson.at(line, "result")).isEqualTo("not-reached");
          assertThat(ParsedJson.at(line, "fate")).isEqualTo("done");
          assertThat(ParsedJson.at(line, "remedies", 1).toString()).contains("sts:AssumeRole");
        });
    assertThat(List.of(WEB, BLOG)).allMatch(members::isRotated);
  }

  @Test
  @DisplayName("An account whose session ends before its secrets are listed has its message again")
  void sessionEnded() {
    AtomicBoolean ended = new AtomicBoolean();
    shell
        .gateway()
        .hook((call, world) ->
            call.is("secretsmanager:ListSecrets") && !ended.getAndSet(true)
                ? Fate.expiredToken()
                : Fate.proceed());
    shell.type(ENQUEUE + " --accounts " + WEB);

    Shell.Ran ran = shell.type(WORK);

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(lines(ran))
        .extracting(line -> ParsedJson.at(line, "fate"))
        .containsExactly("comes-back");
    shell.world().advance(Duration.ofMinutes(30));
    assertThat(shell.type(WORK).exit()).isZero();
    assertThat(members.isRotated(WEB)).isTrue();
    assertThat(queue.size()).isZero();
  }

  @Test
  @DisplayName("A Region that an account has not enabled is a result, and told as what it may be")
  void regionNotEnabled() {
    shell
        .gateway()
        .hook((call, world) ->
            call.is("secretsmanager:ListSecrets")
                ? new Fate.Refuse(CommonError.UNKNOWN_KEY)
                : Fate.proceed());
    shell.type(ENQUEUE + " --accounts " + WEB);

    Shell.Ran ran = shell.type(WORK);

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(lines(ran))
        .singleElement()
        .satisfies(line -> {
          assertThat(ParsedJson.at(line, "fate")).isEqualTo("done");
          assertThat(ParsedJson.at(line, "remedies", 0).toString())
              .contains("may not have enabled Region us-east-1");
        });
    assertThat(queue.size()).isZero();
  }

  @Test
  @DisplayName("A message for another role is not done, whoever sent it")
  void otherRole() {
    queue.send(
        List.of(
            AccountMessage.first(
                    new AccountId(WEB),
                    "us-east-1",
                    "OrganizationAccountAccessRole",
                    "r1",
                    ENQUEUED)
                .outgoing()));
    queue.send(
        List.of(
            AccountMessage.first(new AccountId(SHOP), "us-gov-west-1", "keyturn", "r1", ENQUEUED)
                .outgoing()));

    Shell.Ran ran = shell.type(WORK);

    assertThat(ran.exit()).isEqualTo(4);
    assertThat(ran.out())
        .contains("put-aside", "It asks for another role than this worker's", "another partition")
        .doesNotContain("OrganizationAccountAccessRole");
    assertThat(members.account(WEB).sts().sessions()).isEmpty();
    assertThat(queue.size()).isEqualTo(2);
  }

  @Test
  @DisplayName("A message that begins at a secret leaves those before it alone")
  void rest() {
    AccountMessage first =
        AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED);
    queue.send(List.of(first.from(at("prod/web/iam0")).outgoing()));
    assertThat(shell.type(WORK).exit()).isZero();
    assertThat(members.isRotated(WEB)).isFalse();

    queue.send(List.of(first.from(at("prod/web/iam")).from(at("prod/web/iam")).outgoing()));
    assertThat(shell.type(WORK).exit()).isZero();
    assertThat(members.isRotated(WEB)).isTrue();
  }

  @Test
  @DisplayName("An account too large for its time is finished by messages of its own, in parts")
  void continued() {
    try (LargeAccount large = new LargeAccount(queue)) {
      queue.send(
          List.of(
              AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED)
                  .outgoing()));

      Shell.Ran ran = large.shell().type(WORK + " --concurrency 1 --time-limit 8s");

      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      List<Object> lines = lines(ran);
      assertThat(lines).hasSizeGreaterThan(2);
      assertThat(lines)
          .extracting(line -> ParsedJson.at(line, "fate"))
          .startsWith("continued", "continued")
          .endsWith("done");
      assertThat(lines).extracting(line -> ParsedJson.at(line, "part")).startsWith(1L, 2L, 3L);
      assertThat(large.notRotated()).isEmpty();
      assertThat(queue.size()).isZero();
    }
  }

  @Test
  @DisplayName("A bug that one secret meets is told, and keeps none from its turn in a later part")
  void bugInALargeAccount() {
    try (LargeAccount large = new LargeAccount(queue)) {
      queue.send(
          List.of(
              AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED)
                  .outgoing()));
      AtomicBoolean met = new AtomicBoolean();
      large
          .shell()
          .whileWaiting(duration -> {
            if (met.compareAndSet(false, true)) {
              throw new IllegalStateException("of the first secret");
            }
          });

      Shell.Ran ran = large.shell().type(WORK + " --concurrency 1 --time-limit 8s");

      assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
      assertThat(lines(ran).getFirst())
          .satisfies(line -> {
            assertThat(ParsedJson.at(line, "fate")).isEqualTo("continued");
            assertThat(ParsedJson.at(line, "secrets").toString()).contains("Internal error");
          });
      assertThat(large.notRotated()).containsExactly("a");
      assertThat(queue.size()).isZero();
    }
  }

  @Test
  @DisplayName("What is sent is as its schema says")
  void schema() {
    shell.type(ENQUEUE + ALL);
    AccountMessage first =
        AccountMessage.first(new AccountId(WEB), "us-east-1", "ops/keyturn", "r1", ENQUEUED);
    queue.send(List.of(first.from(at("prod/web/iam")).outgoing()));
    PassPosition due = new PassPosition(Optional.of("prod/web/iam"), true);
    queue.send(List.of(first.from(due).from(due).outgoing()));
    assertThat(queue.bodies())
        .hasSize(5)
        .allSatisfy(body ->
            assertThat(Schema.problems(Path.of("docs/schema/message.schema.json"), body))
                .isEmpty());
  }

  @Test
  @DisplayName("Where the time is too short for any secret, that is told, and the message stays")
  void timeLimit() {
    queue.send(
        List.of(
            AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED)
                .outgoing()));
    shell.whileWaiting(duration -> shell.world().advance(Duration.ofSeconds(2)));

    Shell.Ran ran = shell.type(WORK + " --time-limit 1s");

    assertThat(ran.out())
        .contains("\"fate\":\"comes-back\"", "Not even its first secret was finished within 1s.");
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  @DisplayName("Results that cannot be kept in the bucket are told, and stop nothing")
  void resultsNotKept() {
    shell.type(ENQUEUE + ALL);

    // The simulator has no S3, and refuses what is asked of it.
    Shell.Ran ran = shell.type(WORK + " --results s3://nobodys/keyturn");

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(
            ran.err()
                .lines()
                .filter(line -> line.contains("A result was not kept in s3://nobodys/keyturn. ")))
        .hasSize(3)
        .allMatch(line -> line.contains("s3:PutObject"));
    assertThat(lines(ran)).hasSize(3).allMatch(line -> "done".equals(ParsedJson.at(line, "fate")));
    assertThat(List.of(WEB, SHOP, BLOG)).allMatch(members::isRotated);
    assertThat(queue.size()).isZero();
  }

  @Test
  @DisplayName("A worker that is stopped in an account hands its message back")
  void stopped() {
    shell.type(ENQUEUE + ALL);
    shell.whileWaiting(duration -> shell.stop().request());

    Shell.Ran ran = shell.type("work --role keyturn " + QUEUE);

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.out()).contains("\"fate\":\"handed-back\"");
    assertThat(queue.size()).isEqualTo(3);
    shell.anew().whileWaiting(duration -> {});
    shell.world().advance(Duration.ofMinutes(30));
    assertThat(shell.type(WORK).exit()).isZero();
    assertThat(List.of(WEB, SHOP, BLOG)).allMatch(members::isRotated);
    assertThat(queue.size()).isZero();
  }

  @Test
  @DisplayName("One that is stopped in the middle of an account sends the rest on")
  void stoppedInTheMiddle() {
    try (LargeAccount large = new LargeAccount(queue)) {
      queue.send(
          List.of(
              AccountMessage.first(new AccountId(WEB), "us-east-1", "keyturn", "r1", ENQUEUED)
                  .outgoing()));
      large
          .shell()
          .whileWaiting(duration -> {
            if (large.notRotated().size() < LargeAccount.SIZE) {
              large.shell().stop().request();
            }
          });

      Shell.Ran ran = large.shell().type("work --role keyturn --concurrency 1 " + QUEUE);

      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(ParsedJson.at(lines(ran).getFirst(), "fate")).isEqualTo("continued");
      assertThat(large.notRotated()).isNotEmpty();
      assertThat(queue.size()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "enqueue --role keyturn | queue is missing",
        "enqueue --role keyturn | which accounts?",
        "enqueue --organization --queue https://q.invalid/1/k.fifo | role is missing",
        "enqueue --organization --role keyturn --queue https://q.invalid/1/k | must be the URL of an SQS FIFO queue",
        "work --role keyturn | queue is missing",
        "work --queue https://q.invalid/1/k.fifo | role is missing",
        "work --role keyturn --queue https://q.invalid/1/k.fifo --visibility 5s | must be from 10s to 11h",
        "work --role keyturn --queue https://u:p4ss@q.invalid/1/k.fifo | must be the URL of an SQS FIFO queue",
        "work --role keyturn --queue https://q.invalid/1/k.fifo --results /tmp/x | must be s3://",
        "work --role arn:aws:iam::1:role/x --queue https://q.invalid/1/k.fifo | a role's name",
      })
  @DisplayName("What is wrong is told before anything is asked")
  void wrong(String words, String sentence) {
    Shell.Ran ran = shell.type(words);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(sentence).doesNotContain("p4ss");
  }
}
