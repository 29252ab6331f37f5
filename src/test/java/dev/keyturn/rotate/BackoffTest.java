package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void itWaitsFiveTimesTwiceAsLongEachTimeAndThenNoMore() {
    List<Duration> waits = new ArrayList<>();
    Backoff backoff = new Backoff(waits::add);
    for (int i = 0; i < 5; i++) {
      assertThat(backoff.waitAndRetry()).isTrue();
    }
    assertThat(backoff.waitAndRetry()).isFalse();
    assertThat(waits)
        .containsExactlyElementsOf(
            LongStream.of(1, 2, 4, 8, 16).mapToObj(Duration::ofSeconds).toList());
  }
}
