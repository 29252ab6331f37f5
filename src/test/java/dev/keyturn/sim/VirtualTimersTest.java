package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VirtualTimersTest {
  private static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

  private Instant wall = Instant.parse("2030-05-05T05:05:05Z");
  private final VirtualTimers clockwork = new VirtualTimers(() -> wall, START, 3600);

  @Test
  @DisplayName("Idle time runs at the speed asked for")
  void idle() {
    pass(Duration.ofSeconds(1));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(3600));
  }

  @Test
  @DisplayName("Time is real for two seconds after each call")
  void busy() {
    for (int i = 0; i < 5; i++) {
      assertThat(clockwork.onCall()).isEqualTo(START.plusSeconds(2L * i));
      pass(Duration.ofSeconds(2));
    }
    pass(Duration.ofSeconds(1));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(10 + 3600));
  }

  @Test
  @DisplayName("Asking for the time does not keep it slow")
  void asking() {
    clockwork.onCall();
    pass(Duration.ofSeconds(1));
    clockwork.now();
    pass(Duration.ofSeconds(2));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(2 + 3600));
  }

  @Test
  @DisplayName("Time is real for twenty seconds after each change, as retries take that long")
  void changed() {
    clockwork.onCall();
    clockwork.onWrite(false);
    pass(Duration.ofSeconds(20));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(20));
    pass(Duration.ofSeconds(1));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(20 + 3600));
  }

  @Test
  @DisplayName("Time waits three minutes for whoever is rotating, and no longer for who has ended")
  void rotating() {
    clockwork.onWrite(true);
    pass(Duration.ofMinutes(3));
    assertThat(clockwork.onCall()).isEqualTo(START.plusSeconds(180));
    clockwork.onWrite(true);
    clockwork.onWrite(false);
    pass(Duration.ofSeconds(21));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(180 + 20 + 3600));
  }

  @Test
  @DisplayName("A look in between does not shorten what a change has begun, nor prolong it")
  void lookInBetween() {
    clockwork.onWrite(true);
    for (int i = 0; i < 36; i++) {
      clockwork.onCall();
      pass(Duration.ofSeconds(5));
    }
    assertThat(clockwork.onCall()).isEqualTo(START.plusSeconds(180));
    pass(Duration.ofSeconds(3));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(182 + 3600));
  }

  @Test
  @DisplayName("A real clock that is set back does not turn the world's back")
  void setBack() {
    clockwork.onCall();
    pass(Duration.ofHours(-1));
    assertThat(clockwork.now()).isEqualTo(START);
  }

  @Test
  @DisplayName("A real clock that is set back does not hold time for as long as it was")
  void setBackWhileHeld() {
    clockwork.onWrite(true);
    pass(Duration.ofHours(-1));
    clockwork.onCall();
    pass(Duration.ofMinutes(3).plusSeconds(1));
    assertThat(clockwork.now()).isEqualTo(START.plusSeconds(180 + 3600));
  }

  @Test
  @DisplayName("A span can be skipped")
  void skipped() {
    clockwork.skip(Duration.ofDays(7));
    assertThat(clockwork.now()).isEqualTo(START.plus(Duration.ofDays(7)));
  }

  private void pass(Duration duration) {
    wall = wall.plus(duration);
  }
}
