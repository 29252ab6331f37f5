package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the clock concludes from the dates of replies. */
class AwsClockTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private Instant here = START;
  private final AwsClock clock = new AwsClock(() -> here);

  /** A reply that AWS dated {@code there}, and that took {@code latency} to come. */
  private void reply(Instant there, Duration latency) {
    Instant sent = here;
    here = here.plus(latency);
    clock.heard(
        sent, here, DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atOffset(ZoneOffset.UTC)));
  }

  @Test
  @DisplayName("A clock that agrees is left alone, whatever the network takes")
  void agrees() {
    for (int seconds : new int[] {0, 1, 14, 60}) {
      reply(here.plusSeconds(seconds / 2), Duration.ofSeconds(seconds));
      reply(here, Duration.ofSeconds(seconds));
      reply(here.plusSeconds(seconds), Duration.ofSeconds(seconds));
    }
    assertThat(clock.skew()).isZero();
    assertThat(clock.instant()).isEqualTo(here);
  }

  @Test
  @DisplayName("A clock that is an hour behind, or ahead, is put right")
  void corrected() {
    for (Duration off : new Duration[] {Duration.ofHours(1), Duration.ofHours(-1)}) {
      reply(here.plus(off), Duration.ofMillis(100));
      assertThat(clock.skew()).isBetween(off.minusSeconds(1), off.plusSeconds(1));
      assertThat(clock.instant()).isEqualTo(here.plus(clock.skew()));
      here = here.plusSeconds(1_000);
      assertThat(clock.instant()).isEqualTo(here.plus(clock.skew()));
    }
  }

  @Test
  @DisplayName(
      "Replies of one date narrow it down, and what is no date changes nothing between them")
  void oneDate() {
    clock.heard(here, here, "");
    assertThat(clock.skew()).isZero();
    Instant there = here.plusSeconds(100);
    reply(there, Duration.ZERO);
    assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(100));
    for (String other : new String[] {"yesterday", "", "Sun, 01 Mar 2026"}) {
      clock.heard(here, here, other);
    }
    // AWS's second has hardly begun when the same date comes again nearly a second later.
    here = here.plusMillis(900);
    reply(there, Duration.ZERO);
    assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(100));
    here = here.plusSeconds(5);
    reply(there, Duration.ZERO);
    assertThat(clock.skew()).isEqualTo(Duration.ofMillis(95_100));
  }

  @Test
  @DisplayName("Few seconds are known, and left alone")
  void negligible() {
    reply(here.plusSeconds(4), Duration.ZERO);
    assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(4));
    assertThat(clock.instant()).isEqualTo(here);
  }

  @Test
  @DisplayName("A clock that was set right while we run is believed again")
  void setRight() {
    reply(here.plusSeconds(3_600), Duration.ZERO);
    here = here.plusSeconds(3_600);
    reply(here, Duration.ZERO);
    assertThat(clock.skew().abs()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(here);
  }

  @Test
  @DisplayName("What is no date changes nothing")
  void noDate() {
    clock.heard(here, here, "yesterday");
    assertThat(clock.skew()).isZero();
  }
}
