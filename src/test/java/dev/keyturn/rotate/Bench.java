package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Tokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports over an {@link Account}, and everything that a run says, waits and is asked. */
final class Bench {
  static final VersionId FRESH = new VersionId("00000009-0000-0000-0000-000000000000");
  static final Failure BUSY = new Failure.Throttled("an:Action", "slow down");
  static final Failure DENIED = new Failure.Denied("an:Action", false, "not you");

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

  Adoption.Result adopt(Adoption.Source source, Map<Setting, String> settings, boolean dryRun) {
    return adopt(
        new Adoption.Request(Account.ALICE, Account.NAME, source, false, settings), dryRun);
  }

  /** Into a secret that was there before, and has been looked at. */
  Adoption.Result adoptExisting(Adoption.Source source) {
    return adopt(new Adoption.Request(Account.ALICE, Account.NAME, source, true, Map.of()), false);
  }

  private Adoption.Result adopt(Adoption.Request request, boolean dryRun) {
    return Adoption.adopt(ports(), request, dryRun);
  }

  /** A rotation away from A is done, recorded and tidied. */
  void assertRotated() {
    assertThat(account.currentKey()).isPresent().isNotEqualTo(Optional.of(Account.A));
    assertThat(account.keys).hasSize(2).allMatch(AccessKey::isActive);
    assertThat(account.labels)
        .containsEntry(StagingLabel.AWSPREVIOUS, Account.ONE)
        .doesNotContainKey(StagingLabel.AWSPENDING);
    assertThat(account.ledger().currentKey()).isEqualTo(account.currentKey());
    assertThat(account.ledger().provedIn()).contains(account.labels.get(StagingLabel.AWSCURRENT));
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(Account.A);
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
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
