package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagLimitsTest {
  private static PolicySource environment(Map<Setting, String> values, String limits) {
    return new PolicySource(
        "environment", values, Optional.of(limits).filter(text -> !text.isEmpty()));
  }

  private static PolicySource tag(Setting setting, String value) {
    return new PolicySource("tags of the secret", Map.of(setting, value));
  }

  private static List<String> problems(List<PolicySource> deployment, PolicySource tags) {
    return switch (PolicyReader.read(deployment, tags)) {
      case PolicyReader.Result.Valid valid -> List.of();
      case PolicyReader.Result.Invalid(List<String> problems) -> problems;
    };
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "MAX_AGE, 999999d, at most 90d (the default)",
    "MAX_AGE, 90d1s, at most 90d (the default)",
    "MAX_AGE, 59m, at least 1h (built in)",
    "OVERLAP, 0s, at least 5m (built in)",
    "QUIET, 0s, at least 1m (built in)",
    "QUIET, 999999d, at most 30d (built in)",
    "RECOVERY, 0s, at least 5m (built in)",
    "RECOVERY, 91d, at most 90d (built in)",
    "SPREAD, 8d, at most 7d (the default)",
    "STILL_USED, force-after:0s, at least force-after:7d (built in)",
    "VERIFY_SUCCESSES, 1, at least 3 (the default)",
    "VERIFY_SUCCESSES, 100, at most 10 (built in)",
    "VERIFY_SPAN, 0s, at least 5s (the default)",
    "VERIFY_SPAN, 90s, at most 1m (built in)",
    "VERIFY_TIMEOUT, 10s, at least 30s (built in)",
    "VERIFY_TIMEOUT, 10m, at most 5m (built in)",
    "LEASE, 8m, at least 20m (the default)",
    "LEASE, 4h, at most 1h (built in)"
  })
  @DisplayName("Where the deployment says nothing, no tag takes a window away or holds anything up")
  void builtIn(Setting setting, String value, String bound) {
    assertThat(problems(List.of(), tag(setting, value)))
        .anySatisfy(problem ->
            assertThat(problem)
                .startsWith(
                    "tags of the secret: %s is \"%s\", but keyturn:%s may be %s."
                        .formatted(setting.key(), value, setting.key(), bound))
                .contains("KEYTURN_TAG_LIMITS=" + setting.key() + "="));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource({
    "MAX_AGE, 8h",
    "MAX_AGE, 90d",
    "OVERLAP, 1h",
    "OVERLAP, 30d",
    "QUIET, 1m",
    "QUIET, 30d",
    "RECOVERY, 1h",
    "SPREAD, 0s",
    "STILL_USED, hold",
    "STILL_USED, force-after:30d",
    "NEW_KEY_USE, require",
    "NEW_KEY_USE, ignore",
    "VERIFY_SUCCESSES, 5",
    "VERIFY_TIMEOUT, 5m",
    "LEASE, 1h"
  })
  @DisplayName("Within the limits the owner of a secret decides for that secret")
  void within(Setting setting, String value) {
    List<PolicySource> brief =
        List.of(environment(Map.of(Setting.OVERLAP, "5m", Setting.MAX_AGE, "90d"), ""));
    assertThat(problems(brief, tag(setting, value))).isEmpty();
  }

  @Test
  @DisplayName(
      "What the deployment has set itself is allowed, on whichever side of the limit it is")
  void ownValues() {
    List<PolicySource> deployment =
        List.of(
            environment(
                Map.of(
                    Setting.MAX_AGE, "30d",
                    Setting.OVERLAP, "0s",
                    Setting.QUIET, "60d",
                    Setting.NEW_KEY_USE, "require"),
                ""));
    assertThat(problems(deployment, tag(Setting.OVERLAP, "0s"))).isEmpty();
    assertThat(problems(deployment, tag(Setting.QUIET, "60d"))).isEmpty();
    assertThat(problems(deployment, tag(Setting.MAX_AGE, "31d")))
        .singleElement()
        .asString()
        .contains("at most 30d (max-age of the environment)");
    assertThat(problems(deployment, tag(Setting.NEW_KEY_USE, "ignore")))
        .singleElement()
        .asString()
        .contains("at least require (new-key-use of the environment)");
  }

  @Test
  @DisplayName("What is typed for one run widens what tags may say, and does not narrow it")
  void typed() {
    PolicySource environment = environment(Map.of(Setting.MAX_AGE, "60d"), "");
    PolicySource shorter = new PolicySource("command line", Map.of(Setting.MAX_AGE, "30d"));
    PolicySource longer = new PolicySource("command line", Map.of(Setting.MAX_AGE, "100d"));
    assertThat(problems(List.of(environment, shorter), tag(Setting.MAX_AGE, "60d"))).isEmpty();
    assertThat(problems(List.of(environment, longer), tag(Setting.MAX_AGE, "100d"))).isEmpty();
    assertThat(problems(List.of(environment, longer), tag(Setting.MAX_AGE, "101d")))
        .singleElement()
        .asString()
        .contains("at most 100d (max-age of the command line)");
  }

  @Test
  @DisplayName("The deployment may allow more, and less, each side of each setting by itself")
  void deploymentsLimits() {
    List<PolicySource> deployment =
        List.of(environment(Map.of(), "max-age=..180d, quiet=2h.. ,overlap=1d..10d"));
    assertThat(problems(deployment, tag(Setting.MAX_AGE, "180d"))).isEmpty();
    assertThat(problems(deployment, tag(Setting.MAX_AGE, "30m")))
        .singleElement()
        .asString()
        .contains("at least 1h (built in)");
    assertThat(problems(deployment, tag(Setting.QUIET, "1h")))
        .singleElement()
        .asString()
        .contains("at least 2h (tag-limits of the environment)");
    assertThat(problems(deployment, tag(Setting.OVERLAP, "11d")))
        .singleElement()
        .asString()
        .contains("at most 10d (tag-limits of the environment)");
    assertThat(PolicyReader.read(deployment, tag(Setting.MAX_AGE, "180d")))
        .isInstanceOfSatisfying(
            PolicyReader.Result.Valid.class,
            valid -> assertThat(valid.policy().maxAge()).isEqualTo(Duration.ofDays(180)));
  }

  @ParameterizedTest
  @CsvSource({
    "'max-age'",
    "'max-age=180d'",
    "'max-age=..'",
    "'max-agee=..180d'",
    "'max-age=..180'",
    "'quiet=2h..1h'",
    "'tag-limits=..1h'"
  })
  @DisplayName("Limits that cannot be read are told, with what they should look like")
  void unreadable(String limits) {
    assertThat(PolicyReader.read(List.of(environment(Map.of(), limits))))
        .isEqualTo(
            new PolicyReader.Result.Invalid(
                List.of(
                    "environment: tag-limits: \"%s\" must be SETTING=LEAST..MOST, either side of which may be left out, such as max-age=..180d"
                        .formatted(limits))));
  }

  @Test
  @DisplayName("The limits of the deployment are no setting, so that no tag can move them")
  void noTag() {
    assertThat(LedgerTags.read(Map.of("keyturn:tag-limits", "max-age=..999999d")).problems())
        .containsExactly("tag keyturn:tag-limits is not one of Keyturn's; remove or correct it");
  }
}
