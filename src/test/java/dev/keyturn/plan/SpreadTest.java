package dev.keyturn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where the first rotations of what is overdue are put. */
class SpreadTest {
  private static final Instant ADOPTED = Instant.parse("2026-03-01T09:30:00Z");
  private static final Duration WEEK = Duration.ofDays(7);
  private static final String ARN =
      "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/web/iam-";

  private static Instant begin(String suffix, Duration spread) {
    return Spread.begin(ARN + suffix, ADOPTED, spread);
  }

  @Test
  @DisplayName("A secret has one place, in each run and on each machine, told by its ARN alone")
  void stable() {
    assertThat(begin("a1B2c3", WEEK)).isEqualTo("2026-03-07T05:01:42Z");
    assertThat(begin("a1B2c4", WEEK)).isNotEqualTo(begin("a1B2c3", WEEK));
  }

  @Test
  @DisplayName("A longer spread puts a secret proportionally later")
  void proportional() {
    long one = Duration.between(ADOPTED, begin("x", WEEK)).toSeconds();
    long two = Duration.between(ADOPTED, begin("x", WEEK.multipliedBy(2))).toSeconds();
    assertThat(two).isBetween(2 * one, 2 * one + 1);
  }

  @Test
  @DisplayName("Nothing is spread over no time")
  void atOnce() {
    assertThat(begin("a1B2c3", Duration.ZERO)).isEqualTo(ADOPTED);
  }

  @Test
  @DisplayName("Secrets whose ARNs differ in a letter are put on all days alike, and on no other")
  void even() {
    List<Integer> days =
        IntStream.range(0, 7_000)
            .mapToObj(i -> begin(Integer.toString(i), WEEK))
            .map(at -> (int) Math.floorDiv(Duration.between(ADOPTED, at).toSeconds(), 86_400L))
            .toList();
    for (int day = 0; day < 7; day++) {
      int which = day;
      assertThat(days.stream().filter(it -> it == which).count()).isBetween(900L, 1_100L);
    }
    assertThat(days).allMatch(day -> day >= 0 && day < 7);
  }
}
