package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.keyturn.hostile.OddEntry;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.RotationTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** The schedule's work on many secrets, and what its metrics say. */
class ScheduledRunTest {

  private final World world = AdoptedUsers.world(RotationTiming.typical());
  private final SimulatedFunction function = new SimulatedFunction(world);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void close() {
    function.close();
  }

  @Test
  @DisplayName("Metrics are the function's own: an account may have several deployments")
  void dimensions() {
    Sdk.of(world)
        .secrets()
        .putSecretValue(r -> r.secretId("app/bob").secretString("not a document"));
    world.deny(World.ADMINISTRATOR, "iam:ListAccessKeys");
    fails();
    List<String> lines = metricLines();
    assertThat(lines.getFirst())
        .contains("\"Dimensions\":[[\"FunctionName\"]]")
        .contains("\"FunctionName\":\"keyturn\"");
    assertThat(lines).hasSize(3);
    assertThat(lines.getLast())
        .contains("\"Dimensions\":[[\"FunctionName\"]]")
        .contains("\"JournalFailed\":0");
    assertThat(lines.get(1))
        .contains("\"Dimensions\":[[\"FunctionName\",\"Reason\"]]")
        .contains("\"FunctionName\":\"keyturn\"")
        .contains("\"Reason\":\"denied\"")
        .contains("\"Failed\":2");
  }

  @Test
  @DisplayName("Only a sweep that ran to its end counts as one, whatever came of the secrets")
  void swept() {
    function.schedule();
    assertThat(metrics()).contains("\"Swept\":1").contains("\"Left\":0");
    Sdk.of(world)
        .secrets()
        .putSecretValue(r -> r.secretId("app/bob").secretString("not a document"));
    fails();
    assertThat(metrics()).contains("\"Swept\":1").contains("\"Halted\":1");
    assertThatThrownBy(() -> function.handle("{}")).isInstanceOf(SimulatedFunction.Failed.class);
    assertThat(metrics()).contains("\"Swept\":0").contains("\"Failed\":1");
    function.with("secrets", "=");
    fails();
    assertThat(metrics()).contains("\"Swept\":0");
  }

  @Test
  @DisplayName("How many secrets a sweep had is counted, so that one that is lost is missed")
  void secrets() {
    function.schedule();
    assertThat(metrics()).contains("\"Secrets\":3");
    untag("app/bob", tags("app/bob").keySet());
    assertThat(fails()).contains("app/bob (secret-gone)");
    assertThat(metrics())
        .contains("\"Secrets\":2", "\"Failed\":0", "\"SecretGone\":1", "\"PinLost\":0");
    assertThatThrownBy(() -> function.handle("{}")).isInstanceOf(SimulatedFunction.Failed.class);
    assertThat(metrics()).doesNotContain("\"Secrets\"");
  }

  @Test
  @DisplayName(
      "A secret that has lost its pin, and not all of its tags, is told of and not touched")
  void pinLost() {
    untag("app/bob", List.of("keyturn:user-id"));
    Map<String, String> before = tags("app/bob");
    String error = fails();
    assertThat(error)
        .contains("2 secrets looked after. 1 failed: app/bob (pin-lost)")
        .contains("Nobody rotates its key.")
        .contains("keyturn adopt USER --secret app/bob");
    String said = String.join("\n", function.said());
    assertThat(said)
        .contains("\"reason\":\"pin-lost\"")
        .contains("\"PinLost\":1")
        .contains("\"Halted\":1")
        .contains("\"Secrets\":2")
        .contains("\"Failed\":0");
    assertThat(tags("app/bob")).isEqualTo(before);
  }

  @Test
  @DisplayName("A pin on a secret that nobody here looks at hides no user whose own secret lost it")
  void decoy() {
    function.with("KEYTURN_SECRET_PREFIX", "app/");
    Map<String, String> pins = tags("app/bob");
    untag("app/bob", pins.keySet());
    Tag pin = Tag.builder().key("keyturn:user-id").value(pins.get("keyturn:user-id")).build();
    Sdk.of(world).secrets().createSecret(r -> r.name("elsewhere/decoy").tags(pin));
    assertThat(fails()).contains("app/bob (secret-gone)");
  }

