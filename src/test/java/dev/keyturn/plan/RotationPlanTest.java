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
import static dev.keyturn.plan.Scene.due;
import static dev.keyturn.plan.Scene.rotation;
import static dev.keyturn.plan.Scene.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationPlanTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(10);
  private static final Duration LONG_AGO = Duration.ofHours(3);
  private static final Goal ROTATE = new Goal.Rotate(Optional.of(A));

  @Test
  void nothingIsDueBeforeMaximumAgeLessTheOverlap() {
    Step.Done done = assertPlans(Scene.adopted(), Step.Done.class, Reason.NOTHING_DUE);
    assertThat(done.next()).isEqualTo(NOW.plus(Duration.ofDays(82)));
    assertPlans(
        due().key(A, Duration.ofDays(83).minusSeconds(1)), Step.Done.class, Reason.NOTHING_DUE);
  }

  @Test
  void aSecretThatTheServiceRotatesIsLeftToItUntilTheMaximumAgeItself() {
    Step.Done done = assertPlans(due().rotatedByTheService(), Step.Done.class, Reason.NOTHING_DUE);
    assertThat(done.next()).isEqualTo(NOW.plus(Duration.ofDays(7)));
    assertPlans(
        due().key(A, Duration.ofDays(90).minusSeconds(1)).rotatedByTheService(),
        Step.Done.class,
        Reason.NOTHING_DUE);
    Step.Announce announce =
        assertPlans(
            due().key(A, Duration.ofDays(90)).rotatedByTheService(),
            Step.Announce.class,
            Reason.SERVICE_IS_LATE);
    assertThat(announce.cause().due()).contains(NOW);
  }

  @Test
  void aRotationThatAPersonAsksForBeginsAtAnyAgeWhoeverElseRotates() {
    assertPlans(
        Scene.adopted().rotatedByTheService().goal(ROTATE),
        Step.Announce.class,
        Reason.ASKED_TO_ROTATE);
  }

  @Test
  void aRotationThatStoredItsKeyIsFinishedWhoeverElseRotates() {
    assertPlans(
        stored(ANOTHER, LONG_AGO).rotatedByTheService(),
        Step.Announce.class,
        Reason.RESUME_PENDING);
  }

  @Test
  void aRotationThatAnnouncedItselfAndMadeNothingIsNotBegunAgainBeforeTheServicesTime() {
    assertPlans(
        due()
            .intent(rotation(ANOTHER, LONG_AGO))
            .value(TWO, new VersionValue.Absent())
            .rotatedByTheService(),
        Step.Note.class,
        Reason.INTENT_FULFILLED);
  }

  @Test
  void aDueRotationBeginsWithItsIntent() {
    Step.Announce announce = assertPlans(due(), Step.Announce.class, Reason.DUE);
    Intent intent = announce.after().intent().orElseThrow();
    assertThat(intent.verb()).isEqualTo(Intent.Verb.ROTATE);
    assertThat(intent.holder()).isEqualTo(ME);
    assertThat(intent.token()).contains(FRESH);
    assertThat(intent.key()).contains(A);
    assertThat(intent.since()).isEqualTo(NOW);
    assertThat(intent.until()).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
  }

  @Test
  void aKeyIsCreatedOnlyUnderMyOwnFreshIntent() {
    assertPlans(
        due().intent(rotation(ME, JUST_NOW)).value(TWO, new VersionValue.Absent()),
        Step.CreateKey.class,
        Reason.DUE);
    assertPlans(
        due()
            .intent(rotation(ME, Duration.ofMinutes(5).plusSeconds(1)))
            .value(TWO, new VersionValue.Absent()),
        Step.Announce.class,
        Reason.DUE);
  }

  @Test
  void anotherRunsFreshIntentIsYieldedTo() {
    Step.Wait wait =
        assertPlans(due().intent(rotation(ANOTHER, JUST_NOW)), Step.Wait.class, Reason.ANOTHER_RUN);
    assertThat(wait.until()).isEqualTo(NOW.minus(JUST_NOW).plus(Duration.ofMinutes(20)));
  }

  @Test
  void forAnHourAStaleIntentIsTakenOverWithItsTokenAndItsTimeSpan() {
    Duration halfAnHour = Duration.ofMinutes(30);
    Intent soon = takenOver(halfAnHour);
    assertThat(soon.holder()).isEqualTo(ME);
    assertThat(soon.token()).contains(TWO);
    assertThat(soon.since()).isEqualTo(NOW.minus(halfAnHour));
    Intent late = takenOver(LONG_AGO);
    assertThat(late.token()).contains(FRESH);
    assertThat(late.since()).isEqualTo(NOW);
  }

  private static Intent takenOver(Duration ago) {
    Scene scene = due().intent(rotation(ANOTHER, ago)).value(TWO, new VersionValue.Absent());
    return assertPlans(scene, Step.Announce.class, Reason.DUE).after().intent().orElseThrow();
  }

  @Test
  void theKeyOfARotationThatWasTakenOverIsLookedAtOnceMoreBeforeItIsPromoted() {
    Scene own =
        stored(ME, Duration.ofSeconds(9)).remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertPlans(own.stale(ReadPart.Keys.class), Step.Promote.class, Reason.PROMOTE_PENDING);
    Intent overtaken =
        rotation(ANOTHER, Duration.ofMinutes(30)).takenOver(ME, NOW.plus(Duration.ofMinutes(20)));
    Scene taken =
        stored(ANOTHER, Duration.ofMinutes(30))
            .intent(overtaken)
            .remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertPlans(taken, Step.Promote.class, Reason.PROMOTE_PENDING);
    assertLooksAt(taken.stale(ReadPart.Keys.class), new ReadPart.Keys());
  }

  @Test
  void aRotationThatStoredItsKeyIsResumedHoweverLongAgoThatWas() {
    Duration days = Duration.ofDays(9);
    Step.Announce announce =
        assertPlans(stored(ANOTHER, days), Step.Announce.class, Reason.RESUME_PENDING);
    assertThat(announce.after().intent().orElseThrow().since()).isEqualTo(NOW.minus(days));
    assertPlans(
        stored(ANOTHER, days).ledger(was -> announce.after()),
        Step.Verify.class,
        Reason.PROVE_PENDING);
  }

  @Test
  void aVersionThatAnInterruptedRunMayHaveStoredIsLookedForFirst() {
    assertLooksAt(due().intent(rotation(ANOTHER, LONG_AGO)), new ReadPart.Value(TWO));
  }

  @Test
  void aStoredKeyIsProvedBeforePromotion() {
    assertPlans(stored(ME, JUST_NOW), Step.Verify.class, Reason.PROVE_PENDING);
  }

  @Test
  void aProvedKeyIsPromotedAfterOneMoreLookAtTheIntent() {
    Scene proved = stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.WORKS));
    assertLooksAt(proved.stale(ReadPart.Secret.class), new ReadPart.Secret());
    Step.Promote promote =
        assertPlans(
            stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.WORKS)),
            Step.Promote.class,
            Reason.PROMOTE_PENDING);
    assertThat(promote).isEqualTo(new Step.Promote(Optional.of(ONE), TWO, promote.cause()));
  }

  @Test
  void aProvedKeyIsNotPromotedOnceTheIntentIsAnothers() {
    assertPlans(
        stored(ANOTHER, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.WORKS)),
        Step.Wait.class,
        Reason.ANOTHER_RUN);
  }

  @Test
  void aKeyThatDoesNotPropagateIsWaitedFor() {
    assertPlans(
        stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.TIMED_OUT)),
        Step.Wait.class,
        Reason.NOT_PROPAGATED);
  }

  @Test
  void aPendingKeyWithAWrongSecretIsDiscardedAndThenAPersonIsAsked() {
    Scene wrong = stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.WRONG_SECRET));
    assertPlans(wrong, Step.DeleteKey.class, Reason.PENDING_DISCARDED);
    assertHalts(due().remember(RunMemory::discardedPending), Reason.PENDING_SECRET_WRONG);
  }

  @Test
  void aPendingCredentialOfSomebodyElseIsNeverPromoted() {
    assertHalts(
        stored(ME, JUST_NOW).remember(p -> p.proved(Scene.held(B), Proof.SOMEONE_ELSE)),
        Reason.SOMEONE_ELSES_KEY);
  }

  @Test
  void aPromotionThatWasNotRecordedIsRecordedFirst() {
    Scene promoted =
        stored(ME, JUST_NOW)
            .label(StagingLabel.AWSCURRENT, TWO)
            .label(StagingLabel.AWSPREVIOUS, ONE);
    Step.Note note = assertPlans(promoted.proved(B), Step.Note.class, Reason.PROMOTED);
    assertThat(note.after().currentKey()).contains(B);
    assertThat(note.after().previous().orElseThrow().key()).isEqualTo(A);
    assertThat(note.after().previous().orElseThrow().since()).isEqualTo(NOW);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  @Test
  void awspendingIsTakenOffTheVersionThatIsCurrent() {
    assertPlans(
        Scene.adopted().label(StagingLabel.AWSPENDING, ONE),
        Step.TakePendingOff.class,
        Reason.PENDING_LEFT_ON_CURRENT);
  }

  @Test
  void anInterruptedRotationIsResumedUnderANewIntentOfMine() {
    Step.Announce announce =
        assertPlans(stored(ANOTHER, LONG_AGO), Step.Announce.class, Reason.RESUME_PENDING);
    assertThat(announce.after().intent().orElseThrow().token()).contains(TWO);
  }

  @Test
  void aPendingVersionWhoseKeyIsGoneIsAbandoned() {
    Scene gone = stored(ANOTHER, LONG_AGO).without(B);
    assertPlans(gone, Step.TakePendingOff.class, Reason.PENDING_KEY_GONE);
    Step.Note note =
        assertPlans(
            gone.noLabel(StagingLabel.AWSPENDING), Step.Note.class, Reason.PENDING_KEY_GONE);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  /** Another run may have stored it since the intent was read. */
  @Test
  void thatAPendingVersionWasTamperedWithIsNotConcludedFromAnOldReading() {
    Scene older = stored(ANOTHER, LONG_AGO).key(B, Duration.ofDays(20)).secretReadFirst();
    Step.Look look = assertPlans(older, Step.Look.class, Reason.LOOK_CLOSER);
    assertThat(look.parts()).containsExactly(new ReadPart.Secret());
  }

  @Test
  void aPendingVersionThatNamesAnOlderKeyWasTamperedWith() {
    assertHalts(stored(ANOTHER, LONG_AGO).key(B, Duration.ofDays(20)), Reason.PENDING_TAMPERED);
    assertHalts(stored(ANOTHER, LONG_AGO).version(TWO, A), Reason.PENDING_TAMPERED);
    assertHalts(
        stored(ANOTHER, LONG_AGO).version(TWO, B, new UserName("admin")), Reason.PENDING_TAMPERED);
    assertHalts(
        stored(ANOTHER, LONG_AGO).value(TWO, new VersionValue.Unusable("x", "y")),
        Reason.PENDING_TAMPERED);
  }

  @Test
  void aPendingKeyThatAPersonSwitchedOffStaysOff() {
    assertHalts(stored(ANOTHER, LONG_AGO).inactive(B), Reason.PENDING_KEY_INACTIVE);
  }

  @Test
  void awspendingOfAnotherRotatorIsLeftAlone() {
    Cause cause =
        assertHalts(
            due().label(StagingLabel.AWSPENDING, TWO).value(TWO, new VersionValue.Absent()),
            Reason.PENDING_OF_ANOTHER);
    assertThat(cause.detail()).as("what the remedy asks for").contains(TWO.value());
  }

  @Test
  void askingForARotationRotatesAKeyThatIsNotDue() {
    assertPlans(Scene.adopted().goal(ROTATE), Step.Announce.class, Reason.ASKED_TO_ROTATE);
  }

  @Test
  void askingForARotationIsReachedOnceAnotherKeyIsCurrent() {
    assertPlans(Scene.dayAfterRotation().goal(ROTATE), Step.Done.class, Reason.ROTATED);
  }

  @Test
  void askingForARotationWaitsWhileThePreviousKeyHoldsTheSlot() {
    assertPlans(
        Scene.dayAfterRotation().goal(new Goal.Rotate(Optional.of(B))),
        Step.Wait.class,
        Reason.IN_OVERLAP);
  }

  @Test
  void askingForARotationReplacesACurrentKeyThatAPersonSwitchedOffOrDeleted() {
    assertPlans(
        Scene.adopted().inactive(A).goal(ROTATE), Step.Announce.class, Reason.ASKED_TO_ROTATE);
    assertPlans(
        Scene.adopted().without(A).goal(ROTATE), Step.Announce.class, Reason.ASKED_TO_ROTATE);
  }

  @Test
  void creatingIsTriedThreeTimesInARunAndNoMore() {
    Scene tried =
        due()
            .intent(rotation(ME, JUST_NOW))
            .value(TWO, new VersionValue.Absent())
            .remember(p -> p.creationDeclined().creationDeclined().creationDeclined());
    assertPlans(tried, Step.Wait.class, Reason.TRIED_ENOUGH);
  }

  @Test
  void aTokenThatThisRunHasStoredUnderIsNotUsedAgain() {
    assertPlans(due().version(FRESH, B), Step.Wait.class, Reason.TRIED_ENOUGH);
  }

  @Test
  void anIntentWithNothingLeftToFinishIsClosed() {
    Scene inert =
        Scene.adopted().intent(rotation(ANOTHER, LONG_AGO)).value(TWO, new VersionValue.Absent());
    Step.Note note = assertPlans(inert, Step.Note.class, Reason.INTENT_FULFILLED);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  @Test
  void aLeaseIsGivenBackWhenARunEndsEarly() {
    Observation mine = stored(ME, JUST_NOW).observation();
    Step.Note note = Planner.giveBackLease(mine, NOW).orElseThrow();
    assertThat(note.after().intent().orElseThrow().leasesAt(NOW)).isFalse();
    assertThat(note.after().intent().orElseThrow().open()).isTrue();
    assertThat(Planner.giveBackLease(stored(ANOTHER, JUST_NOW).observation(), NOW)).isEmpty();
  }
}
