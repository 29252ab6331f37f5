package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.TWO;
import static dev.keyturn.plan.Scene.due;
import static dev.keyturn.plan.Scene.intent;
import static dev.keyturn.plan.Scene.rotation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Under which intent a key is created, stored and promoted, and under which it is not. */
class BeginningPlanTest {
  private static final Duration JUST_NOW = Duration.ofSeconds(10);

  private static Intent leaving(String holder, Duration ago, AccessKeyId key) {
    return intent(Intent.Verb.ROTATE, holder, ago, Optional.of(TWO), Optional.of(key));
  }

  @Test
  void theVersionThatThisRunHasDrawnIsNotLookedFor() {
    Intent mine = intent(Intent.Verb.ROTATE, ME, JUST_NOW, Optional.of(FRESH), Optional.of(A));
    assertPlans(due().intent(mine), Step.CreateKey.class, Reason.DUE);
    assertLooksAt(due().intent(rotation(ME, JUST_NOW)), new ReadPart.Value(TWO));
  }

  @Test
  void noKeyIsCreatedUnderTheAnnouncementOfSomethingElse() {
    Intent repair = intent(Intent.Verb.REPAIR, ME, JUST_NOW, Optional.empty(), Optional.of(A));
    Step.Announce announce = assertPlans(due().intent(repair), Step.Announce.class, Reason.DUE);
    assertThat(announce.after().intent().map(Intent::verb)).contains(Intent.Verb.ROTATE);
  }

  @Test
  void aRotationThatLeavesAnotherKeyIsNeitherGoneOnWithNorTakenOver() {
    for (Intent other :
        List.of(leaving(ME, JUST_NOW, C), leaving(ANOTHER, Duration.ofMinutes(30), C))) {
      Scene scene = due().intent(other).value(TWO, new VersionValue.Absent());
      Intent announced =
          assertPlans(scene, Step.Announce.class, Reason.DUE).after().intent().orElseThrow();
      assertThat(announced.token()).contains(FRESH);
      assertThat(announced.key()).contains(A);
      assertThat(announced.since()).isEqualTo(NOW);
    }
  }

  @Test
  void aStoredKeyThatWasToReplaceAnotherThanTheCurrentOneIsDiscarded() {
    Scene stored =
        due()
            .intent(leaving(ME, JUST_NOW, C))
            .key(B, Duration.ofSeconds(9))
            .version(TWO, B)
            .label(StagingLabel.AWSPENDING, TWO);
    assertThat(assertPlans(stored, Step.DeleteKey.class, Reason.SUPERSEDED_PENDING).key())
        .isEqualTo(B);
    assertLooksAt(
        stored.stale(ReadPart.Secret.class).stale(ReadPart.Keys.class),
        new ReadPart.Secret(),
        new ReadPart.Keys());
  }

  @Test
  void everyAttemptToCreateAKeyCounts() {
    RunMemory none = RunMemory.start(ME, FRESH, NOW);
    MintedKey key = new MintedKey(new Credential(Scene.ALICE, B, SecretText.of("secret")), NOW);
    RunMemory once = none.created(key).settled();
    assertThat(once.creations()).isEqualTo(1);
    assertThat(once.minted()).isEmpty();
    assertThat(once.creationInDoubt().creationDeclined().creations()).isEqualTo(3);
    Scene tried =
        due()
            .intent(rotation(ME, JUST_NOW))
            .value(TWO, new VersionValue.Absent())
            .remember(p -> p.creationInDoubt().creationInDoubt());
    assertPlans(tried, Step.CreateKey.class, Reason.DUE);
    assertPlans(tried.remember(RunMemory::creationInDoubt), Step.Wait.class, Reason.TRIED_ENOUGH);
  }
}
