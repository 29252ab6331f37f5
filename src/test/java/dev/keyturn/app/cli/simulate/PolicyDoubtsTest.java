package dev.keyturn.app.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.report.SimulationTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What settings cannot keep together is said in sentences that name them. */
class PolicyDoubtsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  private static List<String> doubts(
      Map<Setting, String> settings, Duration schedule, Duration cache, int users) {
    Policy policy = Policy.DEFAULT;
    for (Map.Entry<Setting, String> setting : settings.entrySet()) {
      policy = policy.with(setting.getKey(), setting.getValue()).orElseThrow();
    }
    return PolicyDoubts.of(
        new SimulationTerms(Instant.parse("2026-03-01T00:00:00Z"), 180, schedule, cache, policy),
        users,
        Optional.empty(),
        0);
  }

  @Test
  @DisplayName("There is nothing to doubt in the usual settings")
  void usual() {
    assertThat(doubts(Map.of(), SIX_HOURS, HOUR, 1_000)).isEmpty();
  }

  @Test
  @DisplayName("An overlap that is shorter than what consumers keep, and than the quiet window")
  void overlap() {
    assertThat(doubts(Map.of(Setting.OVERLAP, "30m"), SIX_HOURS, HOUR, 1))
        .hasSize(3)
        .anyMatch(doubt -> doubt.startsWith("overlap (30m) is shorter than cache (1h)"))
        .anyMatch(doubt -> doubt.startsWith("overlap (30m) is shorter than quiet (1d)"))
        .anyMatch(doubt -> doubt.startsWith("schedule (6h) is too slow for overlap (30m)"));
    assertThat(doubts(Map.of(Setting.OVERLAP, "25h"), SIX_HOURS, HOUR, 1)).isEmpty();
  }

  @Test
  @DisplayName("A schedule that is too slow for a window, or too quick for the number of secrets")
  void schedule() {
    assertThat(doubts(Map.of(), Duration.ofDays(8), HOUR, 1))
        .hasSize(2)
        .anyMatch(doubt -> doubt.startsWith("schedule (8d) is too slow for overlap (7d)"))
        .anyMatch(doubt -> doubt.startsWith("schedule (8d) is too slow for recovery (7d)"));
    assertThat(doubts(Map.of(), Duration.ofMinutes(15), HOUR, 5_000))
        .singleElement()
        .asString()
        .startsWith("schedule (15m) is too quick: a look at 5000 secrets alone takes 33m20s");
  }

  @Test
  @DisplayName("A key's whole way out that takes longer than the next key's age")
  void oneAfterTheOther() {
    assertThat(doubts(Map.of(Setting.MAX_AGE, "20d"), SIX_HOURS, HOUR, 1))
        .singleElement()
        .asString()
        .contains("overlap (7d), quiet (1d) and recovery (7d) take up to 14d12h", "after 13d")
        .contains("keys get older than max-age");
  }

  @Test
  @DisplayName("A key that was Active for longer than the maximum age, and uses that were refused")
  void seen() {
    SimulationTerms terms =
        new SimulationTerms(Instant.EPOCH, 180, SIX_HOURS, HOUR, Policy.DEFAULT);
    assertThat(PolicyDoubts.of(terms, 1, Optional.of(Duration.ofDays(91)), 7))
        .containsExactly(
            "A key was Active until it was 91d old, although max-age is 90d.",
            "7 uses were refused: a key was off before its consumer had read the next one. Lengthen overlap (7d) or quiet (1d), or shorten cache (1h).");
    assertThat(PolicyDoubts.of(terms, 1, Optional.of(Duration.ofDays(90)), 0)).isEmpty();
  }
}
