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
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackPlanTest {
  private static final Duration LONG_AGO = Duration.ofHours(3);
  private static final Goal BACK = new Goal.RollBack(Optional.of(B), Optional.empty());

  private static Scene asked() {
    return Scene.dayAfterRotation().goal(BACK);
  }

  private static Scene announced(Scene scene) {
    return announced(scene, ME, Duration.ofSeconds(3));
  }

  private static Scene announced(Scene scene, String holder, Duration ago) {
    return scene.intent(
        Scene.intent(Intent.Verb.ROLLBACK, holder, ago, Optional.empty(), Optional.of(A)));
  }

  private static Scene movedBack() {
    return Scene.dayAfterRotation()
        .label(StagingLabel.AWSCURRENT, ONE)
        .label(StagingLabel.AWSPREVIOUS, TWO);
  }

  @Test
  void aRollbackIsAnnouncedFirst() {
    Step.Announce announce = assertPlans(asked(), Step.Announce.class, Reason.ASKED_TO_ROLL_BACK);
    assertThat(announce.after().intent().orElseThrow().key()).contains(A);
  }

  @Test
  void thenItLooksThenProvesThenPromotes() {
    assertLooksAt(
        announced(asked()).stale(ReadPart.Secret.class).stale(ReadPart.Keys.class),
        new ReadPart.Secret(),
        new ReadPart.Keys());
    assertPlans(announced(asked()), Step.Verify.class, Reason.PROVE_PREVIOUS);
    Step.Promote promote =
        assertPlans(
            announced(asked()).remember(p -> p.proved(Scene.held(A), Proof.WORKS)),
            Step.Promote.class,
            Reason.PROMOTE_PREVIOUS);
    assertThat(promote.from()).contains(TWO);
    assertThat(promote.to()).isEqualTo(ONE);
  }

  @Test
  void aKeyThatWeSwitchedOffIsSwitchedOn() {
    assertPlans(
        announced(asked().inactive(A).previous(State.OFF, Duration.ofHours(1))),
        Step.Reactivate.class,
        Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void anInterruptedRollbackSwitchesItsKeyOnOnlyWhereItIsAskedForAgain() {
    Scene interrupted = Scene.dayAfterRotation().inactive(A).previous(State.OFF, LONG_AGO);
    Step.Note given =
        assertPlans(
            announced(interrupted, ANOTHER, Duration.ofMinutes(59)),
            Step.Note.class,
            Reason.PREVIOUS_STAYS_OFF);
    assertThat(given.after().intent().orElseThrow().open()).isFalse();
    assertPlans(
        announced(interrupted.goal(BACK), ANOTHER, Duration.ofHours(2)),
        Step.Announce.class,
        Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void aKeyThatWeSwitchedOnIsRecordedSoThatAPersonWhoSwitchesItOffIsSeen() {
    Scene on = announced(asked().previous(State.OFF, Duration.ofHours(1)));
    Step.Note note = assertPlans(on, Step.Note.class, Reason.PREVIOUS_ON_TO_ROLL_BACK);
    assertThat(note.after().intent().orElseThrow().open()).isTrue();
    assertPlans(
        on.ledger(was -> note.after()).inactive(A), Step.Note.class, Reason.PREVIOUS_OFF_BY_HAND);
  }

  @Test
  void aKeyThatAPersonSwitchedOffStaysOffUnlessItIsNamed() {
    assertHalts(byHand(), Reason.PREVIOUS_STAYS_OFF);
    assertHalts(
        byHand().goal(new Goal.RollBack(Optional.of(B), Optional.of(C))),
        Reason.PREVIOUS_STAYS_OFF);
    assertPlans(
        announced(byHand()).goal(new Goal.RollBack(Optional.of(B), Optional.of(A))),
        Step.Reactivate.class,
        Reason.ASKED_TO_ROLL_BACK);
  }

  private static Scene byHand() {
    return asked().inactive(A).previous(State.OFF_BY_HAND, Duration.ofHours(1));
  }

  @Test
  void aRollbackThatCannotBeIsNotTriedAgainByEveryLaterRun() {
    Step.Note note = assertPlans(announced(byHand()), Step.Note.class, Reason.PREVIOUS_STAYS_OFF);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  @Test
  void aPreviousKeyThatIsJustBeingRetiredIsWaitedFor() {
    assertPlans(
        announced(asked().mark(Act.DEACTIVATE, Duration.ofMinutes(19))),
        Step.Wait.class,
        Reason.ANOTHER_RUN);
    assertPlans(
        announced(asked().mark(Act.DEACTIVATE, Duration.ofMinutes(21))),
        Step.Verify.class,
        Reason.PROVE_PREVIOUS);
  }

  @Test
  void theMarkOfARetirementIsTakenOffWithTheRecordOnceAllThatItSentHasArrived() {
    for (int minutes : new int[] {19, 21}) {
      Scene marked = movedBack().proved(A).mark(Act.DEACTIVATE, Duration.ofMinutes(minutes));
      Step.Note note = assertPlans(announced(marked), Step.Note.class, Reason.ROLLED_BACK);
      assertThat(note.after().mark().isPresent()).as("%d minutes", minutes).isEqualTo(minutes < 20);
    }
  }

  @Test
  void aRollbackThatMovedTheLabelIsRecorded() {
    Step.Note note =
        assertPlans(announced(movedBack().proved(A)), Step.Note.class, Reason.ROLLED_BACK);
    assertThat(note.after().currentKey()).contains(A);
    assertThat(note.after().previous().orElseThrow().key()).isEqualTo(B);
    assertThat(note.after().previous().orElseThrow().since()).isEqualTo(NOW);
  }

  @Test
  void awscurrentMovedBackByHandIsRecordedAsSuch() {
    assertPlans(movedBack().proved(A), Step.Note.class, Reason.CURRENT_MOVED_BY_HAND);
  }

  @Test
  void awscurrentMovedToAnUnknownKeyStopsUs() {
    assertHalts(
        Scene.adopted()
            .key(C, Duration.ofDays(3))
            .version(TWO, C)
            .label(StagingLabel.AWSCURRENT, TWO),
        Reason.CURRENT_NOT_ADOPTED);
  }

  @Test
  void aRollbackIsReachedOnceThePreviousKeyIsCurrentAndRecorded() {
    Scene done =
        movedBack()
            .ledger(was ->
                was.promoted(
                    A,
                    ONE,
                    Optional.of(new Ledger.Previous(B, State.ACTIVE, NOW, Optional.of(TWO)))));
    assertPlans(done.goal(BACK), Step.Done.class, Reason.BACK_ON_PREVIOUS);
  }

  @Test
  void anInterruptedRollbackIsFinishedByTheNextRun() {
    Scene stale = announced(Scene.dayAfterRotation(), ANOTHER, Duration.ofHours(1));
    assertPlans(stale, Step.Announce.class, Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void withoutAPreviousKeyThereIsNothingToGoBackTo() {
    assertHalts(
        Scene.adopted().goal(new Goal.RollBack(Optional.of(A), Optional.empty())),
        Reason.NOTHING_TO_ROLL_BACK_TO);
  }

  @Test
  void withoutTheVersionThereIsNoSecretToGoBackTo() {
    assertHalts(asked().version(ONE, C), Reason.PREVIOUS_VALUE_GONE);
    assertHalts(
        asked().version(ONE, C).noLabel(StagingLabel.AWSPREVIOUS), Reason.PREVIOUS_VALUE_GONE);
  }

  @Test
  void theVersionToGoBackToIsFoundWithoutItsLabel() {
    assertPlans(
        asked().noLabel(StagingLabel.AWSPREVIOUS), Step.Announce.class, Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void whatWasTriedInVainIsNotAnnouncedAgain() {
    assertHalts(
        asked().remember(p -> p.proved(Scene.held(A), Proof.WRONG_SECRET)),
        Reason.PREVIOUS_DOES_NOT_WORK);
    assertHalts(
        asked().remember(p -> p.proved(Scene.held(A), Proof.SOMEONE_ELSE)),
        Reason.SOMEONE_ELSES_KEY);
    assertPlans(
        asked().remember(p -> p.proved(Scene.held(A), Proof.TIMED_OUT)),
        Step.Announce.class,
        Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void aPreviousKeyThatDoesNotWorkIsNotMadeCurrent() {
    assertPlans(
        announced(asked()).remember(p -> p.proved(Scene.held(A), Proof.WRONG_SECRET)),
        Step.Note.class,
        Reason.PREVIOUS_DOES_NOT_WORK);
    assertPlans(
        announced(asked()).remember(p -> p.proved(Scene.held(A), Proof.SOMEONE_ELSE)),
        Step.Note.class,
        Reason.SOMEONE_ELSES_KEY);
    assertPlans(
        announced(asked()).remember(p -> p.proved(Scene.held(A), Proof.TIMED_OUT)),
        Step.Wait.class,
        Reason.NOT_PROPAGATED);
  }

  @Test
  void aRollbackRescuesASecretWhoseCurrentKeyIsGone() {
    assertPlans(asked().without(B), Step.Announce.class, Reason.ASKED_TO_ROLL_BACK);
  }

  @Test
  void theVersionToGoBackToIsReadFirst() {
    assertLooksAt(
        asked().version(ONE, C).label(StagingLabel.AWSPREVIOUS, Scene.version(7)),
        new ReadPart.Value(Scene.version(7)));
  }

  @Test
  void theMarkOfAnotherKeyIsNotWaitedFor() {
    assertPlans(
        announced(asked().ledger(was -> was.with(new Ledger.Mark(C, Act.DELETE, NOW)))),
        Step.Verify.class,
        Reason.PROVE_PREVIOUS);
  }
}
