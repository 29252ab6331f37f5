package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Two processes on one secret, started together, in one order: the first gets as far as one of its
 * AWS calls, and is held there until the other, which begins then, has ended.
 */
final class TwoProcessCase {
  /** Not there yet: run again later. A busy machine may be too slow for a proof. */
  private static final int NOT_YET = 3;

  private static final int MOST_TIMES = 4;

  /** What they may end with: done, not there yet, AWS did not answer. */
  private static final Set<Integer> CODES = Set.of(0, NOT_YET, 6);

  /** A secret that is not adopted yet, or whose adoption has another run at work on it. */
  private static final int REFUSED = 5;

  private final EmulatorGround ground;
  private final Pair pair;
  private final int call;
  private final boolean patient;
  private final String where;
  private final Subject subject;
  private int calls;
  private List<Integer> codes = List.of();
  private String said = "";
  private boolean held;

  /**
   * Makes a user and a secret for them.
   *
   * @param call at which call the first is held, from 1
   * @param patient whether a second one that rotates waits until the lease of the first is over,
   *     and takes over, instead of leaving at once
   */
  TwoProcessCase(EmulatorGround ground, Pair pair, int call, boolean patient) {
    this.ground = ground;
    this.pair = pair;
    this.call = call;
    this.patient = patient;
    where =
        "%s, %s, the first held at call %d%s"
            .formatted(
                ground.emulator().name(), pair, call, patient ? ", the other waits for it" : "");
    subject = pair.beginning().subject(ground);
  }

  TwoProcessCase meet() {
    CompletableFuture<Void> there = new CompletableFuture<>();
    CompletableFuture<Void> over = new CompletableFuture<>();
    try (CallProxy first = subject.watchedProxy();
        CallProxy second = subject.watchedProxy()) {
      first.before(number -> {
        if (number >= call) {
          there.complete(null);
          over.join();
        }
      });
      second.before(number -> there.join());
      CliProcess.Running running = start(first.endpoint(), pair.held());
      CliProcess.Running other = start(second.endpoint(), pair.other());
      // Should the first never get there, the second begins when it has ended.
      running.whenEnded(() -> there.complete(null));
      CliProcess.Finished otherEnd = other.await();
      over.complete(null);
      CliProcess.Finished heldEnd = running.await();
      said = heldEnd.out() + heldEnd.err() + otherEnd.out() + otherEnd.err();
      held = first.calls() >= call;
      calls = first.calls() + second.calls();
      codes = List.of(heldEnd.code(), otherEnd.code());
      assertEnd(pair.held(), heldEnd);
      assertEnd(pair.other(), otherEnd);
    } finally {
      there.complete(null);
      over.complete(null);
    }
    return this;
  }

  /** When a run can go on where both have left off. */
  Instant canGoOn() {
    return subject.leaseEnd();
  }

  /**
   * Lets everything come to rest. Only {@code adopt} knows whose a secret without a value is, so
   * that what it has not finished it is asked for again.
   */
  TwoProcessCase finish() {
    if (pair.held().adopts() && subject.currentKey().isEmpty()) {
      CliProcess.Finished again = start(ground.emulator().endpoint(), pair.held()).await();
      for (int time = 1; time < MOST_TIMES && again.code() == NOT_YET; time++) {
        again = start(ground.emulator().endpoint(), pair.held()).await();
      }
      assertThat(again.code())
          .as("%s: the same again: %s%s", where, again.out(), again.err())
          .isZero();
    }
    subject.comesToRest(where);
    return this;
  }

  /** What the first and the second ended with. */
  List<Integer> codes() {
    return codes;
  }

  /** What both printed. */
  String said() {
    return said;
  }

  /**
   * Whether the first got as far as the call at which it was to be held. Where a proof takes too
   * long, as on a busy machine, it ends before, and the second ran after it.
   */
  boolean held() {
    return held;
  }

  /** How many calls both made. */
  int calls() {
    return calls;
  }

  Pair pair() {
    return pair;
  }

  private void assertEnd(ProcessCommand errand, CliProcess.Finished end) {
    boolean refused = pair.beginning().adopts() && end.code() == REFUSED;
    if (!refused) {
      assertThat(end.code()).as("%s: %s: %s%s", where, errand, end.out(), end.err()).isIn(CODES);
    }
    subject.assertKept(where, end);
  }

  private CliProcess.Running start(URI endpoint, ProcessCommand errand) {
    List<String> command = new ArrayList<>(errand.command(subject.name()));
    boolean waits = errand == ProcessCommand.ROTATE || errand == ProcessCommand.FIRST_KEY;
    if (waits && !patient) {
      command.addAll(List.of("--wait", "0s"));
    }
    return ground.cli().start(endpoint, command);
  }

  @Override
  public String toString() {
    return where;
  }
}
