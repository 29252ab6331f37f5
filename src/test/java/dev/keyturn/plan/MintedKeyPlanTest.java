package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.due;
import static dev.keyturn.plan.Scene.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a key that was created and is not stored yet. */
class MintedKeyPlanTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(10);
  private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

  @Test
  void aMintedKeyIsStoredBeforeAnythingElse() {
    Step.Store store =
        assertPlans(
            due().intent(rotation(ME, JUST_NOW)).minted(B), Step.Store.class, Reason.STORE_MINTED);
    assertThat(store.token()).isEqualTo(TWO);
    assertThat(store.credential().id()).isEqualTo(B);
    assertThat(store.base()).isPresent();
  }

  @Test
  void aMintedKeyThatCannotBeStoredIsDeletedAgain() {
    Scene scene = due().intent(rotation(ME, JUST_NOW)).minted(B).remember(RunMemory::storeFailed);
    assertThat(assertPlans(scene, Step.DeleteKey.class, Reason.UNDO_MINTED).key()).isEqualTo(B);
  }

  @Test
  void aMintedKeyThatMayHaveBeenStoredAfterAllIsLookedForBeforeItIsDeleted() {
    Scene scene =
        due()
            .intent(rotation(ME, JUST_NOW))
            .minted(B)
            .remember(p -> p.storeDoubted(TWO).storeFailed());
    assertLooksAt(scene, new ReadPart.Value(TWO));
    assertPlans(
        scene.value(TWO, new VersionValue.Absent()), Step.DeleteKey.class, Reason.UNDO_MINTED);
  }

  @Test
  void itIsLookedForWhereItWasToBeStoredWhateverIsAnnouncedByNow() {
    Scene overtaken =
        due().intent(rotation(ANOTHER, JUST_NOW)).minted(B).remember(p -> p.storeDoubted(TWO));
    assertLooksAt(
        overtaken.stale(ReadPart.Secret.class), new ReadPart.Secret(), new ReadPart.Value(TWO));
    Scene closed = due().minted(B).remember(p -> p.storeDoubted(TWO));
    assertLooksAt(closed, new ReadPart.Value(TWO));
  }

  @Test
  void aMintedKeyThatAnotherRunHasRecordedIsNotDeleted() {
    Scene recorded =
        due()
            .minted(B)
            .remember(p -> p.storeDoubted(TWO))
            .value(TWO, new VersionValue.Absent())
            .ledger(was -> was.promoted(B, TWO, Optional.empty()));
    assertPlans(recorded, Step.Wait.class, Reason.ANOTHER_RUN);
  }

  @Test
  void aMintedKeyIsDeletedAgainWhenTheLeaseWasLost() {
    assertPlans(
        due().intent(rotation(ANOTHER, JUST_NOW)).minted(B),
        Step.DeleteKey.class,
        Reason.UNDO_MINTED);
  }

  @Test
  void aKeyInHandIsStoredOnlyInTheFirstQuarterOfTheLease() {
    Scene late = due().intent(rotation(ME, SIX_MINUTES)).minted(B);
    assertThat(assertPlans(late, Step.DeleteKey.class, Reason.UNDO_MINTED).key()).isEqualTo(B);
  }

  @Test
  void whatIsKnownOfStoringAKeyIsForgottenWithTheKey() {
    RunMemory doubted = RunMemory.start(ME, FRESH, NOW).storeDoubted(FRESH).storeFailed();
    assertThat(doubted.store()).isEqualTo(new RunMemory.Store(true, Optional.of(FRESH)));
    assertThat(doubted.settled().store()).isEqualTo(new RunMemory.Store(true, Optional.empty()));
  }
}
