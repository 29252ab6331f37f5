package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.WriteResult;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody has written to the secret since its key was proved. */
class EditedSecretTest {
  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());
  private static final VersionId EDITED = new VersionId("00000007-0000-0000-0000-000000000000");

  private static InMemoryAccount edited(VersionValue value) {
    InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
    account.values.put(EDITED, value);
    account.labels.put(StagingLabel.AWSPREVIOUS, InMemoryAccount.ONE);
    account.labels.put(StagingLabel.AWSCURRENT, EDITED);
    return account;
  }

  private static InMemoryAccount overwritten() {
    return edited(new VersionValue.Unusable("It is no JSON.", "Correct it."));
  }

  private static long probes(InMemoryAccount account) {
    long before = account.script.count("probe");
    new RunHarness(account).run(ADVANCE);
    return account.script.count("probe") - before;
  }

  @Test
  void aPassOverASecretThatNobodyEditedUsesItsKeyForNothing() {
    assertThat(probes(InMemoryAccount.adopted(Duration.ofDays(1)))).isZero();
    assertThat(probes(InMemoryAccount.rotated(Duration.ofDays(1)))).isZero();
    assertThat(probes(InMemoryAccount.rotated(Duration.ofDays(8)))).as("a deactivation").isZero();
  }

  @Test
  void anEditIsProvedByThePassThatMeetsItAndByNoOther() {
    InMemoryAccount account = edited(InMemoryAccount.holding(InMemoryAccount.A));
    assertThat(probes(account)).isEqualTo(3);
    assertThat(account.ledger().provedIn()).contains(EDITED);
    assertThat(probes(account)).isZero();
  }

  @Test
  void aMistypedSecretIsToldAtTheNextPassAndNothingIsRecorded() {
    InMemoryAccount account = edited(InMemoryAccount.holding(InMemoryAccount.A));
    IdentityProbe.Result wrong = new IdentityProbe.Result.WrongSecret("sts");
    account.script.answers("probe", wrong, wrong, wrong, wrong, wrong, wrong);
    RunHarness bench = new RunHarness(account);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.CURRENT_SECRET_WRONG);
    assertThat(account.ledger().provedIn()).contains(InMemoryAccount.ONE);
    assertThat(account.script.writes()).isEmpty();
  }

  @Test
  void aPreviousKeyInAValueOfNobodysIsNeitherSwitchedOnNorRecorded() {
    InMemoryAccount account = InMemoryAccount.rotated(Duration.ofDays(8));
    account.keys.replaceAll(
        key -> key.id().equals(InMemoryAccount.A) ? key.with(KeyStatus.INACTIVE) : key);
    account.values.put(EDITED, InMemoryAccount.holding(InMemoryAccount.A));
    account.labels.put(StagingLabel.AWSCURRENT, EDITED);
    assertThat(RunHarness.reason(new RunHarness(account).run(ADVANCE)))
        .isEqualTo(Reason.CURRENT_EDITED);
    assertThat(account.script.writes()).isEmpty();
  }

  @Test
  void goingBackFromWhatWasWrittenOverItProvesTheLastKeyAndMovesTheLabel() {
    InMemoryAccount account = overwritten();
    RunHarness bench = new RunHarness(account);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.VALUE_UNUSABLE);
    assertThat(RunHarness.reason(bench.run(ROLL_BACK))).isEqualTo(Reason.RESTORED);
    assertBack(account);
    assertThat(account.script.count("probe")).isEqualTo(3);
    assertThat(account.script.writes()).containsExactly("tag", "move AWSCURRENT", "tag");
  }

  private static void assertBack(InMemoryAccount account) {
    assertThat(account.currentKey()).contains(InMemoryAccount.A);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, InMemoryAccount.ONE);
    assertThat(account.ledger().currentKey()).contains(InMemoryAccount.A);
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
    assertThat(account.keys).containsOnlyOnce(account.key(InMemoryAccount.A).orElseThrow());
  }

  @Test
  void aKeyThatIsSwitchedOffJustBeforeIsNotGoneBackTo() {
    InMemoryAccount account = overwritten();
    account.script.before(
        "tag", () -> account.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE)));
    assertThat(RunHarness.reason(new RunHarness(account).run(ROLL_BACK)))
        .isEqualTo(Reason.LAST_KEY_INACTIVE);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, EDITED);
    assertThat(account.key(InMemoryAccount.A).map(AccessKey::isActive)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "move AWSCURRENT"})
  void whetherAWriteOfItWithoutAReplyHappenedIsLookedUp(String call) {
    for (boolean happened : new boolean[] {true, false}) {
      InMemoryAccount account = overwritten();
      WriteResult<?> lost = new WriteResult.InDoubt<>(RunHarness.BUSY);
      if (happened) {
        account.script.loses(call, lost);
      } else {
        account.script.answers(call, lost);
      }
      assertThat(RunHarness.reason(new RunHarness(account).run(ROLL_BACK)))
          .isEqualTo(Reason.RESTORED);
      assertBack(account);
    }
  }

  @Test
  void anEditBetweenTheLookAndTheMoveIsNotUndone() {
    InMemoryAccount account = overwritten();
    VersionId later = new VersionId("00000008-0000-0000-0000-000000000000");
    account.script.before(
        "move AWSCURRENT",
        () -> {
          account.values.put(later, InMemoryAccount.holding(InMemoryAccount.A));
          account.labels.put(StagingLabel.AWSCURRENT, later);
        });
    new RunHarness(account).run(ROLL_BACK);
    assertThat(account.labels.get(StagingLabel.AWSCURRENT))
        .as("a compare-and-swap, and then a plan for what is there now")
        .isIn(later, InMemoryAccount.ONE);
    assertThat(account.script.count("move AWSCURRENT")).isBetween(1L, 2L);
  }

  @Test
  void theValueOfAKeyThatWeDeletedIsKnownAndGoneBackFrom() {
    InMemoryAccount account = edited(InMemoryAccount.holding(InMemoryAccount.B));
    account.ledger(
        was -> was.retired(InMemoryAccount.B, InMemoryAccount.NOW.minus(Duration.ofDays(3))));
    RunHarness bench = new RunHarness(account);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.CURRENT_RETIRED);
    assertThat(RunHarness.reason(bench.run(ROLL_BACK))).isEqualTo(Reason.RESTORED);
    assertBack(account);
  }

  @Test
  void aKeyThatIsDeletedAtTheEndOfItsTimeIsRemembered() {
    InMemoryAccount account = InMemoryAccount.rotated(Duration.ofDays(20));
    account.keys.replaceAll(
        key -> key.id().equals(InMemoryAccount.A) ? key.with(KeyStatus.INACTIVE) : key);
    account.ledger(was ->
        was.with(
            new Ledger.Previous(
                InMemoryAccount.A,
                Ledger.State.OFF,
                InMemoryAccount.NOW.minus(Duration.ofDays(8)),
                Optional.of(InMemoryAccount.ONE))));
    new RunHarness(account).run(ADVANCE);
    assertThat(account.key(InMemoryAccount.A)).isEmpty();
    assertThat(account.ledger().retired())
        .extracting(Ledger.Retired::key)
        .isEqualTo(List.of(InMemoryAccount.A));
  }
}
