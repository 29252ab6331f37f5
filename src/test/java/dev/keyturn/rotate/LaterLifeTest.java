package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.Target;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.RotationStep;
import dev.keyturn.port.Event;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run does with a previous key, a rollback, a first key, and a step of the service's. */
class LaterLifeTest {
  private static final Command ADVANCE = new Command.Advance();
  private static final Command BACK = new Command.RollBack(Optional.empty());
  private static final Duration EIGHT_DAYS = Duration.ofDays(8);
  private static final String OFF = "setStatus INACTIVE";
  private static final String ON = "setStatus ACTIVE";
  private static final Object LOST = new Write.EffectUnknown<>(Bench.BUSY);
  private static final Object GONE = new Write.Refused<>(Write.Refusal.NO_SUCH_THING);

  /** A was switched off by us eight days ago. */
  private static Account off() {
    Account account = Account.rotated(Duration.ofDays(16));
    account.keys.replaceAll(key -> key.id().equals(Account.A) ? key.with(KeyStatus.INACTIVE) : key);
    Instant off = Account.NOW.minus(EIGHT_DAYS);
    Intent retirement =
        new Intent(
            Intent.Verb.RETIRE,
            Optional.empty(),
            Optional.of(Account.A),
            "another",
            off.minusSeconds(2),
            off,
            false);
    return account.ledger(was ->
        was.with(retirement)
            .with(new Ledger.Previous(Account.A, Ledger.State.OFF, off, Optional.of(Account.ONE))));
  }

  private static void assertOff(Account account) {
    assertThat(account.key(Account.A).map(AccessKey::status)).contains(KeyStatus.INACTIVE);
    assertThat(account.ledger().previous().map(Ledger.Previous::state)).contains(Ledger.State.OFF);
    assertThat(account.ledger().mark()).isEmpty();
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
  }

  @Test
  void aQuietPreviousKeyIsMarkedLookedAtSwitchedOffAndRecorded() {
    Account account = Account.rotated(EIGHT_DAYS);
    Report report = new Bench(account).run(ADVANCE);
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
    assertThat(Bench.reason(report)).isEqualTo(Reason.IN_RECOVERY);
    assertThat(report.seen().orElseThrow().keys()).contains(List.copyOf(account.keys));
    assertOff(account);
  }

  @Test
  void aUseThatShowsUpAtTheSecondLookCallsItOff() {
    Account account = Account.rotated(EIGHT_DAYS);
    account.script.before(
        "tag",
        () ->
            account.lastUse.put(
                Account.A, new LastUse.Used(Account.NOW.minusSeconds(60), "s3", "eu-west-1")));
    assertThat(Bench.reason(new Bench(account).run(ADVANCE))).isEqualTo(Reason.STILL_USED);
    assertThat(account.script.count(OFF)).isZero();
    assertThat(account.ledger().mark()).isEmpty();
  }

  @Test
  void whetherADeactivationWithoutAReplyHappenedIsLookedUp() {
    Account lost = Account.rotated(EIGHT_DAYS);
    lost.script.loses(OFF, LOST);
    new Bench(lost).run(ADVANCE);
    assertOff(lost);
    assertThat(lost.script.count(OFF)).isEqualTo(1);

    Account cut = Account.rotated(EIGHT_DAYS);
    cut.script.answers(OFF, LOST, new Write.Failed<>(Bench.BUSY));
    new Bench(cut).run(ADVANCE);
    assertOff(cut);
    assertThat(cut.script.count(OFF)).isEqualTo(3);
  }

  @Test
  void afterAWaitItLooksAgainBeforeItSwitchesAKeyOff() {
    Account account = Account.rotated(EIGHT_DAYS);
    account.script.answers(OFF, new Write.Failed<>(Bench.BUSY));
    new Bench(account).run(ADVANCE);
    List<String> calls = account.script.calls();
    assertThat(calls.subList(calls.indexOf(OFF), calls.size()))
        .containsExactly(OFF, "list", "lastUse", "describe", OFF, "tag");
  }

