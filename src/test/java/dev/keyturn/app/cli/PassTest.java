package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.CallLog;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.ServiceError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.Tag;

/** {@code run} and {@code status} over an account: what they look at, and what they leave alone. */
class PassTest {
  private static final int MANY = 60;

  /** A list of secrets, the report asked for twice and got, and a list of users. */
  private static final int LISTS = 8;

  private static final Path SCHEMA = Path.of("docs/schema/output.schema.json");

  @TempDir private Path cache;

  private final CallLog calls = new CallLog();
  private final World world = AdoptedFleet.of(MANY, 2);
  private final Shell shell = new Shell(world);

  PassTest() {
    shell.gateway().observe(calls);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  /** A pass, a second after another one. */
  private Shell.Ran type(String command) {
    calls.clear();
    return shell.env("KEYTURN_PASS_EVERY", "1s").type(command);
  }

  private int looks() {
    return calls.count("secretsmanager:GetSecretValue");
  }

  @Test
  @DisplayName("What is due is rotated, and the rest is left alone")
  void due() {
    Shell.Ran ran = type("run");

    assertThat(ran.out())
        .contains("60 secrets: 60 fine", "58 left alone, by IAM's credential report of 2026-01-15")
        .contains("2 looked at, 0 of them as their turn had come");
    assertThat(ran.out().lines().filter(line -> line.contains(" rotated "))).hasSize(2);
    assertThat(looks()).isEqualTo(2);
  }

  @Test
  @DisplayName("Status tells of what it leaves alone, and how old its news is")
  void status() {
    shell.gateway().world().advance(Duration.ofSeconds(1));
    Shell.Ran ran = type("status");

    assertThat(ran.out())
        .contains("60 secrets: 2 due, 58 fine", "58 left alone", "ago); 2 looked at")
        .containsPattern("s0059 +u0059 +fine +\\*{4}\\w{4} +30d \\w+ +in 52d \\w+ +Nothing is due");
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(LISTS + 2 * 4);
  }

  @Test
  @DisplayName("A run remembers when it began, and the next one leaves alone whom that looked at")
  void remembers() {
    shell.env("XDG_CACHE_HOME", cache.toString());
    calls.clear();
    assertThat(shell.type("run").out())
        .contains("All were looked at", "Nothing tells when a pass has looked at them last.");
    assertThat(looks()).isEqualTo(MANY);

    shell.world().advance(Duration.ofSeconds(2));
    calls.clear();
    Shell.Ran second = shell.type("run");

    // The two that were rotated are newer than the report can tell.
    assertThat(second.out()).contains("58 left alone", "2 looked at, 0 of them");
    assertThat(looks()).isEqualTo(2);
  }

  @Test
  @DisplayName("A run over some names is no turn of the others, which the next one still looks at")
  void remembersByPrefix() {
    shell.env("XDG_CACHE_HOME", cache.toString());
    shell.env("KEYTURN_SECRET_PREFIX", "s00").type("run");
    assertThat(looks()).isEqualTo(MANY);

    shell.world().advance(Duration.ofSeconds(2));
    calls.clear();
    Shell.Ran all = shell.env("KEYTURN_SECRET_PREFIX", "").type("run");
    assertThat(all.out()).contains("Nothing tells when a pass has looked at them last.");
    assertThat(looks()).isEqualTo(MANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"iam:GetCredentialReport", "iam:GenerateCredentialReport", "iam:ListUsers"})
  @DisplayName("Without the lists each secret is looked at, and the output says which is denied")
  void denied(String action) {
    world.deny(World.ADMINISTRATOR, action);
    Shell.Ran ran = type("status");

    assertThat(ran.out())
        .contains("60 secrets: 2 due, 58 fine", "All were looked at, four calls each")
        .contains("AWS denied " + action);
    assertThat(looks()).isEqualTo(MANY);
  }

  @Test
  @DisplayName("Everything is looked at where that is asked for, and what is named always is")
  void closely() {
    assertThat(type("status --all-closely").out()).doesNotContain("left alone", "All were");
    assertThat(looks()).isEqualTo(MANY);
    assertThat(calls.count("iam:GenerateCredentialReport")).isZero();
    assertThat(calls.count("iam:ListUsers")).isEqualTo(1);

    assertThat(type("status s0030 s0031").out()).doesNotContain("left alone");
    assertThat(looks()).isEqualTo(2);
    assertThat(type("plan s0030").out()).contains("s0030");
    assertThat(looks()).isEqualTo(1);
  }

  @Test
  @DisplayName("JSON says what a pass rests on, and which secrets were left alone")
  void json() {
    String json = type("status --output json").out();
    assertThat(ParsedJson.at(ParsedJson.parse(json), "pass", "leftAlone")).hasToString("58");
    assertThat(Schema.problems(SCHEMA, json)).isEmpty();

    List<String> lines = type("status --json-lines").out().lines().toList();
    assertThat(lines).hasSize(MANY + 1).allMatch(line -> line.startsWith("{"));
    assertThat(lines.stream().filter(line -> line.contains("\"leftAlone\":{\"asOf\""))).hasSize(58);
    assertThat(lines.getLast()).contains("\"secrets\":[]", "\"looked\":2");
  }

  @Test
  @DisplayName("Ctrl-C says how many are left, and the same command goes on with them")
  void stopped() {
    shell.env("XDG_CACHE_HOME", cache.toString());
    AtomicInteger looked = new AtomicInteger();
    shell
        .gateway()
        .observe((call, result, here) -> {
          if (call.is("secretsmanager:GetSecretValue") && looked.incrementAndGet() == 20) {
            shell.stop().request();
          }
        });
    Shell.Ran first = shell.type("run --concurrency 1 --all-closely");
    assertThat(first.exit()).isEqualTo(130);
    assertThat(first.out()).contains("40 are still to be looked at: type the same command again");

    shell.anew().world().advance(Duration.ofSeconds(2));
    calls.clear();
    Shell.Ran second = shell.type("run");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("60 secrets: 60 fine", "left alone");
    assertThat(looks()).isBetween(40, 44);
  }

  @Test
  @DisplayName(
      "What a close look finds wrong is told of until it is put right, and not for one pass")
  void keepsTelling() {
    shell.env("XDG_CACHE_HOME", cache.toString());
    String elsewhere = "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf";
    Tag tag = Tag.builder().key("keyturn:secret").value(elsewhere).build();
    Sdk.of(world).iam().tagUser(r -> r.userName(AdoptedFleet.user(40)).tags(tag));
    assertThat(shell.type("run").out()).containsPattern("s0040 .*refused");

    shell.world().advance(Duration.ofSeconds(2));
    assertThat(shell.type("status").out()).containsPattern("s0040 .*refused");
    assertThat(shell.type("run").exit()).isEqualTo(5);

    String own = world.secrets().secret(AdoptedFleet.secret(40)).orElseThrow().arn();
    Tag right = Tag.builder().key("keyturn:secret").value(own).build();
    Sdk.of(world).iam().tagUser(r -> r.userName(AdoptedFleet.user(40)).tags(right));
    shell.world().advance(Duration.ofMinutes(1));
    assertThat(shell.type("run").exit()).isZero();
    calls.clear();
    assertThat(shell.type("run").out()).contains("58 left alone");
  }

  @Test
  @DisplayName("A secret whose user is gone, and one without its pin, are told of by each pass")
  void abandoned() {
    Sdk sdk = Sdk.of(world);
    String user = AdoptedFleet.user(40);
    sdk.iam()
        .listAccessKeys(r -> r.userName(user))
        .accessKeyMetadata()
        .forEach(
            key -> sdk.iam().deleteAccessKey(r -> r.userName(user).accessKeyId(key.accessKeyId())));
    sdk.iam().deleteUser(r -> r.userName(user));
    sdk.secrets()
        .untagResource(r -> r.secretId(AdoptedFleet.secret(41)).tagKeys("keyturn:user-id"));

    Shell.Ran ran = type("status");

    assertThat(ran.out())
        .contains("2 secrets have lost the user, or the tag that names it")
        .containsPattern("s0040 .*refused")
        .containsPattern("s0041 .*refused");
  }

  @Test
  @DisplayName("A user whose secret is gone, or lost all its tags, is found at one call for each")
  void secretGone() {
    Sdk sdk = Sdk.of(world);
    sdk.secrets()
        .deleteSecret(r -> r.secretId(AdoptedFleet.secret(40)).forceDeleteWithoutRecovery(true));
    sdk.secrets()
        .untagResource(
            r -> r.secretId(AdoptedFleet.secret(41)).tagKeys("keyturn:user-id", "keyturn:current"));
    shell.env("KEYTURN_PASS_EVERY", "24h");
    calls.clear();

    Shell.Ran ran = shell.type("status --all-closely --output json");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("\"secret\" : \"s0040\"", "\"reason\" : \"secret-gone\"")
        .contains("There is no such secret.", "It is there, without the tag keyturn:user-id.")
        .contains("\"unsearched\" : null");
    assertThat(Schema.problems(SCHEMA, ran.out())).isEmpty();
    assertThat(calls.count("iam:GetUser")).isEqualTo(58 + 2);
  }

  @Test
  @DisplayName("A network that goes away ends a pass, and what it met is told once")
  void outage() {
    shell.env("XDG_CACHE_HOME", cache.toString());
    AtomicInteger looked = new AtomicInteger();
    shell
        .gateway()
        .hook((call, here) -> {
          if (!call.is("secretsmanager:DescribeSecret") || looked.incrementAndGet() <= 10) {
            return Fate.proceed();
          }
          here.advance(Duration.ofSeconds(1));
          return Fate.cut();
        });

    Shell.Ran first = shell.type("run --concurrency 1 --all-closely");

    assertThat(first.exit()).isEqualTo(6);
    assertThat(first.out())
        .containsPattern("Stopped\\. None of 20 secrets in a row could be read, for 15m")
        .contains("The same for s0009, s0010, s0011 and 16 more.")
        .contains("32 are still to be looked at: type the same command again");
    assertThat(first.out().lines().filter(line -> line.contains("Check the network, the Region")))
        .hasSize(2);
    String status = shell.anew().type("status s0030 s0031").out();
    assertThat(status)
        .contains("AWS could not be reached for secretsmanager:DescribeSecret.")
        .contains("s0030: failed. AWS could not be reached", "The same for s0031.")
        .doesNotContain("Nothing was changed");

    shell.gateway().hook((call, here) -> Fate.proceed());
    shell.world().advance(Duration.ofSeconds(2));
    calls.clear();
    Shell.Ran second = shell.type("run");
    assertThat(second.exit()).isZero();
    assertThat(second.out()).contains("60 secrets: 60 fine", "left alone");
    assertThat(looks()).isBetween(50, 54);
  }

  @Test
  @DisplayName("Where one service alone is out of reach, each secret gets its turn")
  void oneService() {
    shell
        .gateway()
        .hook((call, here) -> {
          if (!call.is("iam:GetUser")) {
            return Fate.proceed();
          }
          here.advance(Duration.ofSeconds(5));
          return Fate.cut();
        });
    Shell.Ran ran = shell.type("run --concurrency 1 --all-closely");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.out()).contains("60 secrets: 60 failed").doesNotContain("Stopped.");
  }

