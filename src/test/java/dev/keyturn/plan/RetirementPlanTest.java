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
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetirementPlanTest {
  private static final Duration EIGHT_DAYS = Duration.ofDays(8);
  private static final LastUse NEVER = new LastUse.Never();

  private static Scene overlapPassed() {
    return Scene.afterRotation(EIGHT_DAYS).used(A, Duration.ofDays(3));
  }

  private static Scene retiring(Duration ago) {
    return overlapPassed()
        .mark(Act.DEACTIVATE, ago)
        .intent(Scene.intent(Intent.Verb.RETIRE, ME, ago, Optional.empty(), Optional.of(A)));
  }

  private static Scene off(Duration ago) {
    return Scene.afterRotation(EIGHT_DAYS.plus(ago)).inactive(A).previous(State.OFF, ago);
  }

  private static Policy policy(Setting setting, String text) {
    return Policy.DEFAULT.with(setting, text).orElseThrow();
  }

  @Test
  void thePreviousKeyStaysActiveThroughTheOverlap() {
    Step.Wait wait = assertPlans(Scene.dayAfterRotation(), Step.Wait.class, Reason.IN_OVERLAP);
    assertThat(wait.until()).isEqualTo(NOW.plus(Duration.ofDays(6)));
  }

  @Test
  void afterTheOverlapItsLastUseIsRead() {
    assertLooksAt(Scene.afterRotation(EIGHT_DAYS), new ReadPart.LastUseOf(A));
  }

  @Test
  void aQuietPreviousKeyIsMarkedThenLookedAtAgainThenDeactivated() {
    Step.Announce announce =
        assertPlans(overlapPassed(), Step.Announce.class, Reason.RETIRE_PREVIOUS);
    assertThat(announce.after().mark().orElseThrow().act()).isEqualTo(Act.DEACTIVATE);
    assertThat(announce.after().previous())
        .isEqualTo(overlapPassed().observation().ledger().previous());
    assertThat(announce.after().intent().orElseThrow().verb()).isEqualTo(Intent.Verb.RETIRE);
    assertLooksAt(
        retiring(Duration.ofSeconds(2))
            .stale(ReadPart.Secret.class)
            .stale(ReadPart.Keys.class)
            .stale(ReadPart.LastUseOf.class),
        new ReadPart.Secret(),
        new ReadPart.Keys(),
        new ReadPart.LastUseOf(A));
    assertThat(
            assertPlans(
                    retiring(Duration.ofSeconds(2)), Step.Deactivate.class, Reason.RETIRE_PREVIOUS)
                .key())
        .isEqualTo(A);
  }

  @Test
  void aRetirementIsCalledOffWhenTheKeyWasUsedAfterAll() {
    Step.Note note =
        assertPlans(
            retiring(Duration.ofSeconds(2)).used(A, Duration.ofMinutes(1)),
            Step.Note.class,
            Reason.RETIREMENT_CALLED_OFF);
    assertThat(note.after().mark()).isEmpty();
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
    assertPlans(
        overlapPassed().ledger(was -> note.after()).used(A, Duration.ofMinutes(1)),
        Step.Wait.class,
        Reason.STILL_USED);
  }

  /** Retirement's announcement may have come upon the rollback's intent, and not upon its tag. */
  @Test
  void aKeyThatARollbackGoesBackToIsNeitherMarkedNorTouched() {
    Duration seconds = Duration.ofSeconds(2);
    assertPlans(goneBackTo(overlapPassed(), seconds), Step.Wait.class, Reason.ANOTHER_RUN);
    Step.Note note =
        assertPlans(
            goneBackTo(retiring(seconds), seconds), Step.Note.class, Reason.RETIREMENT_CALLED_OFF);
    assertThat(note.after().mark()).isEmpty();
    Duration lease = Policy.DEFAULT.lease();
    assertPlans(
        goneBackTo(retiring(seconds), lease), Step.Deactivate.class, Reason.RETIRE_PREVIOUS);
    Scene deleting =
        off(EIGHT_DAYS)
            .mark(Act.DELETE, seconds)
            .intent(
                Scene.intent(Intent.Verb.DELETE, ME, seconds, Optional.empty(), Optional.of(A)));
    assertPlans(goneBackTo(deleting, seconds), Step.Note.class, Reason.INTENT_FULFILLED);
    assertPlans(goneBackTo(deleting, lease), Step.DeleteKey.class, Reason.DELETE_PREVIOUS);
  }

  @Test
  void aRollbackToAnotherKeyKeepsNoKeyFromItsRetirement() {
    assertPlans(
        goneBackTo(C, overlapPassed(), Duration.ofSeconds(2)),
        Step.Announce.class,
        Reason.RETIRE_PREVIOUS);
  }

  private static Scene goneBackTo(Scene scene, Duration ago) {
    return goneBackTo(A, scene, ago);
  }

  /** As a rollback to a key announced itself, under whatever intent there is now. */
  private static Scene goneBackTo(AccessKeyId key, Scene scene, Duration ago) {
    Intent rollback =
        Scene.intent(Intent.Verb.ROLLBACK, ANOTHER, ago, Optional.empty(), Optional.of(key));
    return scene.ledger(was ->
        was.intent()
            .map(now -> was.with(rollback).with(now))
            .orElseGet(() -> was.with(rollback).closed(NOW)));
  }

  @Test
  void aKeyThatIsStillUsedIsHeldUntilItHasBeenQuiet() {
    Step.Wait wait =
        assertPlans(
            overlapPassed().used(A, Duration.ofHours(2)), Step.Wait.class, Reason.STILL_USED);
    assertThat(wait.until()).isEqualTo(NOW.plus(Duration.ofHours(22)).plus(Duration.ofMinutes(60)));
    assertThat(wait.cause().detail()).contains("s3").contains("eu-west-1");
  }

  @Test
  void aKeyThatIsStillUsedIsDeactivatedOnceThePolicyForcesIt() {
    Policy force = policy(Setting.STILL_USED, "force-after:2d");
    assertPlans(
        overlapPassed().used(A, Duration.ofHours(2)).policy(force),
        Step.Wait.class,
        Reason.STILL_USED);
    assertPlans(
        Scene.afterRotation(Duration.ofDays(9)).used(A, Duration.ofHours(2)).policy(force),
        Step.Announce.class,
        Reason.FORCE_RETIRE_PREVIOUS);
  }

  @Test
  void unknownUseIsNotUnused() {
    Step.Wait wait =
        assertPlans(
            overlapPassed().lastUse(A, new LastUse.Unknown("denied")),
            Step.Wait.class,
            Reason.LAST_USE_UNKNOWN);
    assertThat(wait.cause().detail()).isEqualTo("What went wrong: denied");
  }

  @Test
  void neverUsedCountsAsQuietOnlyAfterTheQuietWindow() {
    assertPlans(overlapPassed().lastUse(A, NEVER), Step.Announce.class, Reason.RETIRE_PREVIOUS);
    Policy longQuiet = policy(Setting.QUIET, "30d");
    assertPlans(
        overlapPassed().lastUse(A, NEVER).policy(longQuiet), Step.Wait.class, Reason.IN_OVERLAP);
  }

  @Test
  void whereAskedTheCurrentKeyMustHaveBeenSeenInUseSinceItsPromotion() {
    Policy require = policy(Setting.NEW_KEY_USE, "require");
    assertLooksAt(overlapPassed().policy(require), new ReadPart.LastUseOf(B));
    assertPlans(
        overlapPassed().policy(require).lastUse(B, NEVER),
        Step.Wait.class,
        Reason.CURRENT_NOT_SEEN_IN_USE);
    assertPlans(
        overlapPassed().policy(require).used(B, EIGHT_DAYS),
        Step.Wait.class,
        Reason.CURRENT_NOT_SEEN_IN_USE);
    assertPlans(
        overlapPassed().policy(require).used(B, Duration.ofDays(1)),
        Step.Announce.class,
        Reason.RETIRE_PREVIOUS);
  }

  @Test
  void aDeactivationThatWasNotRecordedIsRecordedAsOurs() {
    Scene found = retiring(Duration.ofHours(2)).inactive(A);
    Step.Note note = assertPlans(found, Step.Note.class, Reason.PREVIOUS_DEACTIVATED);
    assertThat(note.after().previous().orElseThrow().state()).isEqualTo(State.OFF);
    assertThat(note.after().intent().orElseThrow().open()).isFalse();
  }

  @Test
  void beforeAKeyIsCalledSwitchedOffByHandTheNewsIsRead() {
    assertLooksAt(Scene.dayAfterRotation().inactive(A).secretReadFirst(), new ReadPart.Secret());
  }

  @Test
  void aMarkThatNothingFollowedIsTakenOff() {
    Scene abandoned = Scene.adopted().mark(Act.DEACTIVATE, Duration.ofMinutes(21));
    Step.Note note = assertPlans(abandoned, Step.Note.class, Reason.INTENT_FULFILLED);
    assertThat(note.after().mark()).isEmpty();
    assertPlans(
        Scene.adopted().mark(Act.DEACTIVATE, Duration.ofSeconds(20)),
        Step.Done.class,
        Reason.NOTHING_DUE);
  }

  @Test
  void aDeactivationByHandIsRecordedAsSuch() {
    Step.Note note =
        assertPlans(
            Scene.dayAfterRotation().inactive(A), Step.Note.class, Reason.PREVIOUS_OFF_BY_HAND);
    assertThat(note.after().previous().orElseThrow().state()).isEqualTo(State.OFF_BY_HAND);
  }

  @Test
  void anActivationByHandBeginsTheOverlapAnew() {
    Step.Note note =
        assertPlans(
            off(Duration.ofDays(1)).key(A, Duration.ofDays(91)),
            Step.Note.class,
            Reason.PREVIOUS_ON_BY_HAND);
    assertThat(note.after().previous().orElseThrow().since()).isEqualTo(NOW);
  }

  @Test
  void aDeactivatedKeyIsKeptThroughTheRecoveryWindow() {
    Step.Wait wait = assertPlans(off(Duration.ofDays(2)), Step.Wait.class, Reason.IN_RECOVERY);
    assertThat(wait.until()).isEqualTo(NOW.plus(Duration.ofDays(5)));
  }

  @Test
  void afterTheRecoveryWindowItIsMarkedThenLookedAtAgainThenDeleted() {
    assertPlans(off(EIGHT_DAYS), Step.Announce.class, Reason.DELETE_PREVIOUS);
    Scene announced =
        off(EIGHT_DAYS)
            .mark(Act.DELETE, Duration.ofSeconds(2))
            .intent(
                Scene.intent(
                    Intent.Verb.DELETE,
                    ME,
                    Duration.ofSeconds(2),
                    Optional.empty(),
                    Optional.of(A)));
    assertPlans(announced, Step.DeleteKey.class, Reason.DELETE_PREVIOUS);
    assertLooksAt(announced.stale(ReadPart.Keys.class), new ReadPart.Keys());
  }

  @Test
  void aPreviousKeyThatIsGoneIsForgotten() {
    Step.Note note =
        assertPlans(Scene.dayAfterRotation().without(A), Step.Note.class, Reason.PREVIOUS_GONE);
    assertThat(note.after().previous()).isEmpty();
  }

  @Test
  void thePreviousKeyIsNeverRetiredWhileTheCurrentOneCannotBeUsed() {
    assertHalts(overlapPassed().inactive(B), Reason.CURRENT_KEY_INACTIVE);
    assertHalts(overlapPassed().without(B), Reason.CURRENT_KEY_GONE);
  }

  @Test
  void aCurrentKeyThatTheTagsSayWeSwitchedOffStaysOff() {
    Scene slipped =
        Scene.afterRotation(EIGHT_DAYS)
            .label(dev.keyturn.model.StagingLabel.AWSCURRENT, Scene.ONE)
            .label(dev.keyturn.model.StagingLabel.AWSPREVIOUS, Scene.TWO)
            .previous(State.OFF, Duration.ofMinutes(20))
            .inactive(A);
    assertHalts(slipped, Reason.CURRENT_WAS_RETIRED);
    assertHalts(
        slipped.intent(
            Scene.intent(
                Intent.Verb.REPAIR, ME, Duration.ofSeconds(2), Optional.empty(), Optional.of(A))),
        Reason.CURRENT_WAS_RETIRED);
  }

  @Test
  void aRetirementUnderAnothersFreshIntentIsYieldedTo() {
    assertPlans(
        overlapPassed()
            .intent(
                Scene.intent(
                    Intent.Verb.ROLLBACK,
                    ANOTHER,
                    Duration.ofSeconds(2),
                    Optional.empty(),
                    Optional.of(A))),
        Step.Wait.class,
        Reason.ANOTHER_RUN);
  }

  @Test
  void aKeyThatIsStillUsedIsWaitedForUntilItIsQuietOrThePolicyForcesIt() {
    Policy force = policy(Setting.STILL_USED, "force-after:2d");
    Scene used = overlapPassed().policy(force);
    assertThat(
            assertPlans(used.used(A, Duration.ofHours(2)), Step.Wait.class, Reason.STILL_USED)
                .until())
        .as("quiet before it is forced")
        .isEqualTo(NOW.plus(Duration.ofHours(22)).plus(Duration.ofMinutes(60)));
    assertThat(
            assertPlans(used.used(A, Duration.ofMinutes(1)), Step.Wait.class, Reason.STILL_USED)
                .until())
        .as("forced before it is quiet")
        .isEqualTo(NOW.plus(Duration.ofDays(1)));
  }

  @Test
  void whatAPersonAskedForIsReachedWithoutRetiringAnything() {
    assertPlans(
        overlapPassed().goal(new Goal.Rotate(Optional.of(A))), Step.Done.class, Reason.ROTATED);
    assertPlans(
        overlapPassed().goal(new Goal.RollBack(Optional.of(A), Optional.empty())),
        Step.Done.class,
        Reason.BACK_ON_PREVIOUS);
    assertPlans(
        overlapPassed().goal(new Goal.Rotate(Optional.of(B))),
        Step.Announce.class,
        Reason.RETIRE_PREVIOUS);
  }

  @Test
  void aKeyIsSwitchedOffOnlyUnderTheMarkAndTheAnnouncementOfThat() {
    Duration justNow = Duration.ofSeconds(2);
    assertPlans(
        retiring(justNow).mark(Act.DELETE, justNow), Step.Announce.class, Reason.RETIRE_PREVIOUS);
    assertPlans(
        retiring(justNow)
            .ledger(was -> was.with(new Ledger.Mark(B, Act.DEACTIVATE, NOW.minus(justNow)))),
        Step.Announce.class,
        Reason.RETIRE_PREVIOUS);
    assertPlans(
        retiring(justNow)
            .intent(
                Scene.intent(Intent.Verb.REPAIR, ME, justNow, Optional.empty(), Optional.of(A))),
        Step.Announce.class,
        Reason.RETIRE_PREVIOUS);
  }
}
