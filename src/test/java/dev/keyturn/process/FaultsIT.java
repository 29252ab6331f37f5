package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The packaged command line on moto and on ministack, each as strict as AWS, with one fault at one
 * of its AWS calls, proofs of keys included. A process is killed after every third write, and
 * before one read in many; as many calls meet a fault on the wire. Which one and on which emulator
 * goes round. All of them, with {@code -Dkeyturn.kills.all=true}: after each write, which leaves
 * every state that a kill can leave. It runs beside other tests, as it mostly waits.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultsIT {
  /** Most of the time they wait: for a lease to end, a proof to be repeated, a late reply. */
  private static final int AT_ONE_TIME = 3;

  private static final boolean ALL = Boolean.getBoolean("keyturn.kills.all");

  /** Of so many chosen calls one has a fault on the wire, on each emulator. */
  private static final int EVERY_FAULT = 5;

  /** Of so many writes one is followed by a kill, on the emulators by turns. */
  private static final int EVERY_KILL = 3;

  private static final int EVERY_READ = 8;
  private static final int MOST_TIMES = 4;

  /** A command on an emulator, and the calls that it makes there when nothing happens. */
  private record Course(
      EmulatorKind on, EmulatorGround ground, ProcessCommand errand, List<String> operations) {
    List<Integer> calls() {
      return IntStream.rangeClosed(1, operations.size()).boxed().toList();
    }

    /** The writes first: they are the same on each emulator, and what is read may not be. */
    List<Integer> writesAndSomeReads() {
      return calls().stream()
          .filter(call -> writes(call) || call % EVERY_READ == 0)
          .sorted(Comparator.comparing(call -> !writes(call)))
          .toList();
    }

    boolean writes(int call) {
      String operation = operations.get(call - 1);
      return !operation.startsWith("Get")
          && !operation.startsWith("List")
          && !operation.startsWith("Describe");
    }
  }

  private static final List<EmulatorGround> GROUNDS = new ArrayList<>();
  private static final List<Course> COURSES = new ArrayList<>();

  @BeforeAll
  static void undisturbed() {
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONE_TIME)) {
      List<CompletableFuture<Course>> all = new ArrayList<>();
      for (EmulatorKind on : EmulatorKind.values()) {
        EmulatorGround ground = new EmulatorGround(on, Lease.OF_ONE);
        GROUNDS.add(ground);
        for (ProcessCommand errand : ProcessCommand.values()) {
          all.add(course(pool, on, ground, errand, MOST_TIMES));
        }
      }
      all.forEach(each -> COURSES.add(each.join()));
    }
    COURSES.forEach(course ->
        System.out.printf(
            "AWS calls of %s on %s, proofs of keys included: %d%n",
            course.errand(), course.on(), course.operations().size()));
  }

  @AfterAll
  static void end() {
    GROUNDS.forEach(EmulatorGround::close);
  }

  @Test
  @DisplayName("A process that is killed before or after one of its calls is finished by others")
  void killed() {
    play("killed processes", "kills", WireFault.KILLS);
  }

  @Test
  @DisplayName(
      "Whatever befalls a connection, the process ends in order, and the same again finishes")
  void onTheWire() {
    play("faults on the wire", "faults", WireFault.ON_THE_WIRE);
  }

  /** The command undisturbed; again, where the machine was too busy for a proof in time. */
  private static CompletableFuture<Course> course(
      Executor pool, EmulatorKind on, EmulatorGround ground, ProcessCommand errand, int times) {
    return play(pool, ground, errand, WireFault.CUT_BEFORE, Integer.MAX_VALUE)
        .thenCompose(played -> {
          if (played.code() == Disturbed.NOT_YET && times > 1) {
            return course(pool, on, ground, errand, times - 1);
          }
          assertThat(played.code()).as("%s: %s", played, played.said()).isZero();
          return CompletableFuture.completedFuture(
              new Course(on, ground, errand, played.operations()));
        });
  }

  private static void play(String check, String unit, List<WireFault> faults) {
    List<String> failures = new ArrayList<>();
    Map<WireFault, Map<Integer, Integer>> codes = new EnumMap<>(WireFault.class);
    int possible = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONE_TIME);
        Tally tally = Tally.of(check, unit)) {
      List<CompletableFuture<Disturbed>> all = new ArrayList<>();
      Map<ProcessCommand, Integer> begin = new EnumMap<>(ProcessCommand.class);
      int chosen = 0;
      for (Course course : COURSES) {
        possible += course.calls().size() * faults.size();
        int number = begin.merge(course.errand(), chosen, (first, again) -> first);
        for (int call : ALL ? course.calls() : course.writesAndSomeReads()) {
          for (WireFault fault : ALL ? faults : turn(course, call, number, faults)) {
            all.add(play(pool, course.ground(), course.errand(), fault, call));
          }
          number++;
        }
        chosen = Math.max(chosen, number);
      }
      for (CompletableFuture<Disturbed> each : all) {
        try {
          Disturbed played = each.join();
          tally.count(1, played.allCalls());
          codes
              .computeIfAbsent(played.fault(), it -> new TreeMap<>())
              .merge(played.code(), 1, Integer::sum);
        } catch (CompletionException e) {
          tally.count(1, 0);
          tally.broken();
          failures.add(String.valueOf(e.getMessage()));
        }
      }
      System.out.printf(
          "%s: %d of %d that there are; exit codes %s%n", check, all.size(), possible, codes);
    }
    assertThat(failures).isEmpty();
    assertThat(codes).as("the faults that were tried").containsOnlyKeys(faults);
  }

  /**
   * What befalls a chosen call, nothing in most cases: the emulators take turns, and so do the
   * faults on the wire. Which kill it is, the call decides.
   *
   * @param number which of the chosen calls it is, the same on each emulator
   */
  private static List<WireFault> turn(Course course, int call, int number, List<WireFault> faults) {
    List<EmulatorKind> emulators = List.of(EmulatorKind.values());
    int its = emulators.indexOf(course.on());
    if (faults.equals(WireFault.KILLS)) {
      WireFault kill = course.writes(call) ? WireFault.KILLED_AFTER : WireFault.KILLED_BEFORE;
      boolean isIts = number / EVERY_KILL % emulators.size() == its;
      boolean isTried = !course.writes(call) || number % EVERY_KILL == 0;
      return isTried && isIts ? List.of(kill) : List.of();
    }
    WireFault next = faults.get(number / EVERY_FAULT % faults.size());
    return number % EVERY_FAULT == its * EVERY_FAULT / emulators.size() ? List.of(next) : List.of();
  }

  private static CompletableFuture<Disturbed> play(
      Executor pool, EmulatorGround ground, ProcessCommand errand, WireFault fault, int call) {
    return CompletableFuture.supplyAsync(() -> new Disturbed(ground, errand, fault, call), pool)
        .thenApplyAsync(Disturbed::disturb, after(errand.age(), pool))
        .thenCompose(it ->
            CompletableFuture.completedFuture(it)
                .thenApplyAsync(
                    Disturbed::finish, after(Duration.between(Instant.now(), it.canGoOn()), pool)));
  }

  private static Executor after(Duration delay, Executor pool) {
    return CompletableFuture.delayedExecutor(
        Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS, pool);
  }
}