  @Test
  void aDeactivationThatIsDeniedEndsTheRun() {
    Account account = Account.rotated(EIGHT_DAYS);
    account.script.answers(OFF, new Write.Failed<>(Bench.DENIED));
    assertThat(new Bench(account).run(ADVANCE).ending()).isEqualTo(new Ending.Failed(Bench.DENIED));
  }

  @Test
  void aKeyThatIsGoneWhenItIsToBeSwitchedOffIsReadAgain() {
    Account account = Account.rotated(EIGHT_DAYS);
    account.script.before(OFF, () -> account.keys.removeIf(key -> key.id().equals(Account.A)));
    assertThat(Bench.reason(new Bench(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void afterTheRecoveryWindowItIsMarkedLookedAtDeletedAndForgotten() {
    Account account = off();
    Report report = new Bench(account).run(ADVANCE);
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag");
    assertThat(Bench.reason(report)).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.keys).extracting(AccessKey::id).containsExactly(Account.B);
    assertThat(account.ledger().previous()).isEmpty();
    assertThat(report.seen().orElseThrow().keys()).contains(List.copyOf(account.keys));
  }

  private static final String OLD = LedgerTags.ROTATION + "7".repeat(36);

  /** The previous key may be deleted, and there is the tag of a rotation that is long over. */
  private static Account withAnOldRotation() {
    Account account = off();
    account.tags.put(OLD, "v1 since 2020-01-01T00:00:00Z");
    return account;
  }

  @Test
  void rotationsThatAreLongOverAreForgottenWithIt() {
    Account account = withAnOldRotation();
    assertThat(Bench.reason(new Bench(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    assertThat(account.tags).doesNotContainKey(OLD);
  }

  @Test
  void aTagThatMayNotBeTakenAwayKeepsNothingElseFromBeingDone() {
    Account account = withAnOldRotation();
    account.script.answers("untag", new Write.Failed<>(Bench.DENIED));
    assertThat(new Bench(account).run(ADVANCE).ending()).isEqualTo(new Ending.Failed(Bench.DENIED));
    assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    assertThat(account.ledger().previous()).isEmpty();
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
    assertThat(Bench.reason(new Bench(account).run(new Command.Rotate())))
        .isEqualTo(Reason.ROTATED);
  }

  @Test
  void aRotationThatComesAfterItIsNotStoppedEither() {
    Account account = withAnOldRotation();
    account.keys.replaceAll(
        key -> new AccessKey(key.id(), key.status(), Account.NOW.minus(Duration.ofDays(84))));
    account.script.answers("untag", new Write.Failed<>(Bench.DENIED));
    assertThat(new Bench(account).run(ADVANCE).ending()).isEqualTo(new Ending.Failed(Bench.DENIED));
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(Account.B);
  }

  @Test
  void oneThatCouldNotBeTakenAwayThisTimeIsLeftUntilTheNext() {
    for (Write<Integer> failed :
        List.<Write<Integer>>of(
            new Write.Failed<>(Bench.BUSY), new Write.EffectUnknown<>(Bench.BUSY))) {
      Account account = withAnOldRotation();
      account.script.answers("untag", failed);
      Bench bench = new Bench(account);
      assertThat(Bench.reason(bench.run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
      assertThat(bench.told(Event.Kind.FAILED)).containsExactly(Bench.BUSY.sentence());
      assertThat(account.script.writes()).containsExactly("tag", "delete", "tag", "untag");
    }
  }

  @Test
  void aKeyThatIsGoneAlreadyIsDeletedToo() {
    Account account = off();
    account.script.answers("delete", GONE);
    Report report = new Bench(account).run(ADVANCE);
    assertThat(report.taken().stream().map(step -> step.because().reason()))
        .contains(Reason.DELETE_PREVIOUS);
    assertThat(account.script.count("delete")).isEqualTo(1);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whetherADeletionWithoutAReplyHappenedIsLookedUp(boolean happened) {
    Account account = off();
    if (happened) {
      account.script.loses("delete", LOST);
    } else {
      account.script.answers("delete", LOST, new Write.Failed<>(Bench.BUSY));
    }
    assertThat(Bench.reason(new Bench(account).run(ADVANCE))).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.count("delete")).isEqualTo(happened ? 1 : 3);
    assertThat(account.keys).extracting(AccessKey::id).containsExactly(Account.B);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void aDeletionThatIsDeniedEndsTheRun() {
    Account account = off();
    account.script.answers("delete", new Write.Failed<>(Bench.DENIED));
    assertThat(new Bench(account).run(ADVANCE).ending()).isEqualTo(new Ending.Failed(Bench.DENIED));
    assertThat(account.ledger().previous()).isPresent();
  }

  @Test
  void aRollbackSwitchesOnProvesMovesBackAndRecords() {
    Account account = off();
    Report report = new Bench(account).run(BACK);
    assertThat(account.script.writes()).containsExactly("tag", ON, "tag", "move AWSCURRENT", "tag");
    List<String> calls = account.script.calls();
    assertThat(calls.subList(calls.lastIndexOf("probe") + 1, calls.size()))
        .as("after the proof it looks once more")
        .containsExactly("list", "describe", "move AWSCURRENT", "tag");
    assertThat(Bench.reason(report)).isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.currentKey()).contains(Account.A);
    assertThat(account.key(Account.A).map(AccessKey::isActive)).contains(true);
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(Account.B);
    assertThat(report.seen().orElseThrow().secret()).isEqualTo(account.description());
  }

  @Test
  void whetherAnActivationWithoutAReplyHappenedIsLookedUp() {
    Account account = off();
    account.script.loses(ON, LOST);
    assertThat(Bench.reason(new Bench(account).run(BACK))).isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.script.count(ON)).isEqualTo(1);
  }

  @Test
  void aKeyThatAPersonSwitchedOffIsSwitchedOnOnlyWhereItIsNamed() {
    Account account = off();
    account.ledger(was ->
        was.with(
            new Ledger.Previous(
                Account.A,
                Ledger.State.OFF_BY_HAND,
                Account.NOW.minus(EIGHT_DAYS),
                Optional.of(Account.ONE))));
    assertThat(Bench.reason(new Bench(account).run(BACK))).isEqualTo(Reason.PREVIOUS_STAYS_OFF);
    assertThat(account.script.writes()).isEmpty();
    Command named = new Command.RollBack(Optional.of(Account.A));
    assertThat(Bench.reason(new Bench(account).run(named))).isEqualTo(Reason.BACK_ON_PREVIOUS);
  }

  @Test
  void aRollbackWhosePromotionWasNotRecordedCountsAsReached() {
    Account account = Account.rotated(EIGHT_DAYS);
    account.script.before("tag", () -> {}).answers("tag", new Write.Failed<>(Bench.DENIED));
    assertThat(new Bench(account).run(BACK).ending()).isEqualTo(new Ending.Failed(Bench.DENIED));
    assertThat(account.currentKey()).contains(Account.A);
    assertThat(Bench.reason(new Bench(account).run(BACK)))
        .as("it leaves the key that is recorded as current, not the one that is")
        .isEqualTo(Reason.BACK_ON_PREVIOUS);
    assertThat(account.currentKey()).contains(Account.A);
  }

  @Test
  void askingForARotationRotatesAKeyThatIsNotDue() {
    Account account = Account.adopted(Duration.ofDays(1));
    assertThat(Bench.reason(new Bench(account).run(new Command.Rotate())))
        .isEqualTo(Reason.ROTATED);
    assertThat(account.currentKey()).isNotEqualTo(Optional.of(Account.A));
  }

  @Test
  void whereNothingIsRecordedARotationLeavesTheKeyInTheSecret() {
    Account account = Account.adopted(Duration.ofDays(1));
    account.tags.clear();
    Target target = new Target(Account.NAME, Optional.of(Account.ALICE));
    Report report =
        new Reconciler(new Bench(account).ports(), List.of()).run(target, new Command.Rotate());
    assertThat(Bench.reason(report)).isEqualTo(Reason.ROTATED);
    assertThat(account.currentKey()).isPresent().isNotEqualTo(Optional.of(Account.A));
  }

  @Test
  void theFirstKeyIsProvedBeforeItIsStoredAndTheSecretIsReadAgain() {
    Account account = new Account().ledger(was -> was.adopted(Account.ALICE_ID, Optional.empty()));
    Bench bench = new Bench(account);
    Target target = new Target(Account.NAME, Optional.of(Account.ALICE));
    Report report = new Reconciler(bench.ports(), List.of()).run(target, new Command.Rotate());
    assertThat(Bench.reason(report)).isEqualTo(Reason.ROTATED);
    List<String> calls = account.script.calls();
    assertThat(calls.indexOf("probe")).isLessThan(calls.indexOf("put"));
    assertThat(calls.subList(calls.indexOf("put"), calls.indexOf("put") + 3))
        .containsExactly("put", "list", "describe");
    assertThat(account.currentKey()).isPresent();
  }

  @Test
  void theFirstKeyIsDeletedWhereItIsNotAccepted() {
    Account account = new Account().ledger(was -> was.adopted(Account.ALICE_ID, Optional.empty()));
    account.script.answers("probe", new IdentityProbe.Result.SomeoneElse("arn:bob"));
    Bench bench = new Bench(account);
    Target target = new Target(Account.NAME, Optional.of(Account.ALICE));
    new Reconciler(bench.ports(), List.of()).run(target, new Command.Rotate());
    assertThat(account.script.writes()).startsWith("tag", "create", "delete");
  }

  /** What Secrets Manager does when it begins a rotation. */
  private static Account begun() {
    Account account = Account.adopted(Duration.ofDays(1));
    account.rotationEnabled = true;
    account.labels.put(StagingLabel.AWSPENDING, Bench.FRESH);
    account.values.put(Bench.FRESH, new VersionValue.Absent());
    return account;
  }

  private static Command step(RotationStep step) {
    return new Command.Stage(Bench.FRESH, step);
  }

  @Test
  void theFourStepsOfTheServiceRotate() {
    Account account = begun();
    assertThat(Bench.reason(new Bench(account).run(step(RotationStep.CREATE_SECRET))))
        .isEqualTo(Reason.STAGED);
    account.now = account.now.plusMillis(1);
    assertThat(account.ledger().intent().filter(it -> it.leasesAt(account.now)))
        .as("its lease is given back")
        .isEmpty();
    assertThat(Bench.reason(new Bench(account).run(step(RotationStep.SET_SECRET))))
        .isEqualTo(Reason.STAGED);
    assertThat(Bench.reason(new Bench(account).run(step(RotationStep.TEST_SECRET))))
        .isEqualTo(Reason.STAGED_KEY_WORKS);
    assertThat(account.currentKey()).contains(Account.A);
    assertThat(Bench.reason(new Bench(account).run(step(RotationStep.FINISH_SECRET))))
        .isEqualTo(Reason.ROTATED);
    AccessKeyId now = account.currentKey().orElseThrow();
    assertThat(now).isNotEqualTo(Account.A);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, Bench.FRESH);
  }

  @Test
  void testingAKeyTakesNoLeaseAndIsNotCutShortByAnothers() {
    Account account = begun();
    new Bench(account).run(step(RotationStep.CREATE_SECRET));
    account.ledger(was ->
        was.with(
            was.intent()
                .orElseThrow()
                .renewed("another", account.now.plus(Duration.ofSeconds(1)))));
    assertThat(Bench.reason(new Bench(account).run(step(RotationStep.TEST_SECRET))))
        .isEqualTo(Reason.STAGED_KEY_WORKS);
  }
}
