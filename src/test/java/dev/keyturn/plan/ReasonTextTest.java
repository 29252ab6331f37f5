package dev.keyturn.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and machines are told about steps, reasons and keys. */
class ReasonTextTest {
  private static final Cause WHY = Cause.of(Reason.RETIRE_PREVIOUS, Scene.B);
  private static final Credential PENDING =
      new Credential(Scene.ALICE, Scene.A, SecretText.of("secret"));

  private static final List<Step> ALL =
      List.of(
          new Step.Look(List.of(new ReadPart.Keys()), WHY),
          announcing(Intent.Verb.ROTATE, WHY),
          new Step.Note(Ledger.EMPTY, WHY),
          new Step.CreateKey(WHY),
          new Step.Store(Scene.TWO, PENDING, Optional.empty(), WHY),
          new Step.Verify(PENDING, WHY),
          new Step.Promote(Optional.empty(), Scene.TWO, WHY),
          new Step.TakePendingOff(Scene.TWO, WHY),
          new Step.Deactivate(Scene.A, WHY),
          new Step.Reactivate(Scene.A, WHY),
          new Step.DeleteKey(Scene.A, WHY),
          new Step.Wait(Scene.NOW, WHY),
          new Step.Halt(WHY),
          new Step.Done(Scene.NOW, WHY));

  private static Step.Announce announcing(Intent.Verb verb, Cause cause) {
    Intent intent =
        Scene.intent(verb, Scene.ME, Duration.ZERO, Optional.empty(), Optional.of(Scene.A));
    return new Step.Announce(Ledger.EMPTY.with(intent), cause);
  }

  @Test
  void eachSortOfStepHasAStableName() {
    assertThat(ALL.stream().map(StepWords::word))
        .containsExactly(
            "look",
            "announce",
            "record",
            "create-key",
            "store-pending",
            "verify",
            "promote",
            "take-pending-off",
            "deactivate-key",
            "reactivate-key",
            "delete-key",
            "wait",
            "halt",
            "none");
  }

  @Test
  void aStepIsAboutTheKeyThatItActsOnElseTheOneOfItsReason() {
    Optional<AccessKeyId> a = Optional.of(Scene.A);
    Optional<AccessKeyId> b = Optional.of(Scene.B);
    assertThat(ALL.stream().map(StepWords::key))
        .containsExactly(b, a, b, Optional.empty(), a, a, b, b, a, a, a, b, b, b);
  }

  @Test
  void anIntentionIsAnOrder() {
    assertThat(ALL.stream().map(StepWords::intention))
        .containsExactly(
            "look closer",
            "create a key, store it as AWSPENDING, prove it, make it AWSCURRENT",
            "record what has happened in the secret's tags",
            "create a key, store it as AWSPENDING, prove it, make it AWSCURRENT",
            "store key ****AAAA as AWSPENDING",
            "prove that key ****AAAA works",
            "make key ****BBBB AWSCURRENT",
            "take AWSPENDING off a version that needs it no longer",
            "deactivate key ****AAAA",
            "activate key ****AAAA again",
            "delete key ****AAAA",
            "nothing now",
            "nothing, until a person has acted",
            "nothing");
  }

  @Test
  void anAnnouncementIsToldAsWhatItAnnounces() {
    Map<Intent.Verb, String> told =
        Map.of(
            Intent.Verb.RETIRE, "deactivate key ****AAAA",
            Intent.Verb.DELETE, "delete key ****AAAA",
            Intent.Verb.ROLLBACK, "make the previous key ****AAAA current again",
            Intent.Verb.REPAIR, "delete key ****AAAA");
    told.forEach(
        (verb, words) -> assertThat(StepWords.intention(announcing(verb, WHY))).isEqualTo(words));
    assertThat(
            StepWords.intention(
                announcing(Intent.Verb.ROLLBACK, Cause.of(Reason.ASKED_TO_RESTORE, Scene.A))))
        .isEqualTo("go back to the version that holds key ****AAAA");
    assertThat(StepWords.intention(announcing(Intent.Verb.ROTATE, Cause.of(Reason.RESUME_PENDING))))
        .isEqualTo("prove the pending key, make it AWSCURRENT");
    assertThat(StepWords.intention(new Step.Announce(Ledger.EMPTY, WHY))).isEqualTo("announce");
  }

  @Test
  void aDeedIsToldInThePast() {
    assertThat(ALL.stream().map(step -> StepWords.deed(step, Optional.of(Scene.C))))
        .containsExactly(
            "looked closer",
            "announced: rotate",
            "recorded what has happened",
            "created key ****CCCC",
            "stored key ****AAAA as AWSPENDING",
            "proved key ****AAAA",
            "moved AWSCURRENT to key ****BBBB",
            "took AWSPENDING off",
            "deactivated key ****AAAA",
            "activated key ****AAAA again",
            "deleted key ****AAAA",
            "waited",
            "halted",
            "finished");
    assertThat(StepWords.deed(new Step.CreateKey(WHY), Optional.empty()))
        .isEqualTo("created a key");
    assertThat(StepWords.deed(new Step.Announce(Ledger.EMPTY, WHY), Optional.empty()))
        .isEqualTo("announced: nothing");
  }

