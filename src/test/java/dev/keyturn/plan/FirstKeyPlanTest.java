package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ALICE;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The first key of a secret that was adopted without one. */
class FirstKeyPlanTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private static Scene first() {
    return Scene.adopted()
        .without(A)
        .noLabel(StagingLabel.AWSCURRENT)
        .configured(ALICE)
        .ledger(was -> was.adopted(Scene.ALICE_ID, Optional.empty()))
        .goal(new Goal.Rotate(Optional.empty()));
  }

  private static Scene announced() {
    return first()
        .intent(
            Scene.intent(Intent.Verb.ROTATE, ME, JUST_NOW, Optional.of(FRESH), Optional.empty()));
  }

  @Test
  void theFirstKeyOfASecretIsProvedBeforeItIsStored() {
    assertPlans(first(), Step.Announce.class, Reason.FIRST_KEY);
    Scene minted = announced().minted(B);
    assertPlans(minted, Step.Verify.class, Reason.PROVE_PENDING);
    Scene proved = announced().minted(B).remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertPlans(proved, Step.Store.class, Reason.STORE_MINTED);
    assertLooksAt(proved.stale(ReadPart.Secret.class), new ReadPart.Secret());
    assertPlans(
        minted.remember(p -> p.proved(Scene.held(B), Proof.TIMED_OUT)),
        Step.DeleteKey.class,
        Reason.UNDO_MINTED);
  }

  @Test
  void aFirstKeyIsRemovedOnlyWhenItsMakerCannotStoreItAnyMore() {
    Scene young =
        announced()
            .value(FRESH, new VersionValue.Absent())
            .remember(RunMemory::creationInDoubt)
            .key(B, Duration.ofSeconds(5))
            .lastUse(B, new LastUse.Never());
    Step.Wait wait = assertPlans(young, Step.Wait.class, Reason.ANOTHER_RUN);
    assertThat(wait.until()).isEqualTo(NOW.minusSeconds(5).plus(Duration.ofMinutes(21)));
  }

  @Test
  void aFirstKeyThatAnotherRunHasJustStoredIsLeftToThatRun() {
    Scene stored =
        first().key(B, Duration.ofMinutes(19)).version(TWO, B).label(StagingLabel.AWSCURRENT, TWO);
    assertPlans(stored, Step.Wait.class, Reason.ANOTHER_RUN);
    assertHalts(stored.key(B, Duration.ofMinutes(21)), Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void aFirstKeyThatCameSecondIsDeletedByItsOwnRun() {
    Scene second =
        first()
            .intent(
                Scene.intent(
                    Intent.Verb.ROTATE, ANOTHER, JUST_NOW, Optional.of(TWO), Optional.empty()))
            .key(A, Duration.ofSeconds(4))
            .version(TWO, A)
            .label(StagingLabel.AWSCURRENT, TWO)
            .key(B, Duration.ofSeconds(5))
            .version(FRESH, B)
            .label(StagingLabel.AWSPENDING, FRESH)
            .remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertThat(assertPlans(second, Step.DeleteKey.class, Reason.SUPERSEDED_PENDING).key())
        .isEqualTo(B);
  }

  @Test
  void noSecondFirstKeyIsCreatedWhereThereMayBeOne() {
    Scene doubted = announced();
    assertPlans(
        doubted.remember(RunMemory::creationDeclined), Step.CreateKey.class, Reason.FIRST_KEY);
    assertPlans(
        doubted.remember(RunMemory::creationInDoubt), Step.Wait.class, Reason.CREATION_IN_DOUBT);
    assertPlans(doubted.remember(p -> p.removed(B)), Step.CreateKey.class, Reason.FIRST_KEY);
  }
}
