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
import dev.keyturn.port.NameSource;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports over an {@link InMemoryAccount}, and everything that a run says, waits and is asked. */
final class RunHarness {
  static final VersionId FRESH = new VersionId("00000009-0000-0000-0000-000000000000");
  static final Failure BUSY = new Failure.Throttled("an:Action", "slow down");
  static final Failure DENIED = new Failure.Denied("an:Action", false, "not you");

  final InMemoryAccount account;
  final List<Event> events = new ArrayList<>();
  final List<Duration> waits = new ArrayList<>();
  private boolean stopped;

  RunHarness(InMemoryAccount account) {
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
        new NameSource() {
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

  RunReport run(RunRequest command) {
    return new Reconciler(ports(), List.of()).run(InMemoryAccount.TARGET, command);
  }

  RunReport plan(RunRequest command) {
    return new Reconciler(ports(), List.of()).plan(InMemoryAccount.TARGET, command);
  }

  Adoption.Result adopt(Adoption.Source source, Map<Setting, String> settings, boolean dryRun) {
    return adopt(
        new Adoption.Request(InMemoryAccount.ALICE, InMemoryAccount.NAME, source, false, settings),
        dryRun);
  }

  /** Into a secret that was there before, and has been looked at. */
  Adoption.Result adoptExisting(Adoption.Source source) {
    return adopt(
        new Adoption.Request(InMemoryAccount.ALICE, InMemoryAccount.NAME, source, true, Map.of()),
        false);
  }

  private Adoption.Result adopt(Adoption.Request request, boolean dryRun) {
    return Adoption.adopt(ports(), List.of(), request, dryRun);
  }

  /** A rotation away from A is done, recorded and tidied. */
  void assertRotated() {
    assertThat(account.currentKey()).isPresent().isNotEqualTo(Optional.of(InMemoryAccount.A));
    assertThat(account.keys).hasSize(2).allMatch(AccessKey::isActive);
    assertThat(account.labels)
        .containsEntry(StagingLabel.AWSPREVIOUS, InMemoryAccount.ONE)
        .doesNotContainKey(StagingLabel.AWSPENDING);
    assertThat(account.ledger().currentKey()).isEqualTo(account.currentKey());
    assertThat(account.ledger().provedIn()).contains(account.labels.get(StagingLabel.AWSCURRENT));
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(InMemoryAccount.A);
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
  }

  /** Why a run ended, where AWS did what it was asked. */
  static Reason reason(RunReport report) {
    return switch (report.outcome()) {
      case RunOutcome.Reached(Step.Done step) -> step.cause().reason();
      case RunOutcome.Waits(Step.Wait step) -> step.cause().reason();
      case RunOutcome.Halted(Step.Halt step) -> step.cause().reason();
      case RunOutcome.Planned(Step step) -> step.cause().reason();
      case RunOutcome.LeftAlone alone -> alone.step().cause().reason();
      case RunOutcome.Failed(Failure failure) -> throw new AssertionError(failure);
      case RunOutcome.Interrupted interrupted -> throw new AssertionError(interrupted);
      case RunOutcome.Bug bug -> throw new AssertionError(bug);
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
