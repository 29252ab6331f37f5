package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Secrets Manager's four steps, and what the controller makes of its rotations. */
class ServiceRotationPlanTest {
  /** The service has begun a rotation with a version of this name, and has stored nothing. */
  private static Scene begun(ServiceStep step) {
    return Scene.adopted()
        .rotatedByTheService()
        .label(StagingLabel.AWSPENDING, FRESH)
        .value(FRESH, new VersionValue.Absent())
        .remember(before -> RunMemory.start(ME, FRESH, NOW.minusSeconds(2)))
        .goal(new Goal.TakeServiceStep(FRESH, step));
  }

  private static Scene stored(ServiceStep step, String holder) {
    return begun(step)
        .key(B, Duration.ofSeconds(30))
        .version(FRESH, B)
        .intent(rotation(FRESH, holder, Duration.ofSeconds(40)));
  }

  private static Intent rotation(VersionId version, String holder, Duration ago) {
    return Scene.intent(Intent.Verb.ROTATE, holder, ago, Optional.of(version), Optional.of(A));
  }

  private static Reason reason(Step step) {
    return step.cause().reason();
  }

  @Test
  @DisplayName("createSecret announces the service's version, and all since its run began")
  void announces() {
    Step step = begun(ServiceStep.CREATE_SECRET).plan();
    assertThat(step).isInstanceOf(Step.Announce.class);
    Intent intent = ((Step.Announce) step).after().intent().orElseThrow();
    assertThat(intent.token()).contains(FRESH);
    assertThat(intent.since()).isEqualTo(NOW.minusSeconds(2));
  }

  @Test
  @DisplayName("createSecret that was held up announces nothing")
  void heldUp() {
    Step step =
        begun(ServiceStep.CREATE_SECRET)
            .remember(before -> RunMemory.start(ME, FRESH, NOW.minus(Duration.ofMinutes(2))))
            .plan();
    assertThat(step).isInstanceOf(Step.Wait.class);
    assertThat(reason(step)).isEqualTo(Reason.HELD_UP);
  }

  @ParameterizedTest
  @EnumSource(
      value = ServiceStep.class,
      names = {"CREATE_SECRET", "SET_SECRET"})
  @DisplayName(
      "A key that is stored in the version is reused, even while another run holds the lease")
  void reused(ServiceStep step) {
    assertThat(reason(stored(step, ANOTHER).plan())).isEqualTo(Reason.STAGED);
  }

  @Test
  @DisplayName("createSecret yields to another run that has announced and not stored")
  void yields() {
    Step step =
        begun(ServiceStep.CREATE_SECRET)
            .intent(rotation(FRESH, ANOTHER, Duration.ofSeconds(5)))
            .plan();
    assertThat(step).isInstanceOf(Step.Wait.class);
    assertThat(reason(step)).isEqualTo(Reason.ANOTHER_RUN);
  }

  @Test
  @DisplayName("createSecret takes over what an interrupted one announced, under the same version")
  void takesOver() {
    Step step =
        begun(ServiceStep.CREATE_SECRET)
            .intent(rotation(FRESH, ANOTHER, Duration.ofMinutes(30)))
            .plan();
    Intent intent = ((Step.Announce) step).after().intent().orElseThrow();
    assertThat(intent.token()).contains(FRESH);
    assertThat(intent.since()).isEqualTo(NOW.minus(Duration.ofMinutes(30)));
    assertThat(intent.holder()).isEqualTo(ME);
  }

