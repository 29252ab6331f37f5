package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.due;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the tags of old rotations are taken away, and when they stay. */
class RotationTagCleanupPlanTest {
  private static final Duration OVER = Duration.ofHours(5);
  private static final Duration NOT_YET = OVER.minusMillis(1);
  private static final Duration JUST_NOW = Duration.ofSeconds(9);

  /** The previous key A was just deleted; a rotation to another version was announced before. */
  private static Scene previousGone(VersionId announced, Duration ago) {
    return Scene.afterRotation(Duration.ofDays(10))
        .without(A)
        .previous(State.OFF, Duration.ofDays(2))
        .intent(intent(Intent.Verb.ROTATE, ANOTHER, ago, Optional.of(announced), Optional.of(C)))
        .ledger(was -> was.closed(NOW.minus(Duration.ofHours(1))));
  }

  private static boolean forgets(Scene scene, VersionId announced) {
    Step.Note note = assertPlans(scene, Step.Note.class, Reason.PREVIOUS_GONE);
    assertThat(note.after().previous()).isEmpty();
    return !note.after().rotations().announce(announced);
  }

  @Test
  void oneThatIsLongOverIsForgottenWithThePreviousKey() {
    assertThat(forgets(previousGone(version(3), OVER), version(3))).isTrue();
    assertThat(forgets(previousGone(version(3), NOT_YET), version(3))).isFalse();
  }

  @Test
  void oneWhoseVersionSecretsManagerKnowsStays() {
    assertThat(forgets(previousGone(ONE, Duration.ofDays(90)), ONE)).isFalse();
    assertThat(forgets(previousGone(TWO, Duration.ofDays(10)), TWO)).isFalse();
  }

  @Test
  void allStayWhileThereIsAKeyThatTheyMayExplain() {
    Scene another = previousGone(version(3), OVER).key(C, Duration.ofDays(1));
    assertThat(forgets(another, version(3))).isFalse();
  }

  /** Whether this run's rotation is forgotten when it gives its lease back. */
  private static boolean forgetsItsOwn(Scene scene) {
    Step.Note back = Planner.giveBackLease(scene.observation(), NOW).orElseThrow();
    return !back.after().rotations().announce(FRESH);
  }

  private static Scene mine(Duration ago) {
    return due()
        .remember(was -> RunMemory.start(ME, FRESH, NOW.minus(Duration.ofHours(1))))
        .intent(intent(Intent.Verb.ROTATE, ME, ago, Optional.of(FRESH), Optional.of(A)));
  }

  @Test
  void whatCreatedNoKeyIsForgottenByItsOwnRun() {
    assertThat(forgetsItsOwn(mine(JUST_NOW))).isTrue();
    assertThat(forgetsItsOwn(mine(JUST_NOW).remember(RunMemory::creationInDoubt))).isFalse();
  }

  @Test
  void oneThatHasStoredAKeyIsNot() {
    assertThat(forgetsItsOwn(mine(JUST_NOW).version(FRESH, B))).isFalse();
  }

  @Test
  void oneThatTheServiceHasNamedIsNot() {
    assertThat(forgetsItsOwn(mine(JUST_NOW).label(StagingLabel.AWSPENDING, FRESH))).isFalse();
  }

  /** It may be taken over before the tag is gone. */
  @Test
  void norOneWhoseLeaseIsNearlyOver() {
    assertThat(forgetsItsOwn(mine(Duration.ofMinutes(5).minusMillis(1)))).isTrue();
    assertThat(forgetsItsOwn(mine(Duration.ofMinutes(5)))).isFalse();
  }

  /** It began before the other one announced itself, and took that rotation over. */
  @Test
  void norOneThatAnotherRunAnnounced() {
    Intent taken = intent(Intent.Verb.ROTATE, ME, JUST_NOW, Optional.of(TWO), Optional.of(A));
    Step.Note back = Planner.giveBackLease(due().intent(taken).observation(), NOW).orElseThrow();
    assertThat(back.after().rotations().announce(TWO)).isTrue();
    assertThat(back.after().intent().orElseThrow().open()).isTrue();
  }

  private static Scene announced(int rotations, Duration ago) {
    Scene scene = due();
    for (int n = 0; n < rotations; n++) {
      Duration earlier = ago.plusMinutes(n);
      scene.intent(
          intent(
              Intent.Verb.ROTATE, ANOTHER, earlier, Optional.of(version(100 + n)), Optional.of(A)));
    }
    return scene.ledger(was -> was.closed(NOW));
  }

  @Test
  void whereThereIsRoomForAnotherTheyStay() {
    Step.Announce next =
        assertPlans(announced(24, Duration.ofDays(1)), Step.Announce.class, Reason.DUE);
    assertThat(next.after().rotations().size()).isEqualTo(25);
  }

  @Test
  void whereThereIsNoneThoseThatAreOverAreForgotten() {
    Step.Note room =
        assertPlans(
            announced(25, Duration.ofHours(5).minusMinutes(20)),
            Step.Note.class,
            Reason.ROTATIONS_FORGOTTEN);
    assertThat(room.after().rotations().size()).isEqualTo(20);
  }

  @Test
  void whereNoneIsOverTheFirstOneIsWaitedFor() {
    Step.Wait wait =
        assertPlans(announced(25, Duration.ofHours(2)), Step.Wait.class, Reason.TOO_MANY_ROTATIONS);
    assertThat(wait.until()).isEqualTo(NOW.plus(Duration.ofHours(3).minusMinutes(24)));
  }

  @Test
  void whatIsAnnouncedAgainNeedsNoRoom() {
    Intent interrupted =
        intent(
            Intent.Verb.ROTATE,
            ANOTHER,
            Duration.ofMinutes(40),
            Optional.of(version(50)),
            Optional.of(A));
    Scene scene =
        announced(25, Duration.ofHours(2))
            .intent(interrupted)
            .value(version(50), new VersionValue.Absent());
    Step.Announce again = assertPlans(scene, Step.Announce.class, Reason.DUE);
    assertThat(again.after().intent().flatMap(Intent::token)).contains(version(50));
  }

  @Test
  void whereTheOwnersHaveTakenTheRoomThoseThatAreOverAreForgottenToo() {
    Scene crowded = announced(3, Duration.ofHours(5)).tagged(39);
    assertPlans(crowded, Step.Announce.class, Reason.DUE);
    assertPlans(crowded.tagged(40), Step.Note.class, Reason.ROTATIONS_FORGOTTEN);
  }

  @Test
  void whereNoneIsOverNothingIsBegunThatCouldNotBeRecorded() {
    Scene crowded = announced(3, JUST_NOW).tagged(39);
    assertPlans(crowded, Step.Announce.class, Reason.DUE);
    Step.Halt halt = assertPlans(crowded.tagged(41), Step.Halt.class, Reason.TAGS_FULL);
    assertThat(halt.cause().detail()).isEqualTo("Tags that have to go: 2");
  }
}
