package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One process that meets one fault at one of its AWS calls; then the same command again, as a
 * person or a schedule would give it, and runs until nothing is due.
 */
final class Disturbed {
  private static final int KILLED = 137;

  /** Not there yet: run again later. A busy machine may be too slow for a proof. */
  static final int NOT_YET = 3;

  private static final int MOST_TIMES = 4;

  /** What a process may end with that lived: done, not there yet, AWS did not answer. */
  private static final Set<Integer> CODES = Set.of(0, NOT_YET, 6);

  private final EmulatorGround ground;
  private final ProcessCommand errand;
  private final WireFault fault;
  private final int call;
  private final String where;
  private final Subject subject;
  private final Optional<AccessKeyId> first;
  private List<String> operations = List.of();
  private int allCalls;
  private int code;
  private String said = "";

  /**
   * Makes a user and a secret for it.
   *
   * @param call at which of its calls, from 1; a number beyond the last one disturbs nothing
   */
  Disturbed(EmulatorGround ground, ProcessCommand errand, WireFault fault, int call) {
    this.ground = ground;
    this.errand = errand;
    this.fault = fault;
    this.call = call;
    where =
        "%s, %s, %s call %s"
            .formatted(
                ground.emulator().name(),
                errand,
                fault.words(),
                call == Integer.MAX_VALUE ? "none" : call);
    subject = errand.subject(ground);
    first = subject.currentKey();
  }

  /** Starts the process, and sees how it ends. */
  Disturbed disturb() {
    try (CallProxy proxy = subject.watchedProxy()) {
      CompletableFuture<CliProcess.Running> process = new CompletableFuture<>();
      proxy.at(call, fault, () -> process.join().kill());
      process.complete(start(proxy));
      CliProcess.Finished finished = process.join().await();
      operations = proxy.operations();
      allCalls = operations.size();
      code = finished.code();
      if (operations.size() >= call && fault.isKill()) {
        assertThat(code).as(where).isEqualTo(KILLED);
      } else {
        assertThat(code).as("%s: %s%s", where, finished.out(), finished.err()).isIn(CODES);
      }
      said = finished.out() + finished.err();
      subject.assertKept(where, finished);
    }
    return this;
  }

  /** What it printed. */
  String said() {
    return said;
  }

  /** When the same command can go on: a process that was killed still holds its lease. */
  Instant canGoOn() {
    return subject.leaseEnd();
  }

  /** Gives the same command again until it says that it is done, and lets all come to rest. */
  Disturbed finish() {
    try (CallProxy proxy = subject.watchedProxy()) {
      CliProcess.Finished again = start(proxy).await();
      for (int time = 1; time < MOST_TIMES && again.code() == NOT_YET; time++) {
        subject.assertKept(where, again);
        again = start(proxy).await();
      }
      assertThat(again.code())
          .as("%s: the same again: %s%s", where, again.out(), again.err())
          .isZero();
      subject.assertKept(where, again);
      allCalls += proxy.calls();
    }
    if (errand.changesKey()) {
      assertThat(subject.currentKey()).as(where).isPresent().isNotEqualTo(first);
    } else {
      assertThat(subject.currentKey()).as(where).isEqualTo(first);
    }
    subject.comesToRest(where);
    return this;
  }

  /** The calls that the process made. */
  List<String> operations() {
    return operations;
  }

  /** How many calls the processes made in all. */
  int allCalls() {
    return allCalls;
  }

  WireFault fault() {
    return fault;
  }

  /** What the process ended with. */
  int code() {
    return code;
  }

  private CliProcess.Running start(CallProxy proxy) {
    return ground.cli().start(proxy.endpoint(), errand.command(subject.name()));
  }

  @Override
  public String toString() {
    return where;
  }
}
