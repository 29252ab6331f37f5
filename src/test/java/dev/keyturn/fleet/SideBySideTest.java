package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final List<Integer> MANY = IntStream.range(0, 50).boxed().toList();

  @Test
  @DisplayName("Never more than so many are worked on at once, and each is")
  void bounded() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    CountDownLatch together = new CountDownLatch(3);

    List<Integer> left =
        SideBySide.each(
            MANY,
            3,
            () -> false,
            one -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              together.countDown();
              await(together);
              now.decrementAndGet();
              done.add(one);
            });

    assertThat(left).isEmpty();
    assertThat(done).hasSize(50);
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  @DisplayName("One that waits for all others does not keep them from being done")
  void nobodyWaits() {
    CountDownLatch others = new CountDownLatch(49);

    SideBySide.each(
        MANY,
        2,
        () -> false,
        one -> {
          if (one == 0) {
            await(others);
          } else {
            others.countDown();
          }
        });

    assertThat(others.getCount()).isZero();
  }

  @Test
  @DisplayName("From a stop on none is begun, and those that were not are told")
  void stopped() {
    AtomicBoolean stop = new AtomicBoolean();

    List<Integer> left =
        SideBySide.each(
            MANY,
            1,
            stop::get,
            one -> {
              if (one == 4) {
                stop.set(true);
              }
            });

    assertThat(left).isEqualTo(MANY.subList(5, 50));
  }

  @Test
  @DisplayName("What one throws comes when all the others are done")
  void thrown() {
    Set<Integer> done = ConcurrentHashMap.newKeySet();

    assertThatThrownBy(() ->
            SideBySide.each(
                MANY,
                4,
                () -> false,
                one -> {
                  if (one == 0) {
                    throw new AssertionError("of the first");
                  }
                  done.add(one);
                }))
        .hasMessage("of the first");
    assertThat(done).hasSize(49);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
