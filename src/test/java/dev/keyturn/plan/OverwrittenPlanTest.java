package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Policy;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that read the secret too early wrote over what another had announced or recorded. */
class OverwrittenPlanTest {
  private static final Duration HOUR = Duration.ofHours(1);

  /** The rotation to B in TWO was announced an hour ago; what overwrote it was closed. */
  private static Scene overwritten(Scene scene) {
    Intent later = intent(Intent.Verb.ROTATE, ME, HOUR, Optional.of(FRESH), Optional.of(A));
    return scene
        .key(B, HOUR.minusSeconds(5))
        .version(TWO, B)
        .intent(rotation(ANOTHER, HOUR))
        .intent(later.withdrawn(NOW.minus(HOUR).plusSeconds(9)));
  }

  private static Scene stored() {
    return overwritten(Scene.adopted()).label(StagingLabel.AWSPENDING, TWO).lastUse(B, never());
  }

  private static LastUse never() {
    return new LastUse.Never();
  }

  @Test
  void aPromotionWhoseIntentWasOverwrittenIsRecorded() {
    Scene promoted = overwritten(Scene.adopted()).label(StagingLabel.AWSCURRENT, TWO);
    Step.Note note = assertPlans(promoted.proved(B), Step.Note.class, Reason.PROMOTED);
    assertThat(note.after().currentKey()).contains(B);
    assertThat(note.after().previous().map(Ledger.Previous::key)).contains(A);
  }

  /** Promoted, not yet recorded, and then somebody adds a field to the secret. */
  private static Scene edited() {
    return Scene.adopted()
        .key(B, HOUR.minusSeconds(5))
        .version(FRESH, B)
        .intent(rotation(ANOTHER, HOUR))
        .label(StagingLabel.AWSPREVIOUS, TWO)
        .label(StagingLabel.AWSCURRENT, FRESH);
  }

  @Test
  void whetherAnEditedVersionHoldsTheAnnouncedKeyIsLookedUp() {
    Step.Look look = assertPlans(edited(), Step.Look.class, Reason.LOOK_CLOSER);
    assertThat(look.parts()).containsExactly(new ReadPart.Value(TWO));
  }

  @Test
  void aPromotedKeyInAnEditedVersionIsRecorded() {
    Step.Note note =
        assertPlans(edited().version(TWO, B).proved(B), Step.Note.class, Reason.PROMOTED);
    assertThat(note.after().currentKey()).contains(B);
    assertThat(note.after().previous().map(Ledger.Previous::key)).contains(A);
  }

