package dev.keyturn.rotate;

import static dev.keyturn.rotate.InMemoryAccount.A;
import static dev.keyturn.rotate.InMemoryAccount.B;
import static dev.keyturn.rotate.RunHarness.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.WriteResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with a previous key, a rollback, a first key, and a step of the service's. */
class LaterLifeTest {
  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final RunRequest BACK = new RunRequest.RollBack(Optional.empty());
  private static final Duration EIGHT_DAYS = Duration.ofDays(8);
  private static final String OFF = "setStatus INACTIVE";
  private static final String ON = "setStatus ACTIVE";
  private static final Object LOST = new WriteResult.InDoubt<>(RunHarness.BUSY);
  private static final Object GONE = new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING);

  /** A was switched off by us eight days ago. */
  private static InMemoryAccount off() {
    InMemoryAccount account = InMemoryAccount.rotated(Duration.ofDays(16));
    account.keys.replaceAll(key -> key.id().equals(A) ? key.with(KeyStatus.INACTIVE) : key);
    Instant off = InMemoryAccount.NOW.minus(EIGHT_DAYS);
    Intent retirement =
        new Intent(
            Intent.Verb.RETIRE,
            Optional.empty(),
            Optional.of(A),
            "another",
            off.minusSeconds(2),
            off,
            false);
    return account.ledger(was ->
        was.with(retirement)
            .with(new Ledger.Previous(A, Ledger.State.OFF, off, Optional.of(InMemoryAccount.ONE))));
  }

  private static void assertOff(InMemoryAccount account) {
    assertThat(account.key(A).map(AccessKey::status)).contains(KeyStatus.INACTIVE);
    assertThat(account.ledger().previous().map(Ledger.Previous::state)).contains(Ledger.State.OFF);
    assertThat(account.ledger().mark()).isEmpty();
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
  }

  @Test
  void aQuietPreviousKeyIsMarkedLookedAtSwitchedOffAndRecorded() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    RunReport report = new RunHarness(account).run(ADVANCE);
    assertThat(account.script.calls())
        .containsExactly(
            "describe",
            "value",
            "user",
            "list",
            "lastUse",
            "value",
            "tag",
            "list",
            "lastUse",
            "describe",
            OFF,
            "tag");
    assertThat(reason(report)).isEqualTo(Reason.IN_RECOVERY);
    assertThat(report.seen().orElseThrow().keys()).contains(List.copyOf(account.keys));
    assertOff(account);
  }

  @Test
  void aUseThatShowsUpAtTheSecondLookCallsItOff() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    account.script.before(
        "tag",
        () ->
            account.lastUse.put(
                A, new LastUse.Used(InMemoryAccount.NOW.minusSeconds(60), "s3", "eu-west-1")));
    assertThat(reason(new RunHarness(account).run(ADVANCE))).isEqualTo(Reason.STILL_USED);
    assertThat(account.script.count(OFF)).isZero();
    assertThat(account.ledger().mark()).isEmpty();
  }

  @Test
  void whetherADeactivationWithoutAReplyHappenedIsLookedUp() {
    InMemoryAccount lost = InMemoryAccount.rotated(EIGHT_DAYS);
    lost.script.loses(OFF, LOST);
    new RunHarness(lost).run(ADVANCE);
    assertOff(lost);
    assertThat(lost.script.count(OFF)).isEqualTo(1);

    InMemoryAccount cut = InMemoryAccount.rotated(EIGHT_DAYS);
    cut.script.answers(OFF, LOST, new WriteResult.Failed<>(RunHarness.BUSY));
    new RunHarness(cut).run(ADVANCE);
    assertOff(cut);
    assertThat(cut.script.count(OFF)).isEqualTo(3);
  }

  @Test
  void afterAWaitItLooksAgainBeforeItSwitchesAKeyOff() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    account.script.answers(OFF, new WriteResult.Failed<>(RunHarness.BUSY));
    new RunHarness(account).run(ADVANCE);
    List<String> calls = account.script.calls();
    assertThat(calls.subList(calls.indexOf(OFF), calls.size()))
        .containsExactly(OFF, "list", "lastUse", "describe", OFF, "tag");
  }

  @Test
  void aDeactivationThatIsDeniedEndsTheRun() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    account.script.answers(OFF, new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(new RunHarness(account).run(ADVANCE).outcome())
        .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
  }

  @Test
  void aKeyThatIsGoneWhenItIsToBeSwitchedOffIsReadAgain() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    account.script.before(OFF, () -> account.keys.removeIf(key -> key.id().equals(A)));
    assertThat(reason(new RunHarness(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void afterTheRecoveryWindowItIsMarkedLookedAtDeletedAndForgotten() {
    InMemoryAccount account = off();
    RunReport report = new RunHarness(account).run(ADVANCE);
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag");
    assertThat(reason(report)).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.keys).extracting(AccessKey::id).containsExactly(B);
    assertThat(account.ledger().previous()).isEmpty();
    assertThat(report.seen().orElseThrow().keys()).contains(List.copyOf(account.keys));
  }

  private static final String OLD = LedgerTags.ROTATION + "7".repeat(36);

  /** The previous key may be deleted, and there is the tag of a rotation that is long over. */
  private static InMemoryAccount withAnOldRotation() {
    InMemoryAccount account = off();
    account.tags.put(OLD, "v1 since 2020-01-01T00:00:00Z");
    return account;
  }

  @Test
  void rotationsThatAreLongOverAreForgottenWithIt() {
    InMemoryAccount account = withAnOldRotation();
    assertThat(reason(new RunHarness(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    assertThat(account.tags).doesNotContainKey(OLD);
  }

  @Test
  void aTagThatMayNotBeTakenAwayKeepsNothingElseFromBeingDone() {
    InMemoryAccount account = withAnOldRotation();
    account.script.answers("untag", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(new RunHarness(account).run(ADVANCE).outcome())
        .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    assertThat(account.ledger().previous()).isEmpty();
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
    assertThat(reason(new RunHarness(account).run(new RunRequest.Rotate())))
        .isEqualTo(Reason.ROTATED);
  }

  @Test
  void aRotationThatComesAfterItIsNotStoppedEither() {
    InMemoryAccount account = withAnOldRotation();
    account.keys.replaceAll(key ->
        new AccessKey(key.id(), key.status(), InMemoryAccount.NOW.minus(Duration.ofDays(84))));
    account.script.answers("untag", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(new RunHarness(account).run(ADVANCE).outcome())
        .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(B);
  }

  @Test
  void oneThatCouldNotBeTakenAwayThisTimeIsLeftUntilTheNext() {
    for (WriteResult<Integer> failed :
        List.<WriteResult<Integer>>of(
            new WriteResult.Failed<>(RunHarness.BUSY),
            new WriteResult.InDoubt<>(RunHarness.BUSY))) {
      InMemoryAccount account = withAnOldRotation();
      account.script.answers("untag", failed);
      RunHarness bench = new RunHarness(account);
      assertThat(reason(bench.run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
      assertThat(bench.told(Event.Kind.FAILED)).containsExactly(RunHarness.BUSY.sentence());
      assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    }
  }

  @Test
  void aKeyThatIsGoneAlreadyIsDeletedToo() {
    InMemoryAccount account = off();
    account.script.answers("delete", GONE);
    RunReport report = new RunHarness(account).run(ADVANCE);
    assertThat(report.taken().stream().map(step -> step.cause().reason()))
        .contains(Reason.DELETE_PREVIOUS);
    assertThat(account.script.count("delete")).isEqualTo(1);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whetherADeletionWithoutAReplyHappenedIsLookedUp(boolean happened) {
    InMemoryAccount account = off();
    if (happened) {
      account.script.loses("delete", LOST);
    } else {
      account.script.answers("delete", LOST, new WriteResult.Failed<>(RunHarness.BUSY));
    }
    assertThat(reason(new RunHarness(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.count("delete")).isEqualTo(happened ? 1 : 3);
    assertThat(account.keys).extracting(AccessKey::id).containsExactly(B);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void aDeletionThatIsDeniedEndsTheRun() {
    InMemoryAccount account = off();
    account.script.answers("delete", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(new RunHarness(account).run(ADVANCE).outcome())
        .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.ledger().previous()).isPresent();
  }

  @Test
  void aRollbackSwitchesOnProvesMovesBackAndRecords() {
    InMemoryAccount account = off();
    RunReport report = new RunHarness(account).run(BACK);
    assertThat(account.script.writes()).containsExactly("tag", ON, "tag", "move AWSCURRENT", "tag");
    List<String> calls = account.script.calls();
    assertThat(calls.subList(calls.lastIndexOf("probe") + 1, calls.size()))
        .as("after the proof it looks once more")
        .containsExactly("list", "describe", "move AWSCURRENT", "tag");
    assertThat(reason(report)).isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.currentKey()).contains(A);
    assertThat(account.key(A).map(AccessKey::isActive)).contains(true);
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(B);
    assertThat(report.seen().orElseThrow().secret()).isEqualTo(account.description());
  }

  @Test
  void whetherAnActivationWithoutAReplyHappenedIsLookedUp() {
    InMemoryAccount account = off();
    account.script.loses(ON, LOST);
    assertThat(reason(new RunHarness(account).run(BACK))).isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.script.count(ON)).isEqualTo(1);
  }

  @Test
  void aKeyThatAPersonSwitchedOffIsSwitchedOnOnlyWhereItIsNamed() {
    InMemoryAccount account = off();
    account.ledger(was ->
        was.with(
            new Ledger.Previous(
                A,
                Ledger.State.OFF_BY_HAND,
                InMemoryAccount.NOW.minus(EIGHT_DAYS),
                Optional.of(InMemoryAccount.ONE))));
    assertThat(reason(new RunHarness(account).run(BACK))).isEqualTo(Reason.PREVIOUS_STAYS_OFF);
    assertThat(account.script.writes()).isEmpty();
    RunRequest named = new RunRequest.RollBack(Optional.of(A));
    assertThat(reason(new RunHarness(account).run(named))).isEqualTo(Reason.BACK_ON_PREVIOUS);
  }

  @Test
  void aRollbackWhosePromotionWasNotRecordedCountsAsReached() {
    InMemoryAccount account = InMemoryAccount.rotated(EIGHT_DAYS);
    account
        .script
        .before("tag", () -> {})
        .answers("tag", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(new RunHarness(account).run(BACK).outcome())
        .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.currentKey()).contains(A);
    assertThat(reason(new RunHarness(account).run(BACK)))
        .as("it leaves the key that is recorded as current, not the one that is")
        .isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.currentKey()).contains(A);
  }

  @Test
  void askingForARotationRotatesAKeyThatIsNotDue() {
    InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
    assertThat(reason(new RunHarness(account).run(new RunRequest.Rotate())))
        .isEqualTo(Reason.ROTATED);
    assertThat(account.currentKey()).isNotEqualTo(Optional.of(A));
  }

  @Test
  void whereNothingIsRecordedARotationLeavesTheKeyInTheSecret() {
    InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
    account.tags.clear();
    ManagedSecret target =
        new ManagedSecret(InMemoryAccount.NAME, Optional.of(InMemoryAccount.ALICE));
    RunReport report =
        new Reconciler(new RunHarness(account).ports(), List.of())
            .run(target, new RunRequest.Rotate());
    assertThat(reason(report)).isEqualTo(Reason.ROTATED);
    assertThat(account.currentKey()).isPresent().isNotEqualTo(Optional.of(A));
  }

  @Test
  void theFirstKeyIsProvedBeforeItIsStoredAndTheSecretIsReadAgain() {
    InMemoryAccount account =
        new InMemoryAccount()
            .ledger(was -> was.adopted(InMemoryAccount.ALICE_ID, Optional.empty()));
    RunHarness bench = new RunHarness(account);
    ManagedSecret target =
        new ManagedSecret(InMemoryAccount.NAME, Optional.of(InMemoryAccount.ALICE));
    RunReport report =
        new Reconciler(bench.ports(), List.of()).run(target, new RunRequest.Rotate());
    assertThat(reason(report)).isEqualTo(Reason.ROTATED);
    List<String> calls = account.script.calls();
    assertThat(calls.indexOf("probe")).isLessThan(calls.indexOf("put"));
    assertThat(calls.subList(calls.indexOf("put"), calls.indexOf("put") + 3))
        .containsExactly("put", "list", "describe");
    assertThat(account.currentKey()).isPresent();
  }

  @Test
  void theFirstKeyIsDeletedWhereItIsNotAccepted() {
    InMemoryAccount account =
        new InMemoryAccount()
            .ledger(was -> was.adopted(InMemoryAccount.ALICE_ID, Optional.empty()));
    account.script.answers("probe", new IdentityProbe.Result.SomeoneElse("arn:bob"));
    RunHarness bench = new RunHarness(account);
    ManagedSecret target =
        new ManagedSecret(InMemoryAccount.NAME, Optional.of(InMemoryAccount.ALICE));
    new Reconciler(bench.ports(), List.of()).run(target, new RunRequest.Rotate());
    assertThat(account.script.writes()).startsWith("tag", "create", "delete");
  }
}
