package dev.keyturn.rotate;

import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ports over an {@link Account}, and everything that a run says, waits and is asked. */
final class Bench {
  static final VersionId FRESH = new VersionId("00000009-0000-0000-0000-000000000000");
  static final Failure BUSY = new Failure.Throttled("an:Action", "slow down");
  static final Failure DENIED = new Failure.Denied("an:Action", "not you");

  final Account account;
  final List<Event> events = new ArrayList<>();
  final List<Duration> waits = new ArrayList<>();
  private boolean stopped;

  Bench(Account account) {
    this.account = account;
  }

  /** Asks the run to end early. */
  void stop() {
    stopped = true;
  }

  Ports ports() {
    return new Ports(
        account,
        account,
        account,
        () -> account.now,
        this::sleep,
        new Tokens() {
          @Override
          public String holder() {
            return account.holder();
          }

          @Override
          public VersionId version() {
            return FRESH;
          }
        },
        events::add,
        () -> stopped);
  }

  Report run(Command command) {
    return new Reconciler(ports(), List.of()).run(Account.TARGET, command);
  }

  Report plan(Command command) {
    return new Reconciler(ports(), List.of()).plan(Account.TARGET, command);
  }

  /** Why a run ended, where AWS did what it was asked. */
  static Reason reason(Report report) {
    return switch (report.ending()) {
      case Ending.Reached(Step.Done step) -> step.because().reason();
      case Ending.Waits(Step.Wait step) -> step.because().reason();
      case Ending.Halted(Step.Halt step) -> step.because().reason();
      case Ending.Planned(Step step) -> step.because().reason();
      case Ending.Failed(Failure failure) -> throw new AssertionError(failure);
      case Ending.Interrupted interrupted -> throw new AssertionError(interrupted);
    };
  }

  /** The sentences of the events of a kind. */
  List<String> told(Event.Kind kind) {
    return events.stream().filter(event -> event.kind() == kind).map(Event::sentence).toList();
  }

  private void sleep(Duration duration) {
    waits.add(duration);
    account.now = account.now.plus(duration);
  }
}