  @Test
  void namesAreFilledIntoASentenceAndItsRemedy() {
    Observation seen = Scene.adopted().observation();
    ReasonText reasonText = ReasonText.of(seen);
    assertThat(reasonText)
        .isEqualTo(new ReasonText("alice", Optional.of(Scene.ALICE), Optional.of(seen)));
    for (Reason reason : Reason.values()) {
      Cause cause = Cause.of(reason, Scene.B);
      assertThat(reasonText.sentence(cause)).isNotBlank().doesNotContain("{");
      assertThat(reasonText.remedy(cause)).doesNotContain("{");
      assertThat(reasonText.sentence(cause.saying("So it is")))
          .isEqualTo(reasonText.sentence(cause) + " So it is.");
    }
    assertThat(reasonText.remedy(Cause.of(Reason.FOREIGN_KEY, Scene.B))).contains("alice");
    assertThat(
            ReasonText.of(
                    Scene.adopted().user(Optional.empty()).configured(Scene.ALICE).observation())
                .user())
        .contains(Scene.ALICE);
  }

  @Test
  void aUserThatCouldNotBeReadIsCalledAsTheSecretOrElseTheConfigurationCallsIt() {
    UserName bob = new UserName("bob");
    Scene scene = Scene.adopted().version(Scene.ONE, Scene.A, bob).user(Optional.empty());
    assertThat(scene.configured(Scene.ALICE).observation().userName()).contains(bob);
    assertThat(scene.noLabel(StagingLabel.AWSCURRENT).observation().userName())
        .contains(Scene.ALICE);
  }

  @Test
  void aHaltSaysWhatToDoAndIsKnownByItsWord() {
    assertThat(Reason.FOREIGN_KEY.word()).isEqualTo("foreign-key");
    assertThat(Reason.NOTHING_DUE.kind()).isEqualTo(Reason.Kind.DONE);
    assertThat(Reason.NOTHING_DUE.remedy()).isEmpty();
    assertThat(Reason.FOREIGN_KEY.remedy()).isNotBlank();
  }

  @Test
  void onlyWhatMayBeAnAttackIsSuspicious() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::isSuspicious))
        .containsExactlyInAnyOrder(
            Reason.USER_NAME_DIFFERS,
            Reason.USER_OUT_OF_REACH,
            Reason.BOUND_ELSEWHERE,
            Reason.SOMEONE_ELSES_KEY,
            Reason.PENDING_TAMPERED,
            Reason.CURRENT_WAS_RETIRED,
            Reason.CURRENT_EDITED,
            Reason.CURRENT_SECRET_WRONG,
            Reason.NOT_BOUND,
            Reason.USER_MADE_AGAIN);
  }

  @Test
  void onlyAStepThatComesAtTheWrongTimeAsksNobodyToAct() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::isOfTheStepAlone))
        .containsExactlyInAnyOrder(Reason.STEP_REFUSED, Reason.NOTHING_STAGED);
  }

  @Test
  void everyProofSaysWhichKeyItIsAbout() {
    assertThat(Arrays.stream(Proof.values()).map(Proof::sentence))
        .allMatch(sentence -> sentence.contains("%s"));
  }

  @Test
  void eachKeyHasItsRole() {
    assertThat(KeyRole.of(Scene.dayAfterRotation().key(Scene.C, Duration.ofDays(9)).observation()))
        .isEqualTo(
            Map.of(Scene.B, KeyRole.CURRENT, Scene.A, KeyRole.PREVIOUS, Scene.C, KeyRole.FOREIGN));
    Scene rotating =
        Scene.adopted()
            .key(Scene.B, Duration.ofSeconds(30))
            .intent(Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)));
    assertThat(KeyRole.of(rotating.observation()))
        .isEqualTo(Map.of(Scene.A, KeyRole.CURRENT, Scene.B, KeyRole.ORPHAN));
    assertThat(
            KeyRole.of(
                rotating
                    .version(Scene.TWO, Scene.B)
                    .label(StagingLabel.AWSPENDING, Scene.TWO)
                    .observation()))
        .isEqualTo(Map.of(Scene.A, KeyRole.CURRENT, Scene.B, KeyRole.PENDING));
    assertThat(KeyRole.PENDING.word()).isEqualTo("pending");
  }

  @Test
  void aKeyThatAClosedRotationWouldExplainIsForeign() {
    Intent closed = Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)).closed(Scene.NOW);
    assertThat(
            KeyRole.of(
                Scene.adopted().key(Scene.B, Duration.ofSeconds(30)).intent(closed).observation()))
        .isEqualTo(Map.of(Scene.A, KeyRole.CURRENT, Scene.B, KeyRole.FOREIGN));
  }

  @Test
  void onlyTheStoredKeyIsPending() {
    Scene rotating =
        Scene.adopted()
            .key(Scene.B, Duration.ofSeconds(30))
            .key(Scene.C, Duration.ofDays(9))
            .intent(Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)))
            .version(Scene.TWO, Scene.B);
    assertThat(KeyRole.of(rotating.observation()))
        .isEqualTo(
            Map.of(Scene.A, KeyRole.CURRENT, Scene.B, KeyRole.PENDING, Scene.C, KeyRole.FOREIGN));
  }

  @Test
  void theServicesStepsAreKnownInBothSpellings() {
    assertThat(ServiceStep.words())
        .containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
    assertThat(ServiceStep.of("finishSecret")).contains(ServiceStep.FINISH_SECRET);
    assertThat(ServiceStep.of("finish_secret")).contains(ServiceStep.FINISH_SECRET);
    assertThat(ServiceStep.of("create_secret")).contains(ServiceStep.CREATE_SECRET);
    assertThat(ServiceStep.of("deleteSecret")).isEmpty();
    assertThat(ServiceStep.TEST_SECRET.word()).isEqualTo("testSecret");
  }
}
