package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Policy.NewKeyUse;
import dev.keyturn.model.Policy.StillUsed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyReaderTest {
  private static PolicySource source(String place, Map<Setting, String> values) {
    return new PolicySource(place, values);
  }

  private static Policy valid(PolicySource... sources) {
    PolicyReader.Result result = PolicyReader.read(List.of(sources));
    assertThat(result).isInstanceOf(PolicyReader.Result.Valid.class);
    return ((PolicyReader.Result.Valid) result).policy();
  }

  private static List<String> problems(PolicySource... sources) {
    PolicyReader.Result result = PolicyReader.read(List.of(sources));
    assertThat(result).isInstanceOf(PolicyReader.Result.Invalid.class);
    return ((PolicyReader.Result.Invalid) result).problems();
  }

  @Test
  void withNothingSaidTheDefaultsHold() {
    Policy policy = valid();
    assertThat(policy).isEqualTo(Policy.DEFAULT);
    assertThat(policy.rotateAtAge()).isEqualTo(Duration.ofDays(83));
  }

  @Test
  void aLaterSourceOverridesAnEarlierOne() {
    Policy policy =
        valid(
            source("environment", Map.of(Setting.MAX_AGE, "60d", Setting.OVERLAP, "2d")),
            source("command line", Map.of(Setting.MAX_AGE, "30d")));
    assertThat(policy.maxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(policy.overlap()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void everySettingCanBeSet() {
    Policy policy =
        valid(
            source(
                "environment",
                Map.ofEntries(
                    Map.entry(Setting.MAX_AGE, "1d12h"),
                    Map.entry(Setting.OVERLAP, "36m"),
                    Map.entry(Setting.QUIET, "0s"),
                    Map.entry(Setting.RECOVERY, "5s"),
                    Map.entry(Setting.STILL_USED, "force-after:30d"),
                    Map.entry(Setting.NEW_KEY_USE, "require"),
                    Map.entry(Setting.SPREAD, "14d"),
                    Map.entry(Setting.VERIFY_SUCCESSES, "5"),
                    Map.entry(Setting.VERIFY_SPAN, "7s"),
                    Map.entry(Setting.VERIFY_TIMEOUT, "1m"),
                    Map.entry(Setting.LEASE, "4m"))));
    assertThat(policy.maxAge()).isEqualTo(Duration.ofHours(36));
    assertThat(policy.overlap()).isEqualTo(Duration.ofMinutes(36));
    assertThat(policy.quiet()).isEqualTo(Duration.ZERO);
    assertThat(policy.recovery()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.stillUsed()).isEqualTo(new StillUsed.ForceAfter(Duration.ofDays(30)));
    assertThat(policy.newKeyUse()).isEqualTo(NewKeyUse.REQUIRE);
    assertThat(policy.spread()).isEqualTo(Duration.ofDays(14));
    assertThat(policy.verification())
        .isEqualTo(new Policy.Verification(5, Duration.ofSeconds(7), Duration.ofMinutes(1)));
    assertThat(policy.lease()).isEqualTo(Duration.ofMinutes(4));
  }

  @ParameterizedTest
  @EnumSource
  void aPolicySpellsEachSettingAsItIsRead(Setting setting) {
    Policy policy = Policy.DEFAULT;
    assertThat(policy.with(setting, policy.text(setting))).contains(policy);
    String other =
        switch (setting) {
          case STILL_USED -> "force-after:1d12h";
          case NEW_KEY_USE -> "require";
          case VERIFY_SUCCESSES -> "7";
          default -> "1d1h1m1s";
        };
    Policy changed = policy.with(setting, other).orElseThrow();
    assertThat(changed.text(setting)).isEqualTo(other);
    assertThat(changed).isNotEqualTo(policy);
    assertThat(changed.toString()).contains(setting.name());
    assertThat(changed.with(setting, setting.defaultText())).contains(policy);
    assertThat(policy.with(setting, "")).isEmpty();
  }

  @Test
  void theDefaultsGoTogetherAndAreWithinWhatTagsMaySay() {
    assertThat(Policy.DEFAULT.problems()).isEmpty();
    Map<Setting, String> defaults =
        Arrays.stream(Setting.values()).collect(Collectors.toMap(it -> it, Setting::defaultText));
    assertThat(PolicyReader.read(List.of(), source("tags of the secret", defaults)))
        .isEqualTo(new PolicyReader.Result.Valid(Policy.DEFAULT));
  }

  @Test
  void allErrorsAreReportedAtOnceEachWithItsPlace() {
    assertThat(
            problems(
                source(
                    "environment", Map.of(Setting.MAX_AGE, "ninety", Setting.NEW_KEY_USE, "maybe")),
                source("command line", Map.of(Setting.VERIFY_SUCCESSES, "-1"))))
        .containsExactly(
            "environment: max-age is \"ninety\", but must be a duration, such as 90d",
            "environment: new-key-use is \"maybe\", but must be ignore or require",
            "command line: verify-successes is \"-1\", but must be a whole number, such as 3");
  }

  @Test
  void settingsThatDoNotGoTogetherAreRefused() {
    assertThat(problems(source("x", Map.of(Setting.MAX_AGE, "7d"))))
        .containsExactly("overlap (7d) must be shorter than max-age (7d), which includes it");
    assertThat(problems(source("x", Map.of(Setting.VERIFY_SUCCESSES, "0", Setting.LEASE, "1m"))))
        .containsExactly(
            "verify-successes must be between 1 and 100",
            "lease must be at least four times verify-timeout");
    assertThat(problems(source("x", Map.of(Setting.VERIFY_SPAN, "3m")))).hasSize(1);
    assertThat(problems(source("x", Map.of(Setting.LEASE, "5h")))).hasSize(1);
  }

  @Test
  void aSettingHasOneNameInEveryPlace() {
    assertThat(Setting.MAX_AGE.key()).isEqualTo("max-age");
    assertThat(Setting.MAX_AGE.tag()).isEqualTo("keyturn:max-age");
    assertThat(Setting.MAX_AGE.variable()).isEqualTo("KEYTURN_MAX_AGE");
    assertThat(Setting.ofTag("keyturn:max-age")).contains(Setting.MAX_AGE);
    assertThat(Setting.ofVariable("KEYTURN_QUIET")).contains(Setting.QUIET);
    assertThat(Setting.ofVariable("KEYTURN_QUITE")).isEmpty();
  }
}