  @Test
  void anotherKeyThanTheAnnouncedOneIsNotAdopted() {
    assertHalts(edited().version(TWO, A), Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void aKeyThatIsOlderThanTheRotationIsNotExplainedByIt() {
    assertHalts(
        overwritten(Scene.adopted()).key(B, Duration.ofDays(2)).label(StagingLabel.AWSCURRENT, TWO),
        Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void aKeyThatIsMuchYoungerThanTheRotationIsNotExplainedByIt() {
    Scene threeDaysAgo =
        Scene.adopted()
            .key(B, HOUR)
            .version(TWO, B)
            .intent(rotation(ANOTHER, Duration.ofDays(3)))
            .intent(intent(Intent.Verb.RETIRE, ME, HOUR, Optional.empty(), Optional.of(A)))
            .label(StagingLabel.AWSCURRENT, TWO);
    assertHalts(
        threeDaysAgo.ledger(was -> was.closed(NOW.minusSeconds(60))), Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void aVersionThatNoRotationAnnouncedIsNotOurs() {
    Scene others = overwritten(Scene.adopted()).version(ONE, B);
    assertHalts(others.key(B, HOUR), Reason.CURRENT_NOT_ADOPTED);
    // Where a current key is recorded it is no first key, which another run may be recording.
    assertHalts(
        overwritten(Scene.adopted()).version(ONE, B).key(B, Duration.ofSeconds(5)),
        Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void theRemovalOfWhatItStoredIsAnnouncedFirst() {
    Step.Announce announce = assertPlans(stored(), Step.Announce.class, Reason.SUPERSEDED_PENDING);
    assertThat(announce.after().intent().orElseThrow().isRepairOf(B)).isTrue();
  }

  private static Scene storedBySomebody(Duration ago) {
    return Scene.adopted().key(B, ago).version(TWO, B).label(StagingLabel.AWSPENDING, TWO);
  }

  /** A run whose announcement was overwritten still withdraws what it stored. */
  @Test
  void aPendingKeyThatNoRotationAnnouncedIsAnothersHoweverYoungItIs() {
    assertHalts(storedBySomebody(Duration.ofMinutes(5)), Reason.PENDING_OF_ANOTHER);
    assertHalts(storedBySomebody(HOUR), Reason.PENDING_OF_ANOTHER);
  }

  @Test
  void andWaitsUntilNobodyCanPromoteItAnyMore() {
    Scene announced =
        stored().intent(intent(Intent.Verb.REPAIR, ME, HOUR, Optional.empty(), Optional.of(B)));
    Duration twoLeases = Policy.DEFAULT.lease().multipliedBy(2);
    Scene fresh =
        stored()
            .intent(
                intent(
                    Intent.Verb.REPAIR,
                    ME,
                    twoLeases.minusSeconds(1),
                    Optional.empty(),
                    Optional.of(B)));
    Step.Wait wait = assertPlans(fresh, Step.Wait.class, Reason.ANOTHER_RUN);
    assertThat(wait.until()).isEqualTo(NOW.plusSeconds(1));
    Step.Announce again = assertPlans(announced, Step.Announce.class, Reason.SUPERSEDED_PENDING);
    assertThat(again.after().intent().orElseThrow().since())
        .as("the same announcement goes on")
        .isEqualTo(NOW.minus(HOUR));
  }

  @Test
  void thenItIsRemoved() {
    Intent mine = intent(Intent.Verb.REPAIR, ME, HOUR, Optional.empty(), Optional.of(B));
    Scene renewed = stored().intent(mine.renewed(ME, NOW.plus(Policy.DEFAULT.lease())));
    assertThat(assertPlans(renewed, Step.DeleteKey.class, Reason.SUPERSEDED_PENDING).key())
        .isEqualTo(B);
  }

  @Test
  void aKeyThatIsStoredWhileItsRemovalIsAnnouncedIsNotRemovedAtOnce() {
    Scene met =
        Scene.adopted()
            .key(B, HOUR)
            .version(TWO, B)
            .label(StagingLabel.AWSPENDING, TWO)
            .intent(
                intent(
                    Intent.Verb.REPAIR,
                    ME,
                    Duration.ofSeconds(9),
                    Optional.of(TWO),
                    Optional.of(B)));
    assertPlans(met, Step.Wait.class, Reason.ANOTHER_RUN);
  }

  @Test
  void thePreviousKeyIsFoundAgainWhenItsRecordWasOverwritten() {
    Scene back =
        Scene.dayAfterRotation()
            .intent(rotation(ANOTHER, Duration.ofDays(1).plusSeconds(5)))
            .label(StagingLabel.AWSCURRENT, ONE)
            .label(StagingLabel.AWSPREVIOUS, TWO)
            .ledger(was ->
                was.closed(NOW.minus(HOUR))
                    .promoted(
                        A,
                        ONE,
                        Optional.of(
                            new Ledger.Previous(
                                A, Ledger.State.OFF, NOW.minusSeconds(60), Optional.of(ONE)))));
    Step.Note note = assertPlans(back, Step.Note.class, Reason.PREVIOUS_FOUND_AGAIN);
    assertThat(note.after().previous())
        .contains(new Ledger.Previous(B, Ledger.State.ACTIVE, NOW, Optional.of(TWO)));
    Step.Note off = assertPlans(back.inactive(B), Step.Note.class, Reason.PREVIOUS_FOUND_AGAIN);
    assertThat(off.after().previous().map(Ledger.Previous::state))
        .as("who switched it off is not known, so it stays off")
        .contains(Ledger.State.OFF_BY_HAND);
  }

  @Test
  void aKeyThatWasNotRotatedToIsNotFoundAgain() {
    Scene back =
        Scene.dayAfterRotation()
            .label(StagingLabel.AWSCURRENT, ONE)
            .label(StagingLabel.AWSPREVIOUS, TWO)
            .ledger(was ->
                was.promoted(
                    A,
                    ONE,
                    Optional.of(
                        new Ledger.Previous(
                            A, Ledger.State.OFF, NOW.minusSeconds(60), Optional.of(ONE)))));
    assertPlans(back, Step.Note.class, Reason.PREVIOUS_GONE);
  }

  @Test
  void aVersionOfOursThatSeemsEmptyMayBeReadTooEarly() {
    Intent over =
        intent(Intent.Verb.ROTATE, ME, Duration.ofSeconds(9), Optional.of(FRESH), Optional.of(A));
    Scene behind =
        Scene.adopted()
            .intent(rotation(ANOTHER, Duration.ofSeconds(10)))
            .intent(over.withdrawn(NOW))
            .label(StagingLabel.AWSPENDING, TWO);
    assertLooksAt(behind, new ReadPart.Value(TWO));
    Scene empty = behind.value(TWO, new VersionValue.Absent());
    assertPlans(empty, Step.Wait.class, Reason.ANOTHER_RUN);
    assertHalts(
        Scene.adopted()
            .intent(rotation(ANOTHER, HOUR))
            .intent(over.withdrawn(NOW))
            .label(StagingLabel.AWSPENDING, TWO)
            .value(TWO, new VersionValue.Absent()),
        Reason.PENDING_OF_ANOTHER);
  }

  @Test
  void aRepairThatWasAnnouncedOverARotationWaitsBeforeItRemovesWhatThatStored() {
    Scene stored =
        Scene.adopted()
            .key(B, Duration.ofSeconds(2))
            .version(TWO, B)
            .label(StagingLabel.AWSPENDING, TWO)
            .intent(
                intent(
                    Intent.Verb.REPAIR,
                    ME,
                    Duration.ofSeconds(3),
                    Optional.of(TWO),
                    Optional.of(C)));
    Step.Announce removal = assertPlans(stored, Step.Announce.class, Reason.SUPERSEDED_PENDING);
    assertThat(removal.after().intent().orElseThrow().key()).contains(B);
  }

  /** A rotation was rolled back from, and is announced again by a run that knew neither. */
  private static Scene announcedAfterItsRollback() {
    return Scene.dayAfterRotation()
        .label(StagingLabel.AWSCURRENT, ONE)
        .label(StagingLabel.AWSPREVIOUS, TWO)
        .ledger(was ->
            was.promoted(
                A,
                ONE,
                Optional.of(
                    new Ledger.Previous(
                        B, Ledger.State.ACTIVE, NOW.minusSeconds(60), Optional.of(TWO)))))
        .intent(rotation(ANOTHER, Duration.ofDays(1).plusSeconds(5)));
  }

  @Test
  void aRotationThatIsAnnouncedAfterItWasRolledBackFromIsClosed() {
    Step.Note note =
        assertPlans(announcedAfterItsRollback(), Step.Note.class, Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
    assertLooksAt(announcedAfterItsRollback().secretReadFirst(), new ReadPart.Secret());
    assertHalts(
        announcedAfterItsRollback()
            .noLabel(StagingLabel.AWSPREVIOUS)
            .label(StagingLabel.AWSPENDING, TWO),
        Reason.PENDING_TAMPERED);
  }

  @Test
  void aVersionThatSomebodyElseWroteIsForgottenOnceAPersonHasTakenTheLabelOff() {
    Scene labelled =
        announcedAfterItsRollback()
            .noLabel(StagingLabel.AWSPREVIOUS)
            .label(StagingLabel.AWSPENDING, TWO);
    assertLooksAt(labelled.secretReadFirst(), new ReadPart.Secret());
    Step.Note note =
        assertPlans(
            announcedAfterItsRollback().noLabel(StagingLabel.AWSPREVIOUS),
            Step.Note.class,
            Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }
}
