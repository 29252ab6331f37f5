package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Two packaged processes on one secret of moto or ministack, each as strict as AWS. The first is
 * held at each of its calls in turn until the second has ended; the second leaves at once where it
 * meets the lease of the first, or waits for its end and takes over while the first still hangs in
 * its call. A part of these orders, going round over calls and emulators; all of them with {@code
 * -Dkeyturn.kills.all=true}. It runs beside other tests, as it mostly waits.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwoProcessesIT {
  /** Most of the time they wait for proofs to be repeated. */
  private static final int AT_ONE_TIME = 2;

  /** These do nothing but wait, for one lease each. */
  private static final int PATIENT_AT_ONE_TIME = 12;

  private static final boolean ALL = Boolean.getBoolean("keyturn.kills.all");

  private static final int EVERY = 11;
  private static final int EVERY_PATIENT = 13;

  @Test
  @DisplayName("Two processes at once end in order, and leave one key that works")
  void twoAtOnce() {
    List<String> failures = new ArrayList<>();
    Map<Pair, Map<List<Integer>, Integer>> codes = new EnumMap<>(Pair.class);
    int possible = 0;
    int held = 0;
    try (EmulatorGround moto = new EmulatorGround(EmulatorKind.MOTO, Lease.OF_TWO);
        EmulatorGround ministack = new EmulatorGround(EmulatorKind.MINISTACK, Lease.OF_TWO);
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONE_TIME);
        ExecutorService waiting = Executors.newFixedThreadPool(PATIENT_AT_ONE_TIME);
        Tally tally = Tally.of("two processes on a wire", "orders")) {
      List<CompletableFuture<TwoProcessCase>> all = new ArrayList<>();
      int begin = 0;
      int impatient = 0;
      for (Pair pair : Pair.values()) {
        begin++;
        for (int call = 1; call <= pair.calls(); call++) {
          int turn = begin + call;
          possible += pair.canWait() ? 4 : 2;
          if (pair.canWait() && (ALL || turn % EVERY_PATIENT == 0)) {
            if (ALL || begin % 2 == 0) {
              all.add(play(waiting, moto, pair, call, true));
            }
            if (ALL || begin % 2 == 1) {
              all.add(play(waiting, ministack, pair, call, true));
            }
          }
          if (ALL) {
            all.add(play(pool, moto, pair, call, false));
            all.add(play(pool, ministack, pair, call, false));
          } else if (turn % EVERY == 0) {
            impatient++;
            all.add(play(pool, impatient % 2 == 0 ? moto : ministack, pair, call, false));
          }
        }
      }
      for (CompletableFuture<TwoProcessCase> each : all) {
        try {
          TwoProcessCase met = each.join();
          tally.count(1, met.calls());
          held += met.held() ? 1 : 0;
          codes
              .computeIfAbsent(met.pair(), it -> new HashMap<>())
              .merge(met.codes(), 1, Integer::sum);
        } catch (CompletionException e) {
          tally.count(1, 0);
          tally.broken();
          failures.add(String.valueOf(e.getMessage()));
        }
      }
      System.out.printf(
          "two processes on a wire: %d of %d that there are, %d held; exit codes %s%n",
          all.size(), possible, held, codes);
      // On a busy machine a proof may time out, and the process end before its call.
      assertThat(held).as("orders in which one was held").isGreaterThan(all.size() / 2);
    }
    assertThat(failures).isEmpty();
    assertThat(codes).as("the pairs that were tried").containsOnlyKeys(Pair.values());
  }

  private static CompletableFuture<TwoProcessCase> play(
      Executor pool, EmulatorGround ground, Pair pair, int call, boolean patient) {
    return CompletableFuture.supplyAsync(
            () -> new TwoProcessCase(ground, pair, call, patient), pool)
        .thenApplyAsync(TwoProcessCase::meet, after(pair.age(), pool))
        .thenCompose(it ->
            CompletableFuture.completedFuture(it)
                .thenApplyAsync(
                    TwoProcessCase::finish,
                    after(Duration.between(Instant.now(), it.canGoOn()), pool)));
  }

  private static Executor after(Duration delay, Executor pool) {
    return CompletableFuture.delayedExecutor(
        Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS, pool);
  }
}
