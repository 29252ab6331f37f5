package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The end of an invocation: whoever waits up to the reserve is to stop there. */
class DeadlineTest {
  private Duration left = Duration.ofSeconds(100);
  private final Deadline deadline =
      new Deadline(() -> left, duration -> left = left.minus(duration));

  @Test
  @DisplayName("A wait ends where the reserve begins, and there it is time to stop")
  void edge() {
    assertThat(deadline.getAsBoolean()).isFalse();
    deadline.sleep(Duration.ofMinutes(5));
    assertThat(left).isEqualTo(Deadline.RESERVE);
    assertThat(deadline.getAsBoolean()).isTrue();

    deadline.sleep(Duration.ofSeconds(1));
    assertThat(left).as("of the reserve nothing is slept away").isEqualTo(Deadline.RESERVE);
  }

  @Test
  @DisplayName("A shorter wait leaves time to go on in")
  void shorter() {
    deadline.sleep(Duration.ofSeconds(39));
    assertThat(deadline.getAsBoolean()).isFalse();
    assertThat(deadline.leaves(Duration.ofSeconds(1))).isTrue();
    assertThat(deadline.leaves(Duration.ofSeconds(2))).isFalse();
  }
}