  @Test
  @DisplayName(
      "An adopted secret that is scheduled for deletion is told of until it is restored or gone")
  void scheduledForDeletion() {
    Sdk.of(world).secrets().deleteSecret(r -> r.secretId("app/bob").recoveryWindowInDays(7L));
    assertThat(fails())
        .contains("1 failed: app/bob (secret-deleted)")
        .contains("aws secretsmanager restore-secret --secret-id app/bob");
    assertThat(metrics()).contains("\"ScheduledForDeletion\":1").contains("\"Halted\":1");
    Sdk.of(world).secrets().restoreSecret(r -> r.secretId("app/bob"));
    function.schedule();
    assertThat(metrics()).contains("\"ScheduledForDeletion\":0").contains("\"PinLost\":0");
  }

  @Test
  @DisplayName("An entry of the list that cannot be read has failed, and the others are worked on")
  void oddEntry() {
    try (SimulatedFunction odd =
        new SimulatedFunction(world, OddEntry.of("{\"Name\":\"app/odd\",\"Tags\":7}"))) {
      assertThat(catchThrowableOfType(SimulatedFunction.Failed.class, odd::schedule).getMessage())
          .contains("4 secrets looked after. 1 failed: app/odd (server-error)");
      assertThat(String.join("\n", odd.said()))
          .contains("the reply has no valid Tags")
          .contains("\"Promoted\":3")
          .contains("\"Failed\":1");
    }
  }

  @Test
  @DisplayName("Where the secrets cannot be listed, log and metrics say so")
  void notListed() {
    world.deny(World.ADMINISTRATOR, "secretsmanager:ListSecrets");
    assertThat(fails())
        .contains("The secrets could not be listed")
        .contains("AWS denied secretsmanager:ListSecrets");
    List<String> said = function.said();
    assertThat(said.getFirst())
        .contains("\"level\":\"ERROR\"")
        .contains("\"event\":\"secretsmanager:ListSecrets\"")
        .contains("\"reason\":\"denied\"");
    assertThat(said.get(1))
        .contains("\"Failed\":1")
        .contains("\"Swept\":0")
        .contains("\"AwsCalls\":1");
    assertThat(said.get(2)).contains("\"Reason\":\"denied\"");
  }

  @Test
  @DisplayName("Of the adopted secrets only those within the prefix, as the role reaches no others")
  void prefix() {
    world.deny(World.ADMINISTRATOR, "iam:GetUser");
    function.with("KEYTURN_SECRET_PREFIX", "app/al");
    assertThat(fails()).contains("1 secrets looked after").contains("app/alice");
    function.with("KEYTURN_SECRET_PREFIX", "prod/");
    assertThat(function.schedule()).contains("\"secrets\":0");
    function.with("KEYTURN_SECRET_PREFIX", "app/*");
    assertThat(fails())
        .contains("environment: KEYTURN_SECRET_PREFIX is not the beginning of a secret's name");
  }

  @Test
  @DisplayName("A secret that is listed is looked after, whatever the prefix: it was meant")
  void listedBeyondThePrefix() {
    function.with("KEYTURN_SECRET_PREFIX", "prod/").with("secrets", "app/alice");
    assertThat(function.schedule()).contains("\"secrets\":1");
  }

  @Test
  @DisplayName("Secrets that are left are counted")
  void left() {
    function.timeout(Duration.ofSeconds(70));
    fails();
    assertThat(metrics()).contains("\"Left\":3").contains("\"Failed\":0");
  }

  @Test
  @DisplayName("It begins at any secret, so that each has its turn where the time is always short")
  void beginsAnywhere() {
    List<String> all = List.of("a", "b", "c", "d", "e");
    Set<String> first = new HashSet<>();
    for (int drawn = -7; drawn < 7; drawn++) {
      List<String> order = new ArrayList<>(ScheduledRun.beginningAt(drawn, all));
      assertThat(order).containsExactlyInAnyOrderElementsOf(all);
      first.add(order.getFirst());
    }
    assertThat(first).containsExactlyInAnyOrderElementsOf(all);
    assertThat(ScheduledRun.beginningAt(Integer.MIN_VALUE, List.of())).isEmpty();
  }

