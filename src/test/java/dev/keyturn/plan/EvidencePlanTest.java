package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.Policy;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A tag alone switches no key off or on, takes none away, and ends no window early. */
class EvidencePlanTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration YEARS = Duration.ofDays(700);

  /** A tag says that C, a key of the user that somebody made for something else, was previous. */
  private static Scene forged(State state) {
    return Scene.adopted()
        .key(A, Duration.ofDays(20))
        .key(C, Duration.ofDays(30))
        .lastUse(C, new LastUse.Never())
        .ledger(was -> was.with(new Previous(C, state, NOW.minus(YEARS), Optional.of(ONE))));
  }

  @Test
  void aKeyThatOnlyATagCallsThePreviousOneIsNeitherSwitchedOffNorDeleted() {
    assertHalts(forged(State.ACTIVE), Reason.PREVIOUS_UNPROVED);
    assertHalts(forged(State.OFF).inactive(C), Reason.PREVIOUS_UNPROVED);
    assertHalts(forged(State.OFF_BY_HAND).inactive(C), Reason.PREVIOUS_UNPROVED);
  }

  @Test
  void aVersionThatIsSaidToHoldItIsReadFirst() {
    Scene unread =
        forged(State.ACTIVE)
            .ledger(was ->
                was.with(new Previous(C, State.ACTIVE, NOW.minus(YEARS), Optional.of(version(5)))));
    assertLooksAt(unread, new ReadPart.Value(version(5)));
    assertHalts(unread.value(version(5), new VersionValue.Absent()), Reason.PREVIOUS_UNPROVED);
  }

  @Test
  void theVersionThatAwscurrentLeftLastIsEvidenceToo() {
    Scene unrecorded =
        Scene.afterRotation(Duration.ofDays(9))
            .used(A, Duration.ofDays(5))
            .ledger(was ->
                was.with(
                    new Previous(
                        A, State.ACTIVE, NOW.minus(Duration.ofDays(9)), Optional.empty())));
    assertPlans(unrecorded, Step.Announce.class, Reason.RETIRE_PREVIOUS);
    assertHalts(unrecorded.noLabel(StagingLabel.AWSPREVIOUS), Reason.PREVIOUS_UNPROVED);
  }

  @Test
  void aRollbackGoesToNoKeyThatNoVersionHolds() {
    assertHalts(
        forged(State.ACTIVE).goal(new Goal.RollBack(Optional.of(A), Optional.empty())),
        Reason.PREVIOUS_VALUE_GONE);
  }

  @Test
  void anOverlapBeginsNoEarlierThanTheYoungerOfItsTwoKeys() {
    Scene said =
        Scene.afterRotation(DAY)
            .ledger(
                was -> was.with(new Previous(A, State.ACTIVE, NOW.minus(YEARS), Optional.of(ONE))));
    Step.Wait wait = assertPlans(said, Step.Wait.class, Reason.IN_OVERLAP);
    assertThat(wait.until()).isEqualTo(NOW.minus(DAY).plus(Policy.DEFAULT.overlap()));
  }

  @Test
  void afterARollbackItBeginsNoEarlierThanThat() {
    Scene back =
        Scene.afterRotation(Duration.ofDays(20))
            .intent(intent(Intent.Verb.ROLLBACK, ANOTHER, DAY, Optional.empty(), Optional.of(B)))
            .ledger(was ->
                was.closed(NOW)
                    .with(new Previous(A, State.ACTIVE, NOW.minus(YEARS), Optional.of(ONE))));
    Step.Wait wait = assertPlans(back, Step.Wait.class, Reason.IN_OVERLAP);
    assertThat(wait.until()).isEqualTo(NOW.minus(DAY).plus(Policy.DEFAULT.overlap()));
  }

  @Test
  void aRecoveryWindowBeginsNoEarlierThanAnOverlapAfterTheCurrentKeyWasMade() {
    Scene off =
        Scene.afterRotation(Duration.ofDays(10))
            .inactive(A)
            .ledger(
                was -> was.with(new Previous(A, State.OFF, NOW.minus(YEARS), Optional.of(ONE))));
    Step.Wait wait = assertPlans(off, Step.Wait.class, Reason.IN_RECOVERY);
    assertThat(wait.until())
        .isEqualTo(
            NOW.minus(Duration.ofDays(10))
                .plus(Policy.DEFAULT.overlap())
                .plus(Policy.DEFAULT.recovery()));
  }

  @Test
  void whereAPersonSwitchedTheKeyOffItBeginsNoEarlierThanTheCurrentKey() {
    Scene off =
        Scene.afterRotation(DAY)
            .inactive(A)
            .ledger(was ->
                was.with(new Previous(A, State.OFF_BY_HAND, NOW.minus(YEARS), Optional.of(ONE))));
    Step.Wait wait = assertPlans(off, Step.Wait.class, Reason.IN_RECOVERY);
    assertThat(wait.until()).isEqualTo(NOW.minus(DAY).plus(Policy.DEFAULT.recovery()));
  }

  @Test
  void norEarlierThanTheRetirementThatWasAnnounced() {
    Scene off =
        Scene.afterRotation(Duration.ofDays(30))
            .inactive(A)
            .intent(intent(Intent.Verb.RETIRE, ANOTHER, DAY, Optional.empty(), Optional.of(A)))
            .ledger(was ->
                was.closed(NOW)
                    .with(new Previous(A, State.OFF, NOW.minus(YEARS), Optional.of(ONE))));
    Step.Wait wait = assertPlans(off, Step.Wait.class, Reason.IN_RECOVERY);
    assertThat(wait.until()).isEqualTo(NOW.minus(DAY).plus(Policy.DEFAULT.recovery()));
  }

  /** The previous key is found Inactive, and the tags say these things. */
  private static Scene foundOff(Optional<Intent> announced, Ledger.Mark mark) {
    Scene scene = Scene.dayAfterRotation().inactive(A);
    announced.ifPresent(scene::intent);
    return scene.ledger(was -> was.with(mark));
  }

  private static Ledger.Mark deactivation(Duration ago) {
    return new Ledger.Mark(A, Act.DEACTIVATE, NOW.minus(ago));
  }

  private static Optional<Intent> announced(Intent.Verb verb, Duration ago) {
    return Optional.of(intent(verb, ANOTHER, ago, Optional.empty(), Optional.of(A)));
  }

  @Test
  void aMarkWithTheRetirementThatWroteItExplainsAKeyThatIsOff() {
    Step.Note note =
        assertPlans(
            foundOff(announced(Intent.Verb.RETIRE, HOUR), deactivation(HOUR)),
            Step.Note.class,
            Reason.PREVIOUS_DEACTIVATED);
    assertThat(note.after().previous().map(Previous::state)).contains(State.OFF);
  }

  @Test
  void aMarkThatFitsNothingExplainsNothing() {
    for (Scene scene :
        new Scene[] {
          foundOff(Optional.empty(), deactivation(HOUR)),
          foundOff(announced(Intent.Verb.RETIRE, HOUR), deactivation(HOUR.plusSeconds(1))),
          foundOff(announced(Intent.Verb.DELETE, HOUR), deactivation(HOUR)),
          foundOff(announced(Intent.Verb.ROLLBACK, HOUR), deactivation(HOUR)),
          foundOff(
              announced(Intent.Verb.RETIRE, HOUR), new Ledger.Mark(A, Act.DELETE, NOW.minus(HOUR))),
          foundOff(
              announced(Intent.Verb.RETIRE, HOUR),
              new Ledger.Mark(B, Act.DEACTIVATE, NOW.minus(HOUR)))
        }) {
      Step.Note note = assertPlans(scene, Step.Note.class, Reason.PREVIOUS_OFF_BY_HAND);
      assertThat(note.after().previous().map(Previous::state)).contains(State.OFF_BY_HAND);
    }
  }

  @Test
  void noMarkSwitchesOnACurrentKeyThatIsOff() {
    for (Act act : Act.values()) {
      for (Duration ago : new Duration[] {Duration.ZERO, HOUR, YEARS}) {
        Scene leaked =
            Scene.adopted()
                .inactive(A)
                .ledger(was -> was.with(new Ledger.Mark(A, act, NOW.minus(ago))));
        assertHalts(leaked, Reason.CURRENT_WAS_RETIRED);
      }
    }
  }

  @Test
  void noInventedRollbackSwitchesOnAKeyThatWasSwitchedOffByHand() {
    Scene invented =
        Scene.dayAfterRotation()
            .inactive(A)
            .intent(intent(Intent.Verb.ROLLBACK, ANOTHER, HOUR, Optional.empty(), Optional.of(A)))
            .previous(State.OFF, HOUR);
    Step.Note note = assertPlans(invented, Step.Note.class, Reason.PREVIOUS_STAYS_OFF);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  private static Scene rollBack(Optional<Intent> announced) {
    Scene scene = Scene.dayAfterRotation().inactive(A);
    announced.map(was -> was.closed(NOW)).ifPresent(scene::intent);
    return scene
        .previous(State.OFF, HOUR)
        .goal(new Goal.RollBack(Optional.of(B), Optional.empty()));
  }

  @Test
  void aRecordThatWeSwitchedAKeyOffIsBelievedWhereWhatWasAnnouncedLastFitsIt() {
    for (Intent.Verb fits :
        new Intent.Verb[] {Intent.Verb.RETIRE, Intent.Verb.DELETE, Intent.Verb.ROLLBACK}) {
      assertPlans(
          rollBack(announced(fits, Duration.ofHours(2))),
          Step.Announce.class,
          Reason.ASKED_TO_ROLL_BACK);
    }
  }

  @Test
  void withoutThatTheKeyHasToBeNamed() {
    Optional<Intent> ofAnother =
        Optional.of(intent(Intent.Verb.RETIRE, ANOTHER, HOUR, Optional.empty(), Optional.of(C)));
    assertHalts(rollBack(Optional.empty()), Reason.PREVIOUS_STAYS_OFF);
    assertHalts(rollBack(announced(Intent.Verb.ROTATE, HOUR)), Reason.PREVIOUS_STAYS_OFF);
    assertHalts(rollBack(ofAnother), Reason.PREVIOUS_STAYS_OFF);
    assertPlans(
        rollBack(ofAnother).goal(new Goal.RollBack(Optional.of(B), Optional.of(A))),
        Step.Announce.class,
        Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void theOnlyKeyThatWorksIsNotTakenAwayToMakeRoom() {
    Scene unusable =
        Scene.afterRotation(Duration.ofDays(20)).used(A, Duration.ofDays(12)).inactive(B);
    assertHalts(unusable, Reason.CURRENT_KEY_INACTIVE);
    assertHalts(unusable.goal(new Goal.Rotate(Optional.of(B))), Reason.NO_ROOM);
  }

  @Test
  void whereTheCurrentKeyIsGoneASlotIsFreeAndARotationUsesIt() {
    Scene gone = Scene.dayAfterRotation().without(B).goal(new Goal.Rotate(Optional.of(B)));
    Step.Announce announce = assertPlans(gone, Step.Announce.class, Reason.ASKED_TO_ROTATE);
    assertThat(announce.after().previous().map(Previous::key)).contains(A);
  }

  @Test
  void noRoomIsMadeWhileTheCurrentVersionIsNotTheOneThatWasProved() {
    Scene edited =
        Scene.afterRotation(Duration.ofDays(20))
            .used(A, Duration.ofDays(12))
            .edited(version(7), B)
            .label(StagingLabel.AWSCURRENT, version(7))
            .goal(new Goal.Rotate(Optional.of(B)));
    assertHalts(edited, Reason.NO_ROOM);
  }

  @Test
  void aKeyOfThisRunsThatIsInNobodysVersionIsStillItsToFinish() {
    assertPlans(
        Scene.due().intent(Scene.rotation(ME, Duration.ofSeconds(2))).minted(B),
        Step.Store.class,
        Reason.STORE_MINTED);
  }
}
