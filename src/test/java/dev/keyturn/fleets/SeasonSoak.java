package dev.keyturn.fleets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * As many seeds as there is time for: {@code ./mvnw verify -Psoak -Dseeds=N -Dminutes=M}. It ends
 * when either is reached, and goes on after a failure, up to a few.
 */
class SeasonSoak {
  private static final long FIRST = Long.getLong("first", 1_000);
  private static final long SEEDS = Long.getLong("seeds", 1_000_000);
  private static final Duration TIME = Duration.ofMinutes(Long.getLong("minutes", 30));
  private static final int THREADS = Integer.getInteger("threads", 2);
  private static final int MOST_FAILURES = 5;
  private static final long TELL_EVERY = 50;

  private final AtomicLong next = new AtomicLong(FIRST);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Instant end = Instant.now().plus(TIME);

  @Test
  void noPromiseIsBroken() throws Exception {
    try (Tally tally = Tally.of("soak of seeded fleets", "seeds");
        ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
      List<? extends Future<?>> working =
          IntStream.range(0, THREADS).mapToObj(i -> workers.submit(() -> work(tally))).toList();
      for (Future<?> worker : working) {
        worker.get();
      }
    }
    assertThat(failures).isEmpty();
  }

  private void work(Tally tally) {
    while (Instant.now().isBefore(end) && failures.size() < MOST_FAILURES) {
      long seed = next.getAndIncrement();
      if (seed >= FIRST + SEEDS) {
        return;
      }
      Optional<String> failure = Seasons.tried(tally, seed);
      failure.ifPresent(System.out::println);
      failure.ifPresent(failures::add);
      if ((seed - FIRST + 1) % TELL_EVERY == 0) {
        System.out.printf("%s: seed %,d, %d failed%n", Instant.now(), seed, failures.size());
      }
    }
  }
}