  @Test
  @DisplayName("The oldest key is any that can still be used, the previous one too")
  void oldestKey() {
    function.with("secrets", "app/alice").schedule();
    assertThat(age("OldestKeyAgeDays")).isBetween(84.0, 84.1);
    assertThat(age("OldestCurrentKeyAgeDays")).isBetween(0.0, 0.1);
    world.advance(Duration.ofDays(9));
    function.schedule();
    assertThat(age("OldestKeyAgeDays")).as("once the previous key is Inactive").isBetween(9.0, 9.1);
  }

  @Test
  @DisplayName("A previous key that is held grows old in the metric, however young the current is")
  void heldKey() {
    function.with("secrets", "app/alice").schedule();
    world.deny(World.ADMINISTRATOR, "iam:GetAccessKeyLastUsed");
    world.advance(Duration.ofDays(60));
    function.schedule();
    assertThat(age("OldestKeyAgeDays")).isBetween(144.0, 144.1);
    assertThat(age("OldestCurrentKeyAgeDays")).isBetween(60.0, 60.1);
  }

  @Test
  @DisplayName(
      "A key is over the deployment's age, whatever a tag says, unless the deployment allows it")
  void overMaxAge() {
    world.deny(World.ADMINISTRATOR, "iam:CreateAccessKey");
    fails();
    assertThat(age("OldestCurrentKeyAgeDays")).isBetween(84.0, 84.1);
    assertThat(age("CurrentKeyDaysOverMaxAge")).isZero();
    assertThat(age("KeyDaysOverMaxAge")).isZero();
    maxAge("app/bob", "80d");
    fails();
    assertThat(age("CurrentKeyDaysOverMaxAge")).as("a shorter one is a tag's wish").isZero();
    function.with("KEYTURN_MAX_AGE", "82d");
    fails();
    assertThat(age("CurrentKeyDaysOverMaxAge")).isBetween(2.0, 2.1);
    assertThat(age("KeyDaysOverMaxAge")).isBetween(2.0, 2.1);
    for (String name : AdoptedUsers.NAMES) {
      maxAge("app/" + name, "200d");
    }
    function.with("KEYTURN_MAX_AGE", "30d").with("KEYTURN_TAG_LIMITS", "max-age=..200d").schedule();
    assertThat(age("CurrentKeyDaysOverMaxAge")).isZero();
    assertThat(age("OldestKeyAgeDays")).isBetween(84.0, 84.1);
  }

  @Test
  @DisplayName(
      "A tag that would stop rotation for ever halts its secret, and an alarm's metric says so")
  void endlessMaxAge() {
    maxAge("app/bob", "999999d");
    assertThat(fails())
        .contains("1 failed: app/bob (tags-invalid)")
        .contains("tags of the secret: max-age is \"999999d\"")
        .contains("keyturn:max-age may be at most 90d (the default)")
        .contains("KEYTURN_TAG_LIMITS=max-age=..999999d");
    assertThat(metrics()).contains("\"Halted\":1");
  }

  private Map<String, String> tags(String secret) {
    return Sdk.of(world).secrets().describeSecret(r -> r.secretId(secret)).tags().stream()
        .collect(Collectors.toMap(Tag::key, Tag::value));
  }

  private void untag(String secret, Collection<String> keys) {
    Sdk.of(world).secrets().untagResource(r -> r.secretId(secret).tagKeys(keys));
  }

  private void maxAge(String secret, String value) {
    Sdk.of(world)
        .secrets()
        .tagResource(r ->
            r.secretId(secret).tags(Tag.builder().key("keyturn:max-age").value(value).build()));
  }

  private String fails() {
    SimulatedFunction.Failed failed =
        catchThrowableOfType(SimulatedFunction.Failed.class, function::schedule);
    return String.valueOf(failed);
  }

  private double age(String metric) {
    Matcher matcher = Pattern.compile("\"%s\":([0-9.]+)".formatted(metric)).matcher(metrics());
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  /** What the last invocation counted. */
  private String metrics() {
    heard.addAll(metricLines());
    return heard.stream()
        .filter(line -> line.contains("\"Promoted\":"))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private List<String> metricLines() {
    return function.said().stream().filter(line -> line.contains("CloudWatchMetrics")).toList();
  }
}