  @Test
  @DisplayName("createSecret for another version removes the key that the one before has stored")
  void anotherVersion() {
    Step step =
        begun(ServiceStep.CREATE_SECRET)
            .key(B, Duration.ofMinutes(30))
            .version(TWO, B)
            .intent(rotation(TWO, ANOTHER, Duration.ofMinutes(31)))
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.SUPERSEDED_PENDING);
    Intent intent = ((Step.Announce) step).after().intent().orElseThrow();
    assertThat(intent.isRepairOf(B)).isTrue();
  }

  @Test
  @DisplayName("createSecret waits while the previous key is there, and says until when")
  void previous() {
    Step step =
        Scene.dayAfterRotation()
            .rotatedByTheService()
            .label(StagingLabel.AWSPENDING, FRESH)
            .value(FRESH, new VersionValue.Absent())
            .goal(new Goal.TakeServiceStep(FRESH, ServiceStep.CREATE_SECRET))
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.PREVIOUS_STANDS);
    assertThat(((Step.Wait) step).until()).isEqualTo(NOW.plus(Duration.ofDays(13)));
  }

  @Test
  @DisplayName("A version whose key is gone is spent")
  void spent() {
    Step step = begun(ServiceStep.CREATE_SECRET).version(FRESH, B).plan();
    assertThat(step).isInstanceOf(Step.TakePendingOff.class);
    assertThat(reason(step)).isEqualTo(Reason.PENDING_KEY_GONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = ServiceStep.class,
      names = {"SET_SECRET", "FINISH_SECRET"})
  @DisplayName("setSecret and finishSecret before createSecret halt, and write nothing")
  void outOfOrder(ServiceStep step) {
    assertThat(reason(begun(step).plan())).isEqualTo(Reason.NOTHING_STAGED);
  }

  @Test
  @DisplayName("testSecret without a createSecret ever proves the current key")
  void testOnly() {
    Step step = begun(ServiceStep.TEST_SECRET).plan();
    assertThat(step).isInstanceOf(Step.Verify.class);
    assertThat(((Step.Verify) step).credential().id()).isEqualTo(A);
  }

  @Test
  @DisplayName("testSecret of a version that createSecret announced and did not store halts")
  void testTooEarly() {
    Step step =
        begun(ServiceStep.TEST_SECRET)
            .intent(rotation(FRESH, ANOTHER, Duration.ofMinutes(30)))
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.NOTHING_STAGED);
  }

  @Test
  @DisplayName("testSecret proves the pending key, and that is all")
  void tests() {
    Step step = stored(ServiceStep.TEST_SECRET, ANOTHER).plan();
    assertThat(((Step.Verify) step).credential().id()).isEqualTo(B);
    Step after =
        stored(ServiceStep.TEST_SECRET, ANOTHER)
            .remember(before -> before.proved(Scene.held(B), Proof.WORKS))
            .plan();
    assertThat(reason(after)).isEqualTo(Reason.STAGED_KEY_WORKS);
    Step wrong =
        stored(ServiceStep.TEST_SECRET, ANOTHER)
            .remember(before -> before.proved(Scene.held(B), Proof.WRONG_SECRET))
            .plan();
    assertThat(reason(wrong)).isEqualTo(Reason.STAGED_SECRET_WRONG);
  }

  @Test
  @DisplayName(
      "finishSecret of a version that is current leaves the record to the run that writes it")
  void finished() {
    Step step =
        stored(ServiceStep.FINISH_SECRET, ANOTHER)
            .label(StagingLabel.AWSPREVIOUS, ONE)
            .label(StagingLabel.AWSCURRENT, FRESH)
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.ALREADY_CURRENT);
  }

  @Test
  @DisplayName("All of the service's guards that fail are told together")
  void guards() {
    Step step =
        Scene.adopted().goal(new Goal.TakeServiceStep(FRESH, ServiceStep.CREATE_SECRET)).plan();
    assertThat(reason(step)).isEqualTo(Reason.STEP_REFUSED);
    assertThat(step.cause().detail())
        .contains("Rotation is not enabled")
        .contains("carries no staging label");
  }

  @Test
  @DisplayName("A run waits for a rotation that the service has begun")
  void runWaits() {
    Step step = begun(ServiceStep.CREATE_SECRET).goal(new Goal.Advance()).plan();
    assertThat(step).isInstanceOf(Step.Wait.class);
    assertThat(reason(step)).isEqualTo(Reason.SERVICE_ROTATION);
  }

  @Test
  @DisplayName("A run retires a previous key while the service's rotation waits")
  void runRetires() {
    Step step =
        Scene.afterRotation(Duration.ofDays(8))
            .rotatedByTheService()
            .used(A, Duration.ofDays(5))
            .label(StagingLabel.AWSPENDING, FRESH)
            .value(FRESH, new VersionValue.Absent())
            .plan();
    assertThat(step).isInstanceOf(Step.Announce.class);
    assertThat(((Step.Announce) step).after().mark().map(Ledger.Mark::key)).contains(A);
  }

  @Test
  @DisplayName("An empty pending version of a secret that nobody rotates halts a run")
  void runHalts() {
    Step step =
        Scene.adopted()
            .label(StagingLabel.AWSPENDING, FRESH)
            .value(FRESH, new VersionValue.Absent())
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.PENDING_OF_ANOTHER);
  }

  @Test
  @DisplayName("What the version holds is read first, even while another run holds the lease")
  void reads() {
    assertLooksAt(
        Scene.adopted()
            .rotatedByTheService()
            .label(StagingLabel.AWSPENDING, FRESH)
            .intent(rotation(FRESH, ANOTHER, Duration.ofSeconds(5)))
            .goal(new Goal.TakeServiceStep(FRESH, ServiceStep.SET_SECRET)),
        new ReadPart.Value(FRESH));
  }

  @Test
  @DisplayName("A version that carries another label than AWSPENDING or AWSCURRENT is refused")
  void anotherLabel() {
    Step step =
        Scene.adopted()
            .rotatedByTheService()
            .label(StagingLabel.AWSPREVIOUS, FRESH)
            .goal(new Goal.TakeServiceStep(FRESH, ServiceStep.CREATE_SECRET))
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.STEP_REFUSED);
    assertThat(step.cause().detail()).endsWith("does not carry AWSPENDING");
  }

  private static Scene current(ServiceStep step, String holder) {
    return stored(step, holder)
        .label(StagingLabel.AWSPREVIOUS, ONE)
        .label(StagingLabel.AWSCURRENT, FRESH);
  }

  @ParameterizedTest
  @EnumSource(
      value = ServiceStep.class,
      names = {"CREATE_SECRET", "SET_SECRET", "TEST_SECRET"})
  @DisplayName("A step before finishSecret of a version that is current writes nothing")
  void isCurrent(ServiceStep step) {
    assertThat(reason(current(step, ME).plan())).isEqualTo(Reason.ALREADY_CURRENT);
  }

  @Test
  @DisplayName("finishSecret of a version that is current records it where nobody else does")
  void records() {
    Scene mine = current(ServiceStep.FINISH_SECRET, ME);
    assertThat(reason(mine.plan())).isEqualTo(Reason.PROVE_CURRENT);
    assertThat(reason(mine.proved(B).plan())).isEqualTo(Reason.PROMOTED);
    Scene stale = current(ServiceStep.FINISH_SECRET, ANOTHER).proved(B);
    assertThat(reason(stale.intent(rotation(FRESH, ANOTHER, Duration.ofMinutes(21))).plan()))
        .isEqualTo(Reason.PROMOTED);
  }

  @Test
  @DisplayName("finishSecret proves the stored key, and promotes it")
  void finishes() {
    assertThat(reason(stored(ServiceStep.FINISH_SECRET, ME).plan()))
        .isEqualTo(Reason.PROVE_PENDING);
    assertThat(
            stored(ServiceStep.FINISH_SECRET, ME)
                .remember(before -> before.proved(Scene.held(B), Proof.WORKS))
                .plan())
        .isInstanceOf(Step.Promote.class);
  }

  @Test
  @DisplayName("One that was given back since this run began leaves the time since that to explain")
  void givenBackSince() {
    Intent given = rotation(FRESH, ANOTHER, Duration.ofSeconds(1)).released(NOW);
    Step step = begun(ServiceStep.CREATE_SECRET).intent(given).plan();
    Intent intent = ((Step.Announce) step).after().intent().orElseThrow();
    assertThat(intent.since()).isEqualTo(NOW.minusSeconds(2));
  }

  @Test
  @DisplayName("What createSecret announced more than an hour ago has listed its keys by now")
  void longAgo() {
    Step step =
        begun(ServiceStep.CREATE_SECRET)
            .intent(rotation(FRESH, ANOTHER, Duration.ofHours(2)))
            .plan();
    Intent intent = ((Step.Announce) step).after().intent().orElseThrow();
    assertThat(intent.since()).isEqualTo(NOW.minusSeconds(2));
  }

  @Test
  @DisplayName("A key whose rotation was closed is not reused, but removed")
  void closed() {
    Step step =
        stored(ServiceStep.CREATE_SECRET, ANOTHER)
            .intent(rotation(FRESH, ANOTHER, Duration.ofSeconds(40)).closed(NOW))
            .plan();
    assertThat(reason(step)).isEqualTo(Reason.SUPERSEDED_PENDING);
  }

  @Test
  @DisplayName("An answer names the key that is staged")
  void namesTheKey() {
    assertThat(stored(ServiceStep.SET_SECRET, ANOTHER).plan().cause().key()).contains(B);
  }

  @Test
  @DisplayName("A stored key that nobody can use is not staged")
  void unusable() {
    Scene stored = stored(ServiceStep.SET_SECRET, ANOTHER);
    assertThat(reason(stored.inactive(B).plan())).isEqualTo(Reason.PENDING_KEY_INACTIVE);
    assertThat(reason(stored.without(B).plan())).isEqualTo(Reason.VERSION_SPENT);
    assertLooksAt(stored.stale(ReadPart.Keys.class), new ReadPart.Keys());
    assertThat(
            reason(
                stored(ServiceStep.TEST_SECRET, ANOTHER)
                    .version(FRESH, B, new UserName("admin"))
                    .plan()))
        .isEqualTo(Reason.PENDING_TAMPERED);
  }

  @Test
  @DisplayName("createSecret goes on where a person switched the current key off; a test does not")
  void currentOff() {
    assertThat(begun(ServiceStep.CREATE_SECRET).inactive(A).plan())
        .isInstanceOf(Step.Announce.class);
    assertThat(reason(begun(ServiceStep.TEST_SECRET).inactive(A).plan()))
        .isEqualTo(Reason.CURRENT_KEY_INACTIVE);
  }

  @Test
  @DisplayName("Room is there when the previous key is deleted, whichever way it still has to go")
  void room() {
    Policy days = Policy.DEFAULT.with(Setting.OVERLAP, "3d").orElseThrow();
    Scene waiting =
        Scene.dayAfterRotation()
            .rotatedByTheService()
            .label(StagingLabel.AWSPENDING, FRESH)
            .value(FRESH, new VersionValue.Absent())
            .policy(days)
            .goal(new Goal.TakeServiceStep(FRESH, ServiceStep.CREATE_SECRET));
    assertThat(((Step.Wait) waiting.plan()).until()).isEqualTo(NOW.plus(Duration.ofDays(9)));
    Scene off = waiting.inactive(A).previous(Ledger.State.OFF, Duration.ofDays(1));
    assertThat(((Step.Wait) off.plan()).until()).isEqualTo(NOW.plus(Duration.ofDays(6)));
  }
}
