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
import dev.keyturn.port.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody has written to the secret since its key was proved. */
class EditedSecretTest {
  private static final Command ADVANCE = new Command.Advance();
  private static final Command ROLL_BACK = new Command.RollBack(Optional.empty());
  private static final VersionId EDITED = new VersionId("00000007-0000-0000-0000-000000000000");

  private static Account edited(VersionValue value) {
    Account account = Account.adopted(Duration.ofDays(1));
    account.values.put(EDITED, value);
    account.labels.put(StagingLabel.AWSPREVIOUS, Account.ONE);
    account.labels.put(StagingLabel.AWSCURRENT, EDITED);
    return account;
  }

  private static Account overwritten() {
    return edited(new VersionValue.Unusable("It is no JSON.", "Correct it."));
  }

  private static long probes(Account account) {
    long before = account.script.count("probe");
    new Bench(account).run(ADVANCE);
    return account.script.count("probe") - before;
  }

  @Test
  void aPassOverASecretThatNobodyEditedUsesItsKeyForNothing() {
    assertThat(probes(Account.adopted(Duration.ofDays(1)))).isZero();
    assertThat(probes(Account.rotated(Duration.ofDays(1)))).isZero();
    assertThat(probes(Account.rotated(Duration.ofDays(8)))).as("a deactivation").isZero();
  }

  @Test
  void anEditIsProvedByThePassThatMeetsItAndByNoOther() {
    Account account = edited(Account.holding(Account.A));
    assertThat(probes(account)).isEqualTo(3);
    assertThat(account.ledger().provedIn()).contains(EDITED);
    assertThat(probes(account)).isZero();
  }

  @Test
  void aMistypedSecretIsToldAtTheNextPassAndNothingIsRecorded() {
    Account account = edited(Account.holding(Account.A));
    IdentityProbe.Result wrong = new IdentityProbe.Result.WrongSecret("sts");
    account.script.answers("probe", wrong, wrong, wrong, wrong, wrong, wrong);
    Bench bench = new Bench(account);
    assertThat(Bench.reason(bench.run(ADVANCE))).isEqualTo(Reason.CURRENT_SECRET_WRONG);
    assertThat(account.ledger().provedIn()).contains(Account.ONE);
    assertThat(account.script.writes()).isEmpty();
  }

  @Test
  void aPreviousKeyInAValueOfNobodysIsNeitherSwitchedOnNorRecorded() {
    Account account = Account.rotated(Duration.ofDays(8));
    account.keys.replaceAll(key -> key.id().equals(Account.A) ? key.with(KeyStatus.INACTIVE) : key);
    account.values.put(EDITED, Account.holding(Account.A));
    account.labels.put(StagingLabel.AWSCURRENT, EDITED);
    assertThat(Bench.reason(new Bench(account).run(ADVANCE))).isEqualTo(Reason.CURRENT_EDITED);
    assertThat(account.script.writes()).isEmpty();
  }

  @Test
  void goingBackFromWhatWasWrittenOverItProvesTheLastKeyAndMovesTheLabel() {
    Account account = overwritten();
    Bench bench = new Bench(account);
    assertThat(Bench.reason(bench.run(ADVANCE))).isEqualTo(Reason.VALUE_UNUSABLE);
    assertThat(Bench.reason(bench.run(ROLL_BACK))).isEqualTo(Reason.RESTORED);
    assertBack(account);
    assertThat(account.script.count("probe")).isEqualTo(3);
    assertThat(account.script.writes()).containsExactly("tag", "move AWSCURRENT", "tag");
  }

  private static void assertBack(Account account) {
    assertThat(account.currentKey()).contains(Account.A);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, Account.ONE);
    assertThat(account.ledger().currentKey()).contains(Account.A);
    assertThat(account.ledger().intent().filter(Intent::open)).isEmpty();
    assertThat(account.keys).containsOnlyOnce(account.key(Account.A).orElseThrow());
  }

  @Test
  void aKeyThatIsSwitchedOffJustBeforeIsNotGoneBackTo() {
    Account account = overwritten();
    account.script.before(
        "tag", () -> account.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE)));
    assertThat(Bench.reason(new Bench(account).run(ROLL_BACK))).isEqualTo(Reason.LAST_KEY_INACTIVE);
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, EDITED);
    assertThat(account.key(Account.A).map(AccessKey::isActive)).contains(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "move AWSCURRENT"})
  void whetherAWriteOfItWithoutAReplyHappenedIsLookedUp(String call) {
    for (boolean happened : new boolean[] {true, false}) {
      Account account = overwritten();
      Write<?> lost = new Write.EffectUnknown<>(Bench.BUSY);
      if (happened) {
        account.script.loses(call, lost);
      } else {
        account.script.answers(call, lost);
      }
      assertThat(Bench.reason(new Bench(account).run(ROLL_BACK))).isEqualTo(Reason.RESTORED);
      assertBack(account);
    }
  }

  @Test
  void anEditBetweenTheLookAndTheMoveIsNotUndone() {
    Account account = overwritten();
    VersionId later = new VersionId("00000008-0000-0000-0000-000000000000");
    account.script.before(
        "move AWSCURRENT",
        () -> {
          account.values.put(later, Account.holding(Account.A));
          account.labels.put(StagingLabel.AWSCURRENT, later);
        });
    new Bench(account).run(ROLL_BACK);
    assertThat(account.labels.get(StagingLabel.AWSCURRENT))
        .as("a compare-and-swap, and then a plan for what is there now")
        .isIn(later, Account.ONE);
    assertThat(account.script.count("move AWSCURRENT")).isBetween(1L, 2L);
  }

  @Test
  void theValueOfAKeyThatWeDeletedIsKnownAndGoneBackFrom() {
    Account account = edited(Account.holding(Account.B));
    account.ledger(was -> was.retired(Account.B, Account.NOW.minus(Duration.ofDays(3))));
    Bench bench = new Bench(account);
    assertThat(Bench.reason(bench.run(ADVANCE))).isEqualTo(Reason.CURRENT_RETIRED);
    assertThat(Bench.reason(bench.run(ROLL_BACK))).isEqualTo(Reason.RESTORED);
    assertBack(account);
  }

  @Test
  void aKeyThatIsDeletedAtTheEndOfItsTimeIsRemembered() {
    Account account = Account.rotated(Duration.ofDays(20));
    account.keys.replaceAll(key -> key.id().equals(Account.A) ? key.with(KeyStatus.INACTIVE) : key);
    account.ledger(was ->
        was.with(
            new Ledger.Previous(
                Account.A,
                Ledger.State.OFF,
                Account.NOW.minus(Duration.ofDays(8)),
                Optional.of(Account.ONE))));
    new Bench(account).run(ADVANCE);
    assertThat(account.key(Account.A)).isEmpty();
    assertThat(account.ledger().retired())
        .extracting(Ledger.Retired::key)
        .isEqualTo(List.of(Account.A));
  }
}
