package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
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
class ForgettingPlanTest {
  private static final Duration OVER = Duration.ofHours(5);
  private static final Duration NOT_YET = OVER.minusMillis(1);

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

  @Test
  void whatCreatedNoKeyIsForgottenByItsOwnRun() {
    Intent mine =
        intent(Intent.Verb.ROTATE, ME, Duration.ofSeconds(9), Optional.of(FRESH), Optional.of(A));
    Step.Note back = Planner.giveBackLease(due().intent(mine).observation(), NOW).orElseThrow();
    assertThat(back.after().rotations().announce(FRESH)).isFalse();
    Step.Note labelled =
        Planner.giveBackLease(
                due().intent(mine).label(StagingLabel.AWSPENDING, FRESH).observation(), NOW)
            .orElseThrow();
    assertThat(labelled.after().rotations().announce(FRESH)).isTrue();
    Scene doubt = due().intent(mine).progress(Progress::creationInDoubt);
    assertThat(
            Planner.giveBackLease(doubt.observation(), NOW)
                .orElseThrow()
                .after()
                .rotations()
                .announce(FRESH))
        .isTrue();
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
}
