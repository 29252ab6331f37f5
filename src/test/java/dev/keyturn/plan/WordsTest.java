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
class WordsTest {
  private static final Because WHY = Because.of(Reason.RETIRE_PREVIOUS, Scene.B);
  private static final Credential PENDING =
      new Credential(Scene.ALICE, Scene.A, SecretText.of("secret"));

  private static final List<Step> ALL =
      List.of(
          new Step.Look(List.of(new Part.Keys()), WHY),
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

  private static Step.Announce announcing(Intent.Verb verb, Because because) {
    Intent intent =
        Scene.intent(verb, Scene.ME, Duration.ZERO, Optional.empty(), Optional.of(Scene.A));
    return new Step.Announce(Ledger.EMPTY.with(intent), because);
  }

  @Test
  void eachSortOfStepHasAStableName() {
    assertThat(ALL.stream().map(Deeds::word))
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
    assertThat(ALL.stream().map(Deeds::key))
        .containsExactly(b, a, b, Optional.empty(), a, a, b, b, a, a, a, b, b, b);
  }

  @Test
  void anIntentionIsAnOrder() {
    assertThat(ALL.stream().map(Deeds::intention))
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
        (verb, words) -> assertThat(Deeds.intention(announcing(verb, WHY))).isEqualTo(words));
    assertThat(
            Deeds.intention(
                announcing(Intent.Verb.ROLLBACK, Because.of(Reason.ASKED_TO_RESTORE, Scene.A))))
        .isEqualTo("go back to the version that holds key ****AAAA");
    assertThat(Deeds.intention(announcing(Intent.Verb.ROTATE, Because.of(Reason.RESUME_PENDING))))
        .isEqualTo("prove the pending key, make it AWSCURRENT");
    assertThat(Deeds.intention(new Step.Announce(Ledger.EMPTY, WHY))).isEqualTo("announce");
  }

  @Test
  void aDeedIsToldInThePast() {
    assertThat(ALL.stream().map(step -> Deeds.deed(step, Optional.of(Scene.C))))
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
    assertThat(Deeds.deed(new Step.CreateKey(WHY), Optional.empty())).isEqualTo("created a key");
    assertThat(Deeds.deed(new Step.Announce(Ledger.EMPTY, WHY), Optional.empty()))
        .isEqualTo("announced: nothing");
  }

  @Test
  void namesAreFilledIntoASentenceAndItsRemedy() {
    Observation seen = Scene.adopted().observation();
    Wording wording = Wording.of(seen);
    assertThat(wording)
        .isEqualTo(new Wording("alice", Optional.of(Scene.ALICE), Optional.of(seen)));
    for (Reason reason : Reason.values()) {
      Because because = Because.of(reason, Scene.B);
      assertThat(wording.sentence(because)).isNotBlank().doesNotContain("{");
      assertThat(wording.remedy(because)).doesNotContain("{");
      assertThat(wording.sentence(because.saying("So it is")))
          .isEqualTo(wording.sentence(because) + " So it is.");
    }
    assertThat(wording.remedy(Because.of(Reason.FOREIGN_KEY, Scene.B))).contains("alice");
    assertThat(
            Wording.of(Scene.adopted().user(Optional.empty()).configured(Scene.ALICE).observation())
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
    assertThat(Role.of(Scene.dayAfterRotation().key(Scene.C, Duration.ofDays(9)).observation()))
        .isEqualTo(Map.of(Scene.B, Role.CURRENT, Scene.A, Role.PREVIOUS, Scene.C, Role.FOREIGN));
    Scene rotating =
        Scene.adopted()
            .key(Scene.B, Duration.ofSeconds(30))
            .intent(Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)));
    assertThat(Role.of(rotating.observation()))
        .isEqualTo(Map.of(Scene.A, Role.CURRENT, Scene.B, Role.ORPHAN));
    assertThat(
            Role.of(
                rotating
                    .version(Scene.TWO, Scene.B)
                    .label(StagingLabel.AWSPENDING, Scene.TWO)
                    .observation()))
        .isEqualTo(Map.of(Scene.A, Role.CURRENT, Scene.B, Role.PENDING));
    assertThat(Role.PENDING.word()).isEqualTo("pending");
  }

  @Test
  void aKeyThatAClosedRotationWouldExplainIsForeign() {
    Intent closed = Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)).closed(Scene.NOW);
    assertThat(
            Role.of(
                Scene.adopted().key(Scene.B, Duration.ofSeconds(30)).intent(closed).observation()))
        .isEqualTo(Map.of(Scene.A, Role.CURRENT, Scene.B, Role.FOREIGN));
  }

  @Test
  void onlyTheStoredKeyIsPending() {
    Scene rotating =
        Scene.adopted()
            .key(Scene.B, Duration.ofSeconds(30))
            .key(Scene.C, Duration.ofDays(9))
            .intent(Scene.rotation(Scene.ANOTHER, Duration.ofMinutes(1)))
            .version(Scene.TWO, Scene.B);
    assertThat(Role.of(rotating.observation()))
        .isEqualTo(Map.of(Scene.A, Role.CURRENT, Scene.B, Role.PENDING, Scene.C, Role.FOREIGN));
  }

  @Test
  void theServicesStepsAreKnownInBothSpellings() {
    assertThat(RotationStep.words())
        .containsExactly("createSecret", "setSecret", "testSecret", "finishSecret");
    assertThat(RotationStep.of("finishSecret")).contains(RotationStep.FINISH_SECRET);
    assertThat(RotationStep.of("finish_secret")).contains(RotationStep.FINISH_SECRET);
    assertThat(RotationStep.of("create_secret")).contains(RotationStep.CREATE_SECRET);
    assertThat(RotationStep.of("deleteSecret")).isEmpty();
    assertThat(RotationStep.TEST_SECRET.word()).isEqualTo("testSecret");
  }
}
