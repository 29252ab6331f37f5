package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is recorded where keys and labels have moved on, and what is not taken for ours. */
class LedgerCatchUpPlanTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONG_AGO = Duration.ofHours(3);

  /** A rotation to B in TWO was promoted, and that is not recorded. */
  private static Scene promoted() {
    return Scene.adopted()
        .intent(rotation(ANOTHER, HOUR))
        .key(B, HOUR.minusSeconds(5))
        .version(TWO, B)
        .label(StagingLabel.AWSPREVIOUS, ONE)
        .label(StagingLabel.AWSCURRENT, TWO);
  }

  /** AWSCURRENT was moved back to A, which was the previous key. */
  private static Scene movedBack() {
    return Scene.dayAfterRotation()
        .label(StagingLabel.AWSPREVIOUS, TWO)
        .label(StagingLabel.AWSCURRENT, ONE);
  }

  @Test
  void aPromotionIsTheOverlapOfTheKeyThatItLeft() {
    Step.Note note = assertPlans(promoted().proved(B), Step.Note.class, Reason.PROMOTED);
    assertThat(note.cause().key()).contains(A);
    assertThat(
            assertPlans(movedBack().proved(A), Step.Note.class, Reason.CURRENT_MOVED_BY_HAND)
                .cause())
        .as("the key that is current now")
        .isEqualTo(Cause.of(Reason.CURRENT_MOVED_BY_HAND, A));
  }

  @Test
  void aKeyThatIsGoneWhenItsSuccessorIsRecordedIsNoPreviousKey() {
    Step.Note note = assertPlans(promoted().without(A).proved(B), Step.Note.class, Reason.PROMOTED);
    assertThat(note.after().previous()).isEmpty();
    assertThat(note.cause().key()).contains(B);
  }

  @Test
  void aPromotionIsNotRecordedWhereItsKeyIsGoneAlready() {
    assertHalts(promoted().without(B), Reason.CURRENT_KEY_GONE);
  }

  @Test
  void aVersionThatAnnouncesItsOwnRemovalIsNoPromotion() {
    Scene edited =
        Scene.adopted()
            .key(B, HOUR.minusSeconds(5))
            .version(FRESH, B)
            .version(TWO, B)
            .label(StagingLabel.AWSCURRENT, FRESH);
    Intent repair = intent(Intent.Verb.REPAIR, ANOTHER, HOUR, Optional.of(TWO), Optional.of(B));
    assertHalts(edited.intent(repair), Reason.CURRENT_NOT_ADOPTED);
    assertPlans(edited.intent(rotation(ANOTHER, HOUR)).proved(B), Step.Note.class, Reason.PROMOTED);
  }

  @Test
  void whatWasReadOfTheAnnouncedVersionIsNotReadTwice() {
    Scene edited =
        Scene.adopted()
            .key(B, HOUR.minusSeconds(5))
            .version(FRESH, B)
            .version(TWO, B)
            .intent(rotation(ANOTHER, HOUR))
            .label(StagingLabel.AWSCURRENT, FRESH);
    assertPlans(edited.stale(ReadPart.Value.class).proved(B), Step.Note.class, Reason.PROMOTED);
  }

  @Test
  @DisplayName("When the previous key is gone, a run closes its own deletion, and no other intent")
  void previousIsGone() {
    Intent rotation =
        intent(Intent.Verb.ROTATE, ANOTHER, LONG_AGO, Optional.of(FRESH), Optional.of(A));
    assertThat(afterGone(rotation).open()).as("it may have created a key").isTrue();
    assertThat(afterGone(deletion(ANOTHER)).open()).as("another may have written by now").isTrue();
    assertThat(afterGone(deletion(ME)).open()).as("it is done").isFalse();
  }

  private static Intent deletion(String holder) {
    return intent(Intent.Verb.DELETE, holder, LONG_AGO, Optional.empty(), Optional.of(A));
  }

  private static Intent afterGone(Intent intent) {
    Scene gone = Scene.dayAfterRotation().without(A).intent(intent);
    Step.Note note = assertPlans(gone, Step.Note.class, Reason.PREVIOUS_GONE);
    assertThat(note.after().previous()).isEmpty();
    return note.after().intent().orElseThrow();
  }

  /** The version in AWSPREVIOUS was edited, and names the key that is current. */
  @Test
  void theCurrentKeyIsNotFoundAgainAsThePreviousOne() {
    Scene back =
        movedBack()
            .key(A, Duration.ofDays(1))
            .version(TWO, A)
            .intent(rotation(ANOTHER, Duration.ofDays(1).plusSeconds(5)))
            .ledger(was ->
                was.closed(NOW.minus(HOUR))
                    .promoted(
                        A,
                        ONE,
                        Optional.of(
                            new Previous(A, State.OFF, NOW.minusSeconds(60), Optional.of(ONE)))));
    Step.Note note = assertPlans(back, Step.Note.class, Reason.PREVIOUS_GONE);
    assertThat(note.after().previous()).isEmpty();
  }

  @Test
  void aPreviousKeyThatIsOnAgainIsARollbacksOnlyWhereOneIsAnnouncedAndOpen() {
    Scene on = Scene.dayAfterRotation().previous(State.OFF, HOUR);
    assertPlans(
        on.intent(intent(Intent.Verb.RETIRE, ANOTHER, LONG_AGO, Optional.empty(), Optional.of(A))),
        Step.Note.class,
        Reason.PREVIOUS_ON_BY_HAND);
    Intent back = intent(Intent.Verb.ROLLBACK, ANOTHER, LONG_AGO, Optional.empty(), Optional.of(A));
    assertPlans(on.intent(back), Step.Note.class, Reason.PREVIOUS_ON_TO_ROLL_BACK);
    assertPlans(on.intent(back.closed(NOW)), Step.Note.class, Reason.PREVIOUS_ON_BY_HAND);
  }

  @Test
  void thatThePreviousKeyWasSwitchedOffByUsSaysNothingOfTheCurrentOne() {
    assertHalts(
        Scene.dayAfterRotation().inactive(A).previous(State.OFF, HOUR).inactive(B),
        Reason.CURRENT_KEY_INACTIVE);
  }

  @Test
  void aKeyThatAPersonSwitchedOffStaysOffWhenItBecomesCurrent() {
    assertHalts(
        movedBack().inactive(A).previous(State.OFF_BY_HAND, HOUR), Reason.CURRENT_WAS_RETIRED);
  }

  @Test
  void anOpenRotationThatIsCurrentAndRecordedIsClosed() {
    Step.Note note =
        assertPlans(
            Scene.dayAfterRotation().intent(rotation(ANOTHER, LONG_AGO)),
            Step.Note.class,
            Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
    assertThat(note.after().previous().map(Ledger.Previous::key)).contains(A);
    assertLooksAt(
        Scene.dayAfterRotation()
            .intent(intent(Intent.Verb.ROTATE, ME, HOUR, Optional.of(FRESH), Optional.of(A)))
            .remember(was -> RunMemory.start(ME, TWO, NOW)),
        new ReadPart.Value(FRESH));
  }
}
