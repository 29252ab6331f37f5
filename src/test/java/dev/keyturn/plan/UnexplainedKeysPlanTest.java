package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnexplainedKeysPlanTest {
  private static final Intent MY_ROTATION =
      intent(Intent.Verb.ROTATE, ME, Duration.ofSeconds(5), Optional.of(FRESH), Optional.of(A));

  private static final Duration LONG_AGO = Duration.ofHours(3);
  private static final LastUse NEVER = new LastUse.Never();

  /** A rotation three hours ago created B and died before storing it. */
  private static Scene orphaned() {
    return Scene.adopted()
        .intent(rotation(ANOTHER, LONG_AGO))
        .value(TWO, new VersionValue.Absent())
        .key(B, LONG_AGO.minusSeconds(5))
        .lastUse(B, NEVER);
  }

  /** The same where it was to be the user's first key in the secret. */
  private static Scene orphanedFirst() {
    return orphaned()
        .noLabel(StagingLabel.AWSCURRENT)
        .configured(Scene.ALICE)
        .ledger(was ->
            new Ledger(
                was.userId(),
                Optional.empty(),
                was.previous(),
                was.mark(),
                was.intent(),
                was.rollback(),
                was.retired(),
                was.rotations()))
        .goal(new Goal.Rotate(Optional.empty()));
  }

  private static Scene announced() {
    return orphaned()
        .intent(
            Scene.intent(
                Intent.Verb.REPAIR, ME, Duration.ofSeconds(3), Optional.of(TWO), Optional.of(B)));
  }

  @Test
  void aKeyThatNobodyKnowsIsForeignAndStopsUs() {
    Scene foreign = Scene.adopted().key(B, Duration.ofDays(2)).lastUse(B, NEVER);
    Cause cause = assertHalts(foreign, Reason.FOREIGN_KEY);
    assertThat(cause.key()).contains(B);
    assertThat(cause.detail()).contains("never used");
    assertHalts(
        Scene.adopted().key(B, Duration.ofDays(2)).inactive(B).used(B, Duration.ofDays(1)),
        Reason.FOREIGN_KEY);
  }

  @Test
  void aKeyOutsideTheSecretIsNoObstacleToItsFirstKeyWhileThereIsRoom() {
    Scene first =
        Scene.adopted()
            .noLabel(StagingLabel.AWSCURRENT)
            .configured(Scene.ALICE)
            .ledger(was -> Ledger.EMPTY.adopted(Scene.ALICE_ID, Optional.empty()))
            .goal(new Goal.Rotate(Optional.empty()));
    assertPlans(first, Step.Announce.class, Reason.FIRST_KEY);
    assertHalts(
        first.key(B, Duration.ofDays(2)).lastUse(A, NEVER).lastUse(B, NEVER), Reason.FOREIGN_KEY);
  }

  @Test
  void aKeyIsForeignWhenThisRunKnowsThatItCreatedNone() {
    Scene declined =
        Scene.adopted()
            .intent(MY_ROTATION)
            .value(FRESH, new VersionValue.Absent())
            .key(B, Duration.ofSeconds(2))
            .lastUse(B, NEVER);
    assertHalts(declined.remember(RunMemory::creationDeclined), Reason.FOREIGN_KEY);
    assertPlans(declined.remember(RunMemory::creationInDoubt), Step.DeleteKey.class, Reason.ORPHAN);
  }

  @Test
  void whatAnotherRunMadeThatTookThisOneOverIsOurs() {
    Intent taken =
        intent(
            Intent.Verb.ROTATE,
            ANOTHER,
            Duration.ofMinutes(30),
            Optional.of(FRESH),
            Optional.of(A));
    Scene scene =
        Scene.adopted()
            .remember(was -> RunMemory.start(ME, FRESH, Scene.NOW.minus(Duration.ofHours(1))))
            .remember(RunMemory::creationDeclined)
            .intent(taken)
            .value(FRESH, new VersionValue.Absent())
            .key(B, Duration.ofMinutes(29))
            .lastUse(B, NEVER);
    assertPlans(scene, Step.Announce.class, Reason.ORPHAN);
  }

  @Test
  void aKeyIsForeignWhenTheKeyOfALostReplyWasFoundAndRemovedBefore() {
    Scene found =
        Scene.adopted()
            .intent(MY_ROTATION)
            .value(FRESH, new VersionValue.Absent())
            .key(B, Duration.ofSeconds(2))
            .lastUse(B, NEVER);
    assertHalts(
        found.remember(p -> p.creationInDoubt().removed(C).creationDeclined()), Reason.FOREIGN_KEY);
    assertPlans(
        found.remember(p -> p.creationInDoubt().creationInDoubt().removed(C)),
        Step.DeleteKey.class,
        Reason.ORPHAN);
  }

  @Test
  void aKeyThatThisRunRemovedIsStillItsOwnInAListingThatIsBehind() {
    Scene behind =
        Scene.adopted()
            .intent(MY_ROTATION)
            .value(FRESH, new VersionValue.Absent())
            .key(B, Duration.ofSeconds(2))
            .lastUse(B, NEVER);
    assertPlans(
        behind.remember(p -> p.creationInDoubt().removed(B).creationDeclined()),
        Step.DeleteKey.class,
        Reason.ORPHAN);
  }

  @Test
  void anIntentUnderWhichNothingWasCreatedExplainsNoKeyAfterItIsGivenBack() {
    Scene declined = Scene.adopted().intent(MY_ROTATION).remember(RunMemory::creationDeclined);
    Intent given =
        Planner.giveBackLease(declined.observation(), Scene.NOW)
            .orElseThrow()
            .after()
            .intent()
            .orElseThrow();
    assertThat(given.open()).isFalse();
    assertThat(given.covers(Scene.NOW)).isFalse();
  }

  @Test
  void aLeaseLongerThanAnyoneWritesIsNotYieldedTo() {
    Intent forged =
        new Intent(
            Intent.Verb.ROTATE,
            Optional.of(TWO),
            Optional.of(A),
            ANOTHER,
            Scene.NOW,
            Scene.NOW.plus(Duration.ofDays(300)),
            true);
    assertHalts(Scene.adopted().intent(forged), Reason.TAGS_INVALID);
  }

  @Test
  void aForeignKeysLastUseIsReadSoThatItCanBeTold() {
    assertLooksAt(Scene.adopted().key(B, Duration.ofDays(2)), new ReadPart.LastUseOf(B));
  }

  @Test
  void anOrphanIsAnnouncedThenLookedAtAgainThenDeleted() {
    Step.Announce announce = assertPlans(orphaned(), Step.Announce.class, Reason.ORPHAN);
    assertThat(announce.after().intent().orElseThrow().verb()).isEqualTo(Intent.Verb.REPAIR);
    assertThat(announce.after().intent().orElseThrow().token()).contains(TWO);
    assertLooksAt(
        announced()
            .stale(ReadPart.Secret.class)
            .stale(ReadPart.Keys.class)
            .stale(ReadPart.LastUseOf.class),
        new ReadPart.Secret(),
        new ReadPart.Keys(),
        new ReadPart.LastUseOf(B));
    assertLooksAt(announced().stale(ReadPart.Value.class), new ReadPart.Value(TWO));
    assertThat(assertPlans(announced(), Step.DeleteKey.class, Reason.ORPHAN).key()).isEqualTo(B);
  }

  @Test
  void anOrphanIsNotTouchedWhileItsRunMayStillStoreIt() {
    assertPlans(
        orphaned().intent(rotation(ANOTHER, Duration.ofSeconds(30))),
        Step.Wait.class,
        Reason.ANOTHER_RUN);
  }

  @Test
  void aKeyThatWasUsedIsNoOrphan() {
    assertHalts(orphaned().used(B, Duration.ofHours(1)), Reason.FOREIGN_KEY);
  }

  @Test
  void whereTheRotationStoredItsKeyAnotherOneIsForeign() {
    Scene promoted =
        Scene.afterRotation(Duration.ofMinutes(2))
            .intent(rotation(ANOTHER, Duration.ofMinutes(3)).closed(Scene.NOW))
            .without(A)
            .ledger(Ledger::withoutPrevious)
            .key(C, Duration.ofMinutes(1))
            .lastUse(C, NEVER);
    assertHalts(promoted, Reason.FOREIGN_KEY);
    Scene abandoned =
        orphaned().version(TWO, C).intent(rotation(ANOTHER, LONG_AGO).closed(Scene.NOW));
    assertHalts(abandoned, Reason.FOREIGN_KEY);
  }

  @Test
  void whatTheRotationStoredIsReadBeforeItIsJudged() {
    Scene closed =
        Scene.adopted()
            .intent(rotation(ANOTHER, LONG_AGO).closed(Scene.NOW))
            .key(B, LONG_AGO.minusSeconds(5))
            .lastUse(B, NEVER);
    assertLooksAt(closed, new ReadPart.Value(TWO));
  }

  @Test
  void theTokenOfAClosedRotationIsNotOpenedAgain() {
    Scene closed = orphaned().intent(rotation(ANOTHER, LONG_AGO).closed(Scene.NOW));
    Step.Announce announce = assertPlans(closed, Step.Announce.class, Reason.ORPHAN);
    assertThat(announce.after().intent().orElseThrow().token()).isEmpty();
  }

  @Test
  void aFirstKeyThatOnlyOurOwnProofUsedIsAnOrphanAllTheSame() {
    Scene first = orphanedFirst().without(A);
    Instant proved = Scene.NOW.minus(LONG_AGO).plusSeconds(8);
    Scene used = first.lastUse(B, new LastUse.Used(proved, "sts", "us-east-1"));
    assertPlans(used, Step.Announce.class, Reason.ORPHAN);
    assertHalts(used.lastUse(B, new LastUse.Used(proved, "s3", "us-east-1")), Reason.FOREIGN_KEY);
    assertHalts(
        used.lastUse(B, new LastUse.Used(Scene.NOW.minusSeconds(60), "sts", "us-east-1")),
        Reason.FOREIGN_KEY);
  }

  @Test
  void ourOrphanGoesBeforeAForeignKeyIsSpokenOf() {
    assertThat(assertPlans(orphanedFirst(), Step.Announce.class, Reason.ORPHAN).cause().key())
        .contains(B);
  }

  @Test
  void aKeyWhoseUseIsUnknownIsNeitherDeletedNorCalledForeign() {
    assertPlans(
        orphaned().lastUse(B, new LastUse.Unknown("throttled")),
        Step.Wait.class,
        Reason.LAST_USE_UNKNOWN);
  }

  @Test
  void aKeyCreatedOutsideTheIntentIsForeign() {
    assertHalts(orphaned().key(B, LONG_AGO.plusMinutes(5)), Reason.FOREIGN_KEY);
    assertHalts(orphaned().key(B, LONG_AGO.minusMinutes(25)), Reason.FOREIGN_KEY);
  }

  @Test
  void aKeyThatAVersionNamesIsNoOrphan() {
    Scene named =
        orphaned().label(StagingLabel.AWSPREVIOUS, Scene.version(5)).version(Scene.version(5), B);
    assertHalts(named, Reason.FOREIGN_KEY);
  }

  @Test
  void aClosedIntentExplainsOnlyWhatWasCreatedBeforeItWasClosed() {
    Intent closed = rotation(ANOTHER, LONG_AGO).closed(Scene.NOW.minus(LONG_AGO).plusSeconds(20));
    Scene scene = orphaned().intent(closed);
    assertPlans(scene, Step.Announce.class, Reason.ORPHAN);
    assertHalts(scene.key(B, LONG_AGO.minusSeconds(60)), Reason.FOREIGN_KEY);
  }

  @Test
  void aPendingKeyOfARotationThatWasOvertakenIsRemoved() {
    Scene overtaken =
        Scene.adopted()
            .intent(rotation(ANOTHER, LONG_AGO).closed(Scene.NOW.minus(LONG_AGO).plusSeconds(20)))
            .key(C, LONG_AGO.minusSeconds(5))
            .version(FRESH, C)
            .label(StagingLabel.AWSPENDING, FRESH);
    assertPlans(
        overtaken.remember(was -> RunMemory.start(ME, Scene.version(8), Scene.NOW)),
        Step.Announce.class,
        Reason.SUPERSEDED_PENDING);
  }

  @Test
  void whatThisRunMayHavePromotedIsNotWithdrawnOnAnOldReading() {
    Scene old =
        Scene.adopted()
            .key(C, Duration.ofSeconds(9))
            .version(FRESH, C)
            .lastUse(C, NEVER)
            .remember(was -> was.proved(Scene.held(C), Proof.WORKS));
    assertHalts(old, Reason.FOREIGN_KEY);
  }

  @Test
  void whatThisRunStoredIsWithdrawnWhenAnotherRotationOvertookIt() {
    Scene overtaken =
        Scene.adopted()
            .intent(rotation(ANOTHER, Duration.ofSeconds(5)))
            .key(C, Duration.ofSeconds(9))
            .version(FRESH, C);
    assertThat(assertPlans(overtaken, Step.DeleteKey.class, Reason.SUPERSEDED_PENDING).key())
        .isEqualTo(C);
    assertLooksAt(overtaken.stale(ReadPart.Secret.class), new ReadPart.Secret());
  }

  @Test
  void whatThisRunStoredIsLeftToTheOneThatTookItOver() {
    Scene takenOver =
        Scene.adopted()
            .intent(
                Scene.intent(
                    Intent.Verb.ROTATE,
                    ANOTHER,
                    Duration.ofSeconds(5),
                    Optional.of(FRESH),
                    Optional.of(A)))
            .key(C, Duration.ofSeconds(9))
            .version(FRESH, C);
    assertPlans(takenOver, Step.Wait.class, Reason.ANOTHER_RUN);
  }

  @Test
  void aForeignKeyIsDescribedAsItIs() {
    Scene foreign = Scene.adopted().key(B, Duration.ofDays(2)).lastUse(B, NEVER);
    assertThat(assertHalts(foreign, Reason.FOREIGN_KEY).detail()).contains("is Active");
    assertThat(assertHalts(foreign.inactive(B), Reason.FOREIGN_KEY).detail())
        .contains("is Inactive");
  }

  @Test
  void everyLabelledVersionIsReadBeforeAKeyIsTakenForAnOrphan() {
    assertLooksAt(
        orphaned().label(StagingLabel.AWSPREVIOUS, Scene.version(5)),
        new ReadPart.Value(Scene.version(5)));
  }

  @Test
  void thatAPendingKeyIsAnothersIsNotConcludedFromAnOldReading() {
    Scene stored =
        Scene.adopted().key(B, LONG_AGO).version(TWO, B).label(StagingLabel.AWSPENDING, TWO);
    assertLooksAt(stored.secretReadFirst(), new ReadPart.Secret());
  }

  @Test
  void aPendingKeyOfAClosedRotationIsRemovedEvenWhereItsOwnTagWasOverwritten() {
    Intent closed = rotation(ANOTHER, LONG_AGO).closed(Scene.NOW);
    Scene stored =
        orphaned()
            .version(TWO, B)
            .label(StagingLabel.AWSPENDING, TWO)
            .ledger(was ->
                new Ledger(
                    was.userId(),
                    was.current(),
                    was.previous(),
                    was.mark(),
                    Optional.of(closed),
                    was.rollback(),
                    was.retired(),
                    was.rotations()));
    assertPlans(stored, Step.Announce.class, Reason.SUPERSEDED_PENDING);
  }
}
