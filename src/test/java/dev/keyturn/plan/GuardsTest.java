package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.PlanAssert.assertLooksAt;
import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ALICE;
import static dev.keyturn.plan.Scene.ALICE_ID;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardsTest {
  private static final UserName ROOTLIKE = new UserName("admin");

  @Test
  void aSecretScheduledForDeletionIsRefused() {
    assertHalts(Scene.adopted().deleted(), Reason.SECRET_DELETED);
  }

  @Test
  void aReplicaOfASecretOfAnotherRegionIsRefused() {
    Cause cause = assertHalts(Scene.adopted().replica(), Reason.SECRET_IS_REPLICA);
    assertThat(cause.reason().isSuspicious()).as("its user is bound to the primary").isFalse();
  }

  @Test
  void tagsThatCannotBeReadAreRefusedAndNamed() {
    assertThat(
            assertHalts(Scene.adopted().problems("tag x", "tag y"), Reason.TAGS_INVALID).detail())
        .isEqualTo("tag x; tag y");
  }

  @Test
  void aSecretWithoutACurrentVersionIsRefused() {
    assertHalts(Scene.adopted().noLabel(StagingLabel.AWSCURRENT), Reason.NO_CURRENT_VERSION);
    assertPlans(
        Scene.adopted().value(ONE, new VersionValue.Absent()),
        Step.Wait.class,
        Reason.VALUE_BEHIND);
    Scene configured =
        Scene.adopted().configured(Scene.ALICE).goal(new Goal.Rotate(Optional.empty()));
    assertPlans(
        configured.value(ONE, new VersionValue.Absent()), Step.Wait.class, Reason.VALUE_BEHIND);
    assertPlans(
        configured
            .value(ONE, new VersionValue.Absent())
            .without(Scene.A)
            .ledger(was -> Ledger.EMPTY.adopted(Scene.ALICE_ID, Optional.empty())),
        Step.Announce.class,
        Reason.FIRST_KEY);
  }

  @Test
  void aValueThatCannotBeRotatedIsRefusedWithItsFix() {
    Cause cause =
        assertHalts(
            Scene.adopted().value(ONE, new VersionValue.Unusable("It is binary.", "Store JSON")),
            Reason.VALUE_UNUSABLE);
    assertThat(cause.detail()).isEqualTo("It is binary. Store JSON");
  }

  @Test
  void aSecretThatWouldGrowTooLargeIsRefusedBeforeAnyWrite() {
    Credential credential = new Credential(ALICE, A, SecretText.of("secret"));
    assertHalts(
        Scene.adopted()
            .value(
                ONE,
                new VersionValue.Holds(credential, SecretText.of("x"), SecretText.of("x"), 65_537)),
        Reason.SECRET_TOO_LARGE);
  }

  @Test
  void aUserThatDoesNotExistIsRefused() {
    assertHalts(Scene.adopted().user(Optional.empty()), Reason.NO_SUCH_USER);
  }

  @Test
  void aUserThatDoesNotPointBackIsRefused() {
    assertHalts(Scene.adopted().boundTo(Optional.empty()), Reason.NOT_BOUND);
  }

  @Test
  void aUserBoundToAnotherSecretIsRefused() {
    assertHalts(Scene.adopted().boundTo(Optional.of("arn:other")), Reason.BOUND_ELSEWHERE);
  }

  @Test
  void aUserBoundToAnotherSecretIsRefusedEvenWhereTheConfigurationBinds() {
    assertHalts(
        Scene.adopted().configured(ALICE).boundTo(Optional.of("arn:other")),
        Reason.BOUND_ELSEWHERE);
  }

  @Test
  void aSecretEditedToNameAnUnboundUserIsRefusedAsSuspicious() {
    IamUser admin =
        new IamUser(
            ROOTLIKE,
            new UserId("AIDAADMINADMINADMIN1"),
            "arn:aws:iam::1:user/admin",
            Optional.empty());
    Cause cause =
        assertHalts(
            Scene.adopted().version(ONE, A, ROOTLIKE).user(Optional.of(admin)),
            Reason.USER_NAME_DIFFERS);
    assertThat(cause.reason().isSuspicious()).isTrue();
  }

  @Test
  void aSecretEditedToNameAnotherThanTheConfiguredUserIsRefused() {
    assertHalts(
        Scene.adopted().configured(ALICE).version(ONE, A, ROOTLIKE), Reason.USER_NAME_DIFFERS);
  }

  @Test
  void theUserThatASecretWasEditedToNameNeedNotBeLookedAtWhereTheConfigurationNamesAnother() {
    Scene scene =
        Scene.adopted().configured(ALICE).version(ONE, A, ROOTLIKE).user(Optional.empty());
    Cause cause = assertHalts(scene, Reason.USER_NAME_DIFFERS);
    assertThat(ReasonText.of(scene.observation()).sentence(cause))
        .startsWith("The secret names IAM user admin,")
        .endsWith("It is bound to alice.");
  }

  @Test
  void aUserThatMayNotEvenBeLookedAtIsRefusedAsSuspiciousAndNotAsAPermissionThatLacks() {
    Scene scene = Scene.adopted().version(ONE, A, ROOTLIKE).userDenied("no");
    Cause cause = assertHalts(scene, Reason.USER_OUT_OF_REACH);
    assertThat(cause.reason().isSuspicious()).isTrue();
    ReasonText reasonText = ReasonText.of(scene.observation());
    assertThat(reasonText.sentence(cause))
        .startsWith("The secret names IAM user admin,")
        .contains("iam:GetUser")
        .endsWith("AWS says: no.");
    assertThat(reasonText.remedy(cause))
        .startsWith("Grant nothing yet.")
        .contains("aws iam get-user --user-name admin")
        .contains("allow iam:GetUser");
  }

  @Test
  void aKeyInHandIsDeletedAgainWhenTheUserMayNotBeLookedAtAnyMore() {
    assertPlans(
        Scene.adopted().minted(B).userDenied("no"), Step.DeleteKey.class, Reason.UNDO_MINTED);
  }

  @Test
  void aUserThatWasDeletedAndMadeAgainIsRefused() {
    IamUser again =
        new IamUser(ALICE, new UserId("AIDAANOTHERALICEALIC"), "arn", Optional.of(Scene.ARN));
    assertHalts(Scene.adopted().user(Optional.of(again)), Reason.USER_MADE_AGAIN);
  }

  @Test
  void aSecretThatWasNeverAdoptedIsRefused() {
    assertHalts(Scene.adopted().ledger(was -> Ledger.EMPTY), Reason.NOT_ADOPTED);
    assertHalts(
        Scene.adopted().ledger(was -> Ledger.EMPTY).boundTo(Optional.empty()), Reason.NOT_ADOPTED);
  }

  @Test
  void aConfiguredBindingPinsTheUserAndItsKeyAtFirst() {
    Step.Note note =
        assertPlans(
            Scene.adopted()
                .ledger(was -> Ledger.EMPTY)
                .boundTo(Optional.empty())
                .configured(ALICE)
                .proved(Scene.A),
            Step.Note.class,
            Reason.ADOPTED_BY_CONFIGURATION);
    assertThat(note.after().userId()).contains(ALICE_ID);
    assertThat(note.after().currentKey()).contains(A);
  }

  @Test
  void aPairThatIsDeclaredByItsTagsIsRecordedOnceItsKeyIsProved() {
    Scene declared =
        Scene.adopted().ledger(was -> Ledger.EMPTY.adopted(ALICE_ID, Optional.empty())).declared();
    assertPlans(declared, Step.Verify.class, Reason.PROVE_CURRENT);
    Step.Note note = assertPlans(declared.proved(A), Step.Note.class, Reason.ADOPTED_BY_TAGS);
    assertThat(note.after().currentKey()).contains(A);
    assertHalts(declared.boundTo(Optional.empty()), Reason.NOT_BOUND);
    assertHalts(declared.boundTo(Optional.of("arn:other")), Reason.BOUND_ELSEWHERE);
  }

  @Test
  void namesThatDifferOnlyInCaseAreTheSameUser() {
    assertPlans(
        Scene.adopted().version(ONE, A, new UserName("Alice")).configured(ALICE),
        Step.Done.class,
        Reason.NOTHING_DUE);
  }

  @Test
  void aKeyInHandIsDeletedAgainWhenTheSecretBecomesUnusable() {
    assertPlans(Scene.adopted().minted(B).deleted(), Step.DeleteKey.class, Reason.UNDO_MINTED);
  }

  @Test
  void keysAreListedOnlyOnceTheBindingHolds() {
    Observation seen = Scene.adopted().observation();
    Observation unlisted =
        new Observation(
            seen.target(),
            seen.secret(),
            seen.secretRead(),
            seen.ledger(),
            seen.problems(),
            seen.values(),
            seen.user(),
            seen.denied(),
            Optional.empty(),
            seen.lastUse(),
            seen.fresh(),
            true,
            seen.memory());
    Step step =
        Planner.plan(unlisted, dev.keyturn.model.Policy.DEFAULT, new Goal.Advance(), Scene.NOW);
    assertThat(step)
        .isEqualTo(
            new Step.Look(java.util.List.of(new ReadPart.Keys()), Cause.of(Reason.LOOK_CLOSER)));
    assertLooksAt(Scene.adopted().key(B, java.time.Duration.ofDays(2)), new ReadPart.LastUseOf(B));
  }

  @Test
  void aSecretMayBeAsLargeAsSecretsManagerTakes() {
    Credential credential = new Credential(ALICE, A, SecretText.of("secret"));
    assertPlans(
        Scene.adopted()
            .value(
                ONE,
                new VersionValue.Holds(credential, SecretText.of("x"), SecretText.of("x"), 65_536)),
        Step.Done.class,
        Reason.NOTHING_DUE);
  }
}
