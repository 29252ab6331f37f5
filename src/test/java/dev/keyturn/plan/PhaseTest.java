package dev.keyturn.plan;

import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where a secret is said to be, as far as what was seen tells. */
class PhaseTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(5);

  private static void assertPhase(Phase phase, Scene scene) {
    assertThat(Phase.of(scene.observation())).isEqualTo(phase);
  }

  private static Scene announced() {
    return Scene.due().intent(Scene.rotation(ME, JUST_NOW));
  }

  private static Scene intent(Scene scene, Intent.Verb verb) {
    return scene.intent(Scene.intent(verb, ANOTHER, JUST_NOW, Optional.empty(), Optional.of(A)));
  }

  @Test
  void aSecretWithItsCurrentKeyAloneIsIdleDueOrNot() {
    assertPhase(Phase.IDLE, Scene.adopted());
    assertPhase(Phase.IDLE, Scene.due());
  }

  @Test
  void anAnnouncedRotationIsThatWhileNothingIsStored() {
    assertPhase(Phase.ANNOUNCED, announced());
    assertPhase(Phase.ANNOUNCED, announced().key(B, Duration.ofSeconds(1)));
    assertPhase(Phase.ANNOUNCED, announced().value(TWO, new VersionValue.Absent()));
  }

  @Test
  void aKeyInHandComesBeforeWhateverIsAnnounced() {
    assertPhase(Phase.KEY_IN_HAND, announced().minted(B));
    assertPhase(Phase.KEY_IN_HAND, Scene.due().minted(B));
  }

  @Test
  void aStoredKeyIsProvedForTheRunThatProvedIt() {
    assertPhase(Phase.STORED, Scene.stored(ANOTHER, JUST_NOW));
    assertPhase(Phase.PROVED, Scene.stored(ME, JUST_NOW).proved(B));
  }

  @Test
  void anAnnouncedVersionThatWasNotReadIsStoredByItsLabel() {
    assertPhase(Phase.STORED, announced().label(StagingLabel.AWSPENDING, TWO));
    assertPhase(
        Phase.ANNOUNCED, announced().label(StagingLabel.AWSPENDING, TWO).rotatedByTheService());
  }

  @Test
  void theAnnouncedVersionIsPromotedUntilThatIsRecorded() {
    Scene promoted = Scene.stored(ME, JUST_NOW).proved(B).label(StagingLabel.AWSCURRENT, TWO);
    assertPhase(Phase.PROMOTED, promoted);
    assertPhase(Phase.OVERLAP, Scene.dayAfterRotation());
  }

  @Test
  void thePreviousKeyIsInItsOverlapOrInRecoveryWhoeverSwitchedItOff() {
    assertPhase(Phase.RECOVERY, Scene.dayAfterRotation().previous(Ledger.State.OFF, JUST_NOW));
    assertPhase(
        Phase.RECOVERY, Scene.dayAfterRotation().previous(Ledger.State.OFF_BY_HAND, JUST_NOW));
  }

  @Test
  void anAnnouncedRetirementChangesNothingAndGoingBackAndRepairDo() {
    assertPhase(Phase.OVERLAP, intent(Scene.dayAfterRotation(), Intent.Verb.RETIRE));
    assertPhase(Phase.OVERLAP, intent(Scene.dayAfterRotation(), Intent.Verb.DELETE));
    assertPhase(Phase.GOING_BACK, intent(Scene.dayAfterRotation(), Intent.Verb.ROLLBACK));
    assertPhase(Phase.REPAIR, intent(Scene.due(), Intent.Verb.REPAIR));
  }

  @Test
  void aClosedIntentSaysNothing() {
    Scene closed = announced().ledger(was -> was.closed(Scene.NOW));
    assertPhase(Phase.IDLE, closed);
  }
}
