package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.model.AccountId;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker in an account of many secrets: it leaves alone what {@code run} leaves alone. */
@Timeout(120)
class ScreenedWorkTest {
  private static final String WORK =
      "work --until-empty --role keyturn --queue https://queue.invalid/111122223333/keyturn.fifo";

  private final World[] clock = new World[1];
  private final MemoryQueue queue = new MemoryQueue(() -> clock[0].now(), 3);

  private ManySecretsMember member(int secrets, int due) {
    ManySecretsMember member = new ManySecretsMember(secrets, due, queue);
    clock[0] = member.world();
    return member;
  }

  private void enqueue(Instant at) {
    queue.send(
        List.of(
            AccountMessage.first(new AccountId(Members.WEB), "us-east-1", "keyturn", "r1", at)
                .outgoing()));
  }

  private static Object line(Shell.Ran ran) {
    return ParsedJson.parse(ran.out().lines().findFirst().orElseThrow());
  }

  @Test
  @DisplayName("Over a hundred secrets of which two are due it makes the calls that run makes")
  void asRunDoes() {
    int ofRun;
    try (ManySecretsMember member = member(100, 2)) {
      Shell.Ran ran =
          member
              .shell()
              .env("KEYTURN_PASS_EVERY", "1m")
              .type("run --accounts 222222222222 --role keyturn");
      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      ofRun = member.calls().calls().size();
    }
    try (ManySecretsMember member = member(100, 2)) {
      enqueue(member.world().now());
      Shell.Ran ran = member.shell().type(WORK + " --pass-every 1m");

      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      assertThat(member.calls().calls()).hasSizeBetween(ofRun - 4, ofRun + 4);
      assertThat(member.calls().calls()).hasSizeLessThan(100);
      assertThat(ParsedJson.at(line(ran), "pass", "leftAlone")).isEqualTo(98L);
      assertThat(ParsedJson.at(line(ran), "pass", "looked")).isEqualTo(2L);
      assertThat(ParsedJson.at(line(ran), "standings", "fine")).isEqualTo(100L);
    }
  }

  @Test
  @DisplayName("Where nothing says how often passes come, all are looked at, and the line says so")
  void unscreened() {
    try (ManySecretsMember member = member(60, 0)) {
      enqueue(member.world().now());
      Shell.Ran ran = member.shell().type(WORK);
      assertThat(ParsedJson.at(line(ran), "pass", "unscreened").toString())
          .contains("Nothing tells when a pass has looked at them last");
      assertThat(member.looks()).isEqualTo(60);
    }
  }

  @Test
  @DisplayName("A message that waited takes the turns of its waiting with it")
  void waited() {
    try (ManySecretsMember member = member(96, 0)) {
      enqueue(member.world().now());
      member.shell().world().advance(Duration.ofHours(12));
      Shell.Ran ran = member.shell().type(WORK + " --pass-every 1h");

      // Half a day and one tenth more than an hour of ninety-six in a day.
      assertThat((Long) ParsedJson.at(line(ran), "pass", "turns")).isBetween(40L, 65L);
      assertThat(member.looks()).isBetween(40, 65);
    }
  }

  @Test
  @DisplayName("What takes several parts is due first, then looked at closely, each to its end")
  void parts() {
    try (ManySecretsMember member = member(70, 6)) {
      enqueue(member.world().now().minus(Duration.ofHours(10)));
      Shell.Ran ran =
          member.shell().type(WORK + " --pass-every 4h --concurrency 1 --time-limit 12s");

      assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
      List<Object> lines = ran.out().lines().map(ParsedJson::parse).toList();
      assertThat(lines).hasSizeGreaterThan(2);
      assertThat(lines)
          .extracting(it -> ParsedJson.at(it, "fate"))
          .startsWith("continued")
          .endsWith("done");
      assertThat(lines.stream().skip(1))
          .allSatisfy(it -> assertThat(ParsedJson.at(it, "pass", "leftAlone")).isEqualTo(0L));
      assertThat(queue.size()).isZero();
      assertThat(IntStream.range(0, 6).allMatch(n -> isRotated(member.world(), n))).isTrue();
      assertThat(isRotated(member.world(), 6)).isFalse();
    }
  }

  @Test
  @DisplayName("A network that goes away ends its pass: the line says so, and the rest is sent on")
  void outage() {
    try (ManySecretsMember member = member(60, 0)) {
      enqueue(member.world().now());
      member
          .shell()
          .gateway()
          .hook((call, world) -> {
            String name = call.parameter("SecretId");
            if (!call.is("secretsmanager:DescribeSecret") || !name.matches("s00[12].")) {
              return Fate.proceed();
            }
            world.advance(Duration.ofSeconds(2));
            return Fate.cut();
          });

      List<Object> lines =
          member
              .shell()
              .type(WORK + " --concurrency 1")
              .out()
              .lines()
              .map(ParsedJson::parse)
              .toList();

      String why = ParsedJson.at(lines.getFirst(), "pass", "outage").toString();
      assertThat(why).startsWith("None of 20 secrets in a row could be read, for ");
      assertThat(ParsedJson.at(lines.getFirst(), "problems").toString()).contains(why);
      assertThat(ParsedJson.at(lines.getFirst(), "secrets").toString())
          .contains("Connection reset", "Check the network")
          .doesNotContain("s0059");
      assertThat(lines)
          .extracting(it -> ParsedJson.at(it, "fate"))
          .startsWith("continued")
          .endsWith("done");
      assertThat(member.looks()).isGreaterThanOrEqualTo(40);
      assertThat(queue.size()).isZero();
    }
  }

  private static boolean isRotated(World world, int n) {
    return !world
        .secrets()
        .secret(AdoptedFleet.secret(n))
        .orElseThrow()
        .labelled("AWSCURRENT")
        .orElseThrow()
        .text()
        .contains(world.credentials(AdoptedFleet.user(n), 0).accessKeyId());
  }
}
