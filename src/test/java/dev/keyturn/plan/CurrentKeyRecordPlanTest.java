package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AWSCURRENT is on a version whose key was not proved in it. */
class CurrentKeyRecordPlanTest {
  private static final VersionId EDITED = version(7);
  private static final Duration DAY = Duration.ofDays(1);

  /** Somebody has edited the secret, and left its key as it was. */
  private static Scene edited() {
    return Scene.adopted()
        .edited(EDITED, A)
        .label(StagingLabel.AWSPREVIOUS, ONE)
        .label(StagingLabel.AWSCURRENT, EDITED);
  }

  /** B is current and A the previous key; somebody has written a version that names A. */
  private static Scene namesThePreviousKey() {
    return Scene.dayAfterRotation()
        .edited(EDITED, A)
        .label(StagingLabel.AWSPREVIOUS, TWO)
        .label(StagingLabel.AWSCURRENT, EDITED);
  }

  /** AWSCURRENT was moved back to the version of the previous key. */
  private static Scene movedBack() {
    return Scene.dayAfterRotation()
        .label(StagingLabel.AWSPREVIOUS, TWO)
        .label(StagingLabel.AWSCURRENT, ONE);
  }

  @Test
  void theSameKeyInAnEditedVersionIsProvedAndRecordedOnce() {
    assertPlans(edited(), Step.Verify.class, Reason.PROVE_CURRENT);
    Step.Note note = assertPlans(edited().proved(A), Step.Note.class, Reason.CURRENT_PROVED);
    assertThat(note.after().provedIn()).contains(EDITED);
    assertThat(note.after().currentKey()).contains(A);
    assertPlans(edited().ledger(was -> note.after()), Step.Done.class, Reason.NOTHING_DUE);
  }

  @Test
  void aSecretThatNobodyEditedIsNotProvedAgain() {
    assertPlans(Scene.adopted(), Step.Done.class, Reason.NOTHING_DUE);
    assertPlans(Scene.dayAfterRotation(), Step.Wait.class, Reason.IN_OVERLAP);
  }

  @Test
  void aCurrentKeyThatWasNeverProvedIsProvedFirst() {
    Scene unproved =
        Scene.adopted()
            .ledger(was ->
                was.adopted(Scene.ALICE_ID, Optional.of(new Ledger.Current(A, Optional.empty()))));
    assertPlans(unproved, Step.Verify.class, Reason.PROVE_CURRENT);
    Step.Note note = assertPlans(unproved.proved(A), Step.Note.class, Reason.CURRENT_PROVED);
    assertThat(note.after().provedIn()).contains(ONE);
  }

  @Test
  void anotherSecretBesideTheRightKeyHaltsAsSuspicious() {
    Scene mistyped =
        edited()
            .value(
                EDITED,
                new VersionValue.Holds(
                    new Credential(Scene.ALICE, A, SecretText.of("mistyped")),
                    SecretText.of("document"),
                    SecretText.of("rest"),
                    200));
    Step.Verify verify = assertPlans(mistyped, Step.Verify.class, Reason.PROVE_CURRENT);
    Scene tried = mistyped.remember(was -> was.proved(verify.credential(), Proof.WRONG_SECRET));
    Cause cause = assertHalts(tried, Reason.CURRENT_SECRET_WRONG);
    assertThat(cause.key()).contains(A);
    assertThat(cause.reason().isSuspicious()).isTrue();
  }

  @Test
  void aKeyInTheValueThatIsSomebodyElsesHaltsAsSuspicious() {
    Scene another = edited().remember(was -> was.proved(Scene.held(A), Proof.SOMEONE_ELSE));
    assertHalts(another, Reason.SOMEONE_ELSES_KEY);
  }

  @Test
  void anEditedVersionWhoseKeyDoesNotPropagateIsWaitedFor() {
    assertPlans(
        edited().remember(was -> was.proved(Scene.held(A), Proof.TIMED_OUT)),
        Step.Wait.class,
        Reason.NOT_PROPAGATED);
  }

