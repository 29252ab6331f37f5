package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.due;
import static dev.keyturn.plan.Scene.rotation;
import static dev.keyturn.plan.Scene.stored;
import static dev.keyturn.plan.Scene.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run does when the world has gone on while it was held up, or while it worked. */
class HeldUpPlanTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void nothingIsDecidedOnWhatWasReadMoreThanAMinuteAgo() {
    assertPlans(due().secretRead(MINUTE), Step.Announce.class, Reason.DUE);
    assertLooksAt(
        due().secretRead(MINUTE.plusMillis(1)),
        new ReadPart.Secret(),
        new ReadPart.User(),
        new ReadPart.Keys());
  }

  @Test
  void aKeyInHandThatMayNotBeStoredIsDeletedWithoutThat() {
    Scene late = due().intent(rotation(ME, Duration.ofHours(3))).minted(B);
    assertPlans(late.secretRead(Duration.ofHours(3)), Step.DeleteKey.class, Reason.UNDO_MINTED);
  }

  @Test
  void noRunEndsWithAKeyInHand() {
    Scene elsewhere =
        due()
            .intent(rotation(ME, JUST_NOW))
            .minted(B)
            .version(version(5), C)
            .label(StagingLabel.AWSCURRENT, version(5));
    assertThat(assertPlans(elsewhere, Step.DeleteKey.class, Reason.UNDO_MINTED).key()).isEqualTo(B);
  }

  @Test
  void whatSomebodyHasEditedIsNotUndoneByPromotingWhatWasMadeBefore() {
    Scene proved = stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertPlans(proved, Step.Promote.class, Reason.PROMOTE_PENDING);
    Scene edited = proved.edited(ONE, A);
    assertThat(assertPlans(edited, Step.DeleteKey.class, Reason.SECRET_EDITED).key()).isEqualTo(B);
    assertLooksAt(
        edited.stale(ReadPart.Keys.class).stale(ReadPart.Secret.class),
        new ReadPart.Secret(),
        new ReadPart.Keys());
  }

  /** Somebody has edited the secret meanwhile, so that no label leads to the key. */
  private static Scene withoutRecordOfThePrevious() {
    return Scene.dayAfterRotation()
        .intent(rotation(ANOTHER, Duration.ofDays(1)))
        .version(version(5), C)
        .label(StagingLabel.AWSPREVIOUS, version(5))
        .ledger(was -> was.withoutPrevious().closed(Scene.NOW.minus(Duration.ofHours(23))));
  }

  @Test
  void aPreviousKeyWhoseRecordWasOverwrittenIsFoundAgainByTheRotationThatLeftIt() {
    assertLooksAt(withoutRecordOfThePrevious(), new ReadPart.LastUseOf(A));
    Scene known = withoutRecordOfThePrevious().used(A, Duration.ofDays(3));
    Step.Note note = assertPlans(known, Step.Note.class, Reason.PREVIOUS_FOUND_AGAIN);
    assertThat(note.after().previous())
        .contains(new Previous(A, State.ACTIVE, Scene.NOW, Optional.empty()));
  }

  @Test
  void aKeyThatWasLeftForAnotherThanTheCurrentOneIsAPersonsToDecideOn() {
    Scene adoptedSince = withoutRecordOfThePrevious().used(A, Duration.ofDays(3)).key(B, MINUTE);
    assertHalts(adoptedSince, Reason.FOREIGN_KEY);
  }
}
