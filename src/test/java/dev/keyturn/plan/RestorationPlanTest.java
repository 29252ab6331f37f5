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
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody wrote over the secret, and a person goes back to the version that was promoted last. */
class RestorationPlanTest {
  private static final VersionId OVERWRITTEN = version(7);
  private static final Duration SECONDS = Duration.ofSeconds(3);
  private static final Goal RESTORE = new Goal.Restore(ONE);

  /** AWSCURRENT is on a value that nothing can be done with. */
  private static Scene overwritten() {
    return Scene.adopted()
        .value(OVERWRITTEN, new VersionValue.Unusable("It is no JSON.", "Correct it."))
        .label(StagingLabel.AWSPREVIOUS, ONE)
        .label(StagingLabel.AWSCURRENT, OVERWRITTEN);
  }

  private static Scene asked() {
    return overwritten().goal(RESTORE);
  }

  private static Scene announced() {
    return asked()
        .intent(intent(Intent.Verb.ROLLBACK, ME, SECONDS, Optional.empty(), Optional.of(A)));
  }

  @Test
  void aValueThatIsNoneHaltsEveryOtherRun() {
    assertHalts(overwritten(), Reason.VALUE_UNUSABLE);
    assertHalts(overwritten().goal(new Goal.Rotate(Optional.of(A))), Reason.VALUE_UNUSABLE);
  }

  @Test
  void whereSomebodyWroteOverTheSecretThereIsAVersionToGoBackTo() {
    assertThat(Restoration.target(overwritten().observation())).contains(ONE);
    assertThat(Restoration.target(overwritten().version(OVERWRITTEN, C).observation()))
        .as("an old value")
        .contains(ONE);
  }

  @Test
  void thereIsNoneWhereTheSameCredentialWasOnlyEditedInOtherFields() {
    assertThat(Restoration.target(overwritten().edited(OVERWRITTEN, A).observation())).isEmpty();
  }

  @Test
  void thereIsNoneWhereThatVersionIsGone() {
    assertThat(
            Restoration.target(overwritten().value(ONE, new VersionValue.Absent()).observation()))
        .isEmpty();
  }

  @Test
  void thereIsNoneWhereThatVersionIsCurrentOrThePreviousKeysIs() {
    assertThat(Restoration.candidate(Scene.adopted().observation())).isEmpty();
    assertThat(
            Restoration.candidate(
                Scene.dayAfterRotation().label(StagingLabel.AWSCURRENT, ONE).observation()))
        .as("a move back")
        .isEmpty();
  }

  @Test
  void aRotationThatWasPromotedJustNowIsNotGoneBackFrom() {
    Scene promoted =
        Scene.adopted()
            .intent(Scene.rotation(ANOTHER, SECONDS))
            .key(B, SECONDS)
            .version(TWO, B)
            .label(StagingLabel.AWSPREVIOUS, ONE)
            .label(StagingLabel.AWSCURRENT, TWO);
    assertThat(Restoration.target(promoted.observation())).isEmpty();
    assertThat(Restoration.target(promoted.inactive(B).observation()))
        .as("once its key is off")
        .contains(ONE);
  }

  @Test
  void itIsAnnouncedAsARollbackToTheKeyThatStaysCurrent() {
    Step.Announce announce = assertPlans(asked(), Step.Announce.class, Reason.ASKED_TO_RESTORE);
    Intent intent = announce.after().intent().orElseThrow();
    assertThat(intent.verb()).isEqualTo(Intent.Verb.ROLLBACK);
    assertThat(intent.key()).contains(A);
    assertThat(announce.after().currentKey()).contains(A);
    assertLooksAt(asked().stale(ReadPart.Secret.class), new ReadPart.Secret());
  }

  @Test
  void thenItLooksThenProvesThenPromotes() {
    assertLooksAt(
        announced().stale(ReadPart.Secret.class).stale(ReadPart.Keys.class),
        new ReadPart.Secret(),
        new ReadPart.Keys());
    assertPlans(announced(), Step.Verify.class, Reason.PROVE_LAST);
    Step.Promote promote =
        assertPlans(announced().proved(A), Step.Promote.class, Reason.PROMOTE_LAST);
    assertThat(promote.from()).contains(OVERWRITTEN);
    assertThat(promote.to()).isEqualTo(ONE);
  }

  @Test
  void onceTheLabelIsBackTheIntentIsClosedAndTheGoalReached() {
    Scene back = announced().label(StagingLabel.AWSCURRENT, ONE);
    Step.Note note = assertPlans(back, Step.Note.class, Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
    assertPlans(back.ledger(was -> note.after()), Step.Done.class, Reason.RESTORED);
  }

  @Test
  void anInterruptedOneThatMovedTheLabelIsClosedByTheNextRun() {
    Scene moved =
        Scene.adopted()
            .intent(
                intent(
                    Intent.Verb.ROLLBACK,
                    ANOTHER,
                    Duration.ofHours(1),
                    Optional.empty(),
                    Optional.of(A)));
    Step.Note note = assertPlans(moved, Step.Note.class, Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
    assertThat(note.after().currentKey()).contains(A);
  }

  @Test
  void anInterruptedOneThatDidNotIsBegunAgainWhereItIsAskedFor() {
    Scene interrupted =
        asked()
            .intent(
                intent(
                    Intent.Verb.ROLLBACK,
                    ANOTHER,
                    Duration.ofHours(1),
                    Optional.empty(),
                    Optional.of(A)));
    assertPlans(interrupted, Step.Announce.class, Reason.ASKED_TO_RESTORE);
    assertHalts(interrupted.goal(new Goal.Advance()), Reason.VALUE_UNUSABLE);
  }

  @Test
  void askedForAgainItIsNotGoneBackFromOnceMore() {
    Intent open =
        intent(
            Intent.Verb.ROLLBACK, ANOTHER, Duration.ofHours(1), Optional.empty(), Optional.of(A));
    assertThat(Restoration.interrupted(Scene.adopted().intent(open).observation())).contains(ONE);
    assertThat(Restoration.interrupted(overwritten().intent(open).observation())).isEmpty();
    assertThat(Restoration.interrupted(Scene.adopted().intent(open.closed(NOW)).observation()))
        .isEmpty();
    assertPlans(
        Scene.adopted().intent(open).goal(RESTORE), Step.Note.class, Reason.INTENT_FULFILLED);
  }

  @Test
  void aKeyThatIsGoneOrOffOrDoesNotWorkIsNotGoneBackTo() {
    assertHalts(asked().without(A), Reason.LAST_KEY_GONE);
    assertHalts(asked().inactive(A), Reason.LAST_KEY_INACTIVE);
    assertHalts(
        announced().remember(was -> was.proved(Scene.held(A), Proof.WRONG_SECRET)),
        Reason.LAST_DOES_NOT_WORK);
    assertHalts(
        announced().remember(was -> was.proved(Scene.held(A), Proof.SOMEONE_ELSE)),
        Reason.SOMEONE_ELSES_KEY);
    assertPlans(
        announced().remember(was -> was.proved(Scene.held(A), Proof.TIMED_OUT)),
        Step.Wait.class,
        Reason.NOT_PROPAGATED);
  }

  @Test
  void aVersionThatHoldsAnotherKeyThanTheRecordedOneIsNotGoneBackTo() {
    assertHalts(asked().version(ONE, C).key(C, SECONDS), Reason.LAST_VALUE_GONE);
    assertHalts(
        asked().ledger(was -> Ledger.EMPTY.adopted(Scene.ALICE_ID, Optional.empty())),
        Reason.NOTHING_TO_ROLL_BACK_TO);
  }
}