  @Test
  void aProofThatOthersMayHaveRecordedMeanwhileIsHeldAgainstTheSecretOnceMore() {
    assertLooksAt(edited().proved(A).stale(ReadPart.Secret.class), new ReadPart.Secret());
  }

  @Test
  void thePreviousKeysIdInAVersionOfNobodysIsAnEditWhateverTheBookkeepingSaysOfIt() {
    for (Ledger.State state : Ledger.State.values()) {
      Scene scene = namesThePreviousKey().previous(state, DAY);
      Cause cause = assertHalts(scene.proved(A), Reason.CURRENT_EDITED);
      assertThat(cause.key()).as("%s", state).contains(A);
      assertThat(cause.reason().isSuspicious()).isTrue();
      assertHalts(scene.inactive(A), Reason.CURRENT_EDITED);
    }
  }

  @Test
  void anAnnouncedRollbackMakesNoMoveBackOfAnEdit() {
    Intent rollback =
        intent(
            Intent.Verb.ROLLBACK, ANOTHER, Duration.ofHours(1), Optional.empty(), Optional.of(A));
    assertHalts(namesThePreviousKey().intent(rollback).proved(A), Reason.CURRENT_EDITED);
  }

  @Test
  void awscurrentBackOnThePreviousKeysOwnVersionIsProvedAndThenRecorded() {
    assertPlans(movedBack(), Step.Verify.class, Reason.PROVE_CURRENT);
    Step.Note note =
        assertPlans(movedBack().proved(A), Step.Note.class, Reason.CURRENT_MOVED_BY_HAND);
    assertThat(note.after().currentKey()).contains(A);
    assertThat(note.after().provedIn()).contains(ONE);
    assertThat(note.after().previous())
        .contains(new Ledger.Previous(B, Ledger.State.ACTIVE, NOW, Optional.of(TWO)));
  }

  @Test
  void aMoveBackToAVersionThatDoesNotWorkIsNotRecorded() {
    assertHalts(
        movedBack().remember(was -> was.proved(Scene.held(A), Proof.WRONG_SECRET)),
        Reason.CURRENT_SECRET_WRONG);
  }

  @Test
  void aMoveBackToAKeyThatIsOffIsNotFollowed() {
    assertHalts(
        movedBack().inactive(A).previous(Ledger.State.OFF, DAY), Reason.CURRENT_WAS_RETIRED);
  }

  @Test
  void theOldValueOfAKeyThatWeDeletedIsKnownWithItsTime() {
    Scene old =
        Scene.adopted()
            .version(EDITED, C)
            .label(StagingLabel.AWSPREVIOUS, ONE)
            .label(StagingLabel.AWSCURRENT, EDITED)
            .ledger(was -> was.retired(C, NOW.minus(DAY)));
    Cause cause = assertHalts(old, Reason.CURRENT_RETIRED);
    assertThat(cause.key()).contains(C);
    assertThat(cause.detail()).contains(NOW.minus(DAY).toString());
  }

  @Test
  void aKeyThatNobodyKnowsHaltsWhicheverVersionItIsIn() {
    Scene unknown =
        Scene.adopted()
            .key(C, Duration.ofDays(3))
            .version(EDITED, C)
            .label(StagingLabel.AWSCURRENT, EDITED);
    assertHalts(unknown, Reason.CURRENT_NOT_ADOPTED);
    assertHalts(unknown.proved(C), Reason.CURRENT_NOT_ADOPTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Proof.class,
      names = {"WRONG_SECRET", "SOMEONE_ELSE"})
  void aBindingByConfigurationRecordsNoKeyThatDoesNotWork(Proof proof) {
    Scene configured =
        Scene.adopted()
            .ledger(was -> Ledger.EMPTY)
            .configured(Scene.ALICE)
            .boundTo(Optional.empty());
    assertPlans(configured, Step.Verify.class, Reason.PROVE_CURRENT);
    Step step = configured.remember(was -> was.proved(Scene.held(A), proof)).plan();
    assertThat(step).isInstanceOf(Step.Halt.class);
  }
}
