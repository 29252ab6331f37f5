package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ALICE;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;

import dev.keyturn.model.Intent;
import dev.keyturn.model.StagingLabel;
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
    assertPlans(
        minted.progress(p -> p.proved(B, Proof.WORKS)), Step.Store.class, Reason.STORE_MINTED);
    assertPlans(
        minted.progress(p -> p.proved(B, Proof.TIMED_OUT)),
        Step.DeleteKey.class,
        Reason.UNDO_MINTED);
  }

  @Test
  void noSecondFirstKeyIsCreatedWhereThereMayBeOne() {
    Scene doubted = announced();
    assertPlans(
        doubted.progress(Progress::creationDeclined), Step.CreateKey.class, Reason.FIRST_KEY);
    assertPlans(
        doubted.progress(Progress::creationInDoubt), Step.Wait.class, Reason.CREATION_IN_DOUBT);
    assertPlans(doubted.progress(p -> p.removed(B)), Step.CreateKey.class, Reason.FIRST_KEY);
  }
}