  @Test
  @DisplayName("Failures that differ in AWS's words are told one by one, those that do not once")
  void differentFailures() {
    shell
        .gateway()
        .hook((call, here) -> {
          String name = call.parameter("SecretId");
          if (!call.is("secretsmanager:DescribeSecret") || name.compareTo("s0030") < 0) {
            return Fate.proceed();
          }
          String why = name.compareTo("s0040") < 0 ? "of a resource-based policy" : "of KMS";
          return new Fate.Answer(
              new ServiceError(
                  "InvalidRequestException", 400, name + " is refused because " + why));
        });
    assertThat(type("status --all-closely").out())
        .containsPattern("s0030: failed\\..* of a resource-based policy\n.*The same for s0031")
        .containsPattern(
            "s0040: failed\\..* of KMS\n.*The same for s0041, s0042, s0043 and 16 more");
  }

  @Test
  @DisplayName("Settings of a pass that make no sense are told at once")
  void badSettings() {
    shell.env("KEYTURN_READS_PER_SECOND", "0").env("KEYTURN_PASS_EVERY", "often");
    Shell.Ran ran = shell.type("run --look-closely 2d");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("environment: KEYTURN_READS_PER_SECOND is \"0\", but must be a whole number")
        .contains("environment: KEYTURN_PASS_EVERY is \"often\", but must be a duration such as 6h")
        .contains("command line: --look-closely is \"2d\", but must be a duration from 1h to 24h");
  }
}
