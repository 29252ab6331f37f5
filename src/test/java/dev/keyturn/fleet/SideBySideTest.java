package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  private static final List<Integer> MANY = IntStream.range(0, 50).boxed().toList();

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final InstantSource clock = now::get;

  private SideBySide atOnce(int places) {
    return new SideBySide(places, clock, () -> false);
  }

  @Test
  @DisplayName("Never more than so many are worked on at once, and each is")
  void bounded() {
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    CountDownLatch together = new CountDownLatch(3);

    List<Integer> left =
        atOnce(3)
            .each(
                MANY,
                one -> {
                  most.accumulateAndGet(working.incrementAndGet(), Math::max);
                  together.countDown();
                  await(together);
                  working.decrementAndGet();
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

    atOnce(2)
        .each(
            MANY,
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
  @DisplayName("Where all places are of slow ones, these give them up and go on beside the others")
  void slowOnesGiveWay() {
    CountDownLatch others = new CountDownLatch(48);
    CountDownLatch slow = new CountDownLatch(2);

    atOnce(2)
        .each(
            MANY,
            one -> {
              if (one < 2) {
                slow.countDown();
                await(slow);
                now.set(Instant.EPOCH.plus(SideBySide.SLOW).plusSeconds(1));
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
        new SideBySide(1, clock, stop::get)
            .each(
                MANY,
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
            atOnce(4)
                .each(
                    MANY,
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
