package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The heap is collected whole")
class HeapWatchTest {
  private static final long MIB = 1L << 20;

  /** What is in use for good, and what garbage there is besides. */
  private long live;

  private long garbage;
  private final AtomicLong collections = new AtomicLong();

  private final HeapWatch watch =
      new HeapWatch(
          () -> live + garbage,
          () -> {
            garbage = 0;
            collections.incrementAndGet();
          });

  @Test
  @DisplayName("never while a short command does what it does")
  void small() {
    live = 20 * MIB;
    garbage = HeapWatch.LEAST_GROWTH - live;
    watch.look();

    assertThat(collections).hasValue(0);
  }

  @Test
  @DisplayName(
      "before it holds 64 MiB of garbage beside little that is in use, however long it goes on")
  void bounded() {
    live = 23 * MIB;
    long most = 0;
    for (int i = 0; i < 1_000; i++) {
      garbage += 5 * MIB;
      most = Math.max(most, live + garbage);
      watch.look();
    }

    assertThat(most).isLessThanOrEqualTo(live + HeapWatch.LEAST_GROWTH + 5 * MIB);
    assertThat(collections.get()).isBetween(70L, 100L);
  }

  @Test
  @DisplayName("more seldom where much is in use, as it then takes longer")
  void large() {
    for (int i = 0; i < 100; i++) {
      live += 40 * MIB;
      watch.look();
    }

    // Each time it has grown by a half: 4,000 is 64 times one and a half, ten times over.
    assertThat(collections.get()).isBetween(8L, 13L);
  }
}
