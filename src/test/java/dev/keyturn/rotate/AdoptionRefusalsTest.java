package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Adoption.Result;
import dev.keyturn.rotate.Adoption.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What adopting refuses, and what it says to do instead. */
class AdoptionRefusalsTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Source IN_SECRET = new Source.InSecret();
  private static final Source NEW_KEY = new Source.NewKey();
  private static final Source GIVEN =
      new Source.Given(InMemoryAccount.credential(InMemoryAccount.A));

  private static Result adopt(InMemoryAccount account, Source source) {
    return new RunHarness(account).adopt(source, Map.of(), false);
  }

  private static void assertRefused(
      InMemoryAccount account, Source source, String why, String remedy) {
    assertThat(adopt(account, source)).isEqualTo(new Result.Refused(Optional.empty(), why, remedy));
  }

  /** The same where a run has a word for it. */
  private static void assertRefused(
      Reason reason, InMemoryAccount account, Source source, String why, String remedy) {
    assertThat(adopt(account, source))
        .isEqualTo(new Result.Refused(Optional.of(reason), why, remedy));
  }

  @Test
  void whatIsBoundOrBusyOrOnItsWayOutIsRefused() {
    InMemoryAccount elsewhere = InMemoryAccount.unadopted();
    elsewhere.bound(Optional.of("arn:other"));
    assertRefused(
        Reason.BOUND_ELSEWHERE,
        elsewhere,
        IN_SECRET,
        "IAM user alice is bound to another secret, arn:other.",
        "To move the binding on purpose, remove the user's tag first: aws iam untag-user --user-name alice --tag-keys keyturn:secret, then run this again.");
    InMemoryAccount deleted = InMemoryAccount.unadopted();
    deleted.deletion = Optional.of(InMemoryAccount.NOW);
    assertRefused(
        Reason.SECRET_DELETED,
        deleted,
        IN_SECRET,
        "Secret app/alice is scheduled for deletion.",
        "Restore it: aws secretsmanager restore-secret --secret-id app/alice, then run this again. Or choose another name.");
    InMemoryAccount copy = InMemoryAccount.unadopted();
    copy.replica = true;
    assertRefused(
        Reason.SECRET_IS_REPLICA,
        copy,
        IN_SECRET,
        "Secret app/alice is a replica of one in another Region.",
        "Adopt the user with that one, in its own Region.");
    InMemoryAccount wrong = InMemoryAccount.unadopted();
    wrong.tags.put("keyturn:previous", "v1 nonsense");
    assertThat(adopt(wrong, IN_SECRET))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            it -> {
              assertThat(it.why()).contains("keyturn:previous").endsWith(".");
              assertThat(it.remedy()).isEqualTo("Correct the secret's tags.");
            });
    InMemoryAccount another = InMemoryAccount.unadopted();
    another.ledger(was -> was.adopted(new UserId("AIDABOBBOBBOBBOBBOB1"), Optional.empty()));
    assertRefused(
        Reason.USER_MADE_AGAIN,
        another,
        IN_SECRET,
        "Secret app/alice was adopted for another user (AIDABOBBOBBOBBOBBOB1);"
            + " alice is AIDAALICEALICEALICE1.",
        "If that user was deleted and made again, remove the old ID: aws secretsmanager"
            + " untag-resource --secret-id app/alice --tag-keys keyturn:user-id, then run this"
            + " again.");
  }

  @Test
  void aSecretThatAnotherRunIsWorkingOnIsRefusedUntilItsLeaseIsOver() {
    InMemoryAccount busy = InMemoryAccount.adopted(DAY);
    Intent intent =
        new Intent(
            Intent.Verb.ROTATE,
            Optional.of(InMemoryAccount.TWO),
            Optional.of(InMemoryAccount.A),
            "another",
            InMemoryAccount.NOW.minusSeconds(5),
            InMemoryAccount.NOW.plusSeconds(5),
            true);
    busy.ledger(was -> was.with(intent));
    assertRefused(
        Reason.ANOTHER_RUN,
        busy,
        IN_SECRET,
        "Another run has announced that it is working on secret app/alice"
            + " (rotate, until 2026-06-01T12:00:05Z).",
        "When it is over, run this again.");
    busy.now = InMemoryAccount.NOW.plusSeconds(5);
    assertThat(adopt(busy, IN_SECRET)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aNameThatIsTooLongForTheUsersTagIsRefused() {
    InMemoryAccount account = InMemoryAccount.withoutSecret();
    String name = "x".repeat(256 - 73);
    Adoption.Request fits =
        new Adoption.Request(InMemoryAccount.ALICE, name, NEW_KEY, false, Map.of());
    assertThat(Adoption.adopt(new RunHarness(account).ports(), List.of(), fits, true))
        .isInstanceOf(Result.Adopted.class);
    Adoption.Request longer =
        new Adoption.Request(InMemoryAccount.ALICE, name + "x", NEW_KEY, false, Map.of());
    assertThat(Adoption.adopt(new RunHarness(account).ports(), List.of(), longer, true))
        .isEqualTo(
            new Result.Refused(
                Optional.empty(),
                "The ARN of the secret is longer than a tag may be (256 characters).",
                "Use a secret with a shorter name."));
  }

  @Test
  void anArnThatIsTooLongForTheUsersTagIsRefused() {
    SecretDescription was = InMemoryAccount.unadopted().description();
    String arn = "arn:" + "x".repeat(253);
    SecretDescription secret =
        new SecretDescription(
            arn,
            was.name(),
            was.labels(),
            was.tags(),
            was.deletion(),
            was.rotationEnabled(),
            false,
            was.created());
    assertThat(
            AdoptionChecks.binding(
                InMemoryAccount.unadopted().user.orElseThrow(),
                new Adoption.Request(
                    InMemoryAccount.ALICE, InMemoryAccount.NAME, IN_SECRET, false, Map.of()),
                Optional.of(secret)))
        .containsInstanceOf(Result.Refused.class);
  }

  @Test
  void whatTheSecretHoldsMustBeTheUsersOwnWorkingKey() {
    InMemoryAccount bobs = InMemoryAccount.unadopted();
    bobs.values.put(
        InMemoryAccount.ONE,
        new VersionValue.Holds(
            new Credential(new UserName("bob"), InMemoryAccount.A, SecretText.of("x")),
            SecretText.of("x"),
            SecretText.of("x"),
            9));
    assertRefused(
        Reason.USER_NAME_DIFFERS,
        bobs,
        IN_SECRET,
        "Secret app/alice names IAM user bob, not alice.",
        "Find out who wrote to the secret, and correct UserName.");
    InMemoryAccount binary = InMemoryAccount.unadopted();
    binary.values.put(
        InMemoryAccount.ONE, new VersionValue.Unusable("It is binary.", "Store JSON."));
    assertRefused(
        Reason.VALUE_UNUSABLE,
        binary,
        IN_SECRET,
        "Secret app/alice cannot be adopted. It is binary.",
        "Store JSON.");
    InMemoryAccount inactive = InMemoryAccount.unadopted();
    inactive.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE));
    assertRefused(
        inactive,
        IN_SECRET,
        "Key ****AAAA is an Inactive key of IAM user alice.",
        "Add --new-key to have a working one created.");
    InMemoryAccount gone = InMemoryAccount.unadopted();
    gone.keys.clear();
    assertRefused(
        gone,
        IN_SECRET,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }

  private static InMemoryAccount probed(IdentityProbe.Result result) {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.script.answers("probe", result);
    return account;
  }

  @Test
  void aKeyThatDoesNotWorkIsRefused() {
    assertRefused(
        Reason.NOT_PROPAGATED,
        probed(new IdentityProbe.Result.NotKnown("sts")),
        IN_SECRET,
        "Key ****AAAA is not accepted by sts.",
        "If it was just created or switched on, wait a minute and run this again.");
    assertRefused(
        probed(new IdentityProbe.Result.WrongSecret("iam")),
        IN_SECRET,
        "The secret access key does not belong to key ****AAAA.",
        "Correct it, or add --new-key to have a working one created.");
    assertRefused(
        Reason.SOMEONE_ELSES_KEY,
        probed(new IdentityProbe.Result.SomeoneElse("arn:aws:iam::1:user/bob")),
        IN_SECRET,
        "Key ****AAAA belongs to arn:aws:iam::1:user/bob.",
        "Find out who wrote to the secret, and correct it.");
    assertThat(adopt(probed(new IdentityProbe.Result.NotTried(RunHarness.BUSY)), IN_SECRET))
        .isEqualTo(new Result.Failed(RunHarness.BUSY, List.of()));
  }

  @Test
  void whereAKeyIsToComeAKeyThatIsNotTheUsersIsStillRefused() {
    assertRefused(
        Reason.SOMEONE_ELSES_KEY,
        probed(new IdentityProbe.Result.SomeoneElse("arn:aws:iam::1:user/bob")),
        NEW_KEY,
        "Key ****AAAA belongs to arn:aws:iam::1:user/bob.",
        "Find out who wrote to the secret, and correct it.");
    assertRefused(
        Reason.NOT_PROPAGATED,
        probed(new IdentityProbe.Result.NotKnown("sts")),
        NEW_KEY,
        "Key ****AAAA is not accepted by sts.",
        "If it was just created or switched on, wait a minute and run this again.");
  }

  @Test
  void theOnlyKeyThatWorksIsTheOneToAdoptAndNeverToBeDeleted() {
    InMemoryAccount gone = InMemoryAccount.unadopted().key(InMemoryAccount.B, DAY);
    gone.keys.removeIf(key -> key.id().equals(InMemoryAccount.A));
    assertRefused(
        gone,
        IN_SECRET,
        "Key ****AAAA is not a key of IAM user alice.",
        "Key ****BBBB is the user's only Active one. Adopt it, from a profile that holds it:"
            + " add --from-profile PROFILE");
  }

  /** Whoever may read the secret for its new user would read the other's key in AWSPREVIOUS. */
  @Test
  void aSecretInWhichAnotherUsersLivingKeyCanBeReadIsRefused() {
    InMemoryAccount account = InMemoryAccount.rotated(DAY).unbound();
    account.tags.clear();
    account.keys.removeIf(key -> key.id().equals(InMemoryAccount.A));
    account.script.answers(
        "probe", new IdentityProbe.Result.SomeoneElse("arn:aws:iam::111122223333:user/bob"));
    assertRefused(
        account,
        IN_SECRET,
        "Secret app/alice holds key ****AAAA of arn:aws:iam::111122223333:user/bob, in the version"
            + " that carries AWSPREVIOUS.",
        "Use a secret of its own for each user: whoever may read this one would have both keys.");
  }

  /**
   * Whoever makes a secret can write the user's ID into its tags; the user's own tag they cannot.
   */
  @Test
  void aSecretThatSomebodyMadeIsNotTakenForAKeyToComeWhateverItsTagsSay() {
    InMemoryAccount made =
        InMemoryAccount.unadopted()
            .ledger(was -> was.adopted(InMemoryAccount.ALICE_ID, Optional.empty()));
    made.keys.clear();
    assertThat(adopt(made, NEW_KEY))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.remedy()).contains("--existing"));
  }

  @Test
  void whereNothingIsToBeAdoptedItIsRefused() {
    InMemoryAccount nobody = InMemoryAccount.unadopted();
    nobody.user = Optional.empty();
    assertRefused(
        Reason.NO_SUCH_USER,
        nobody,
        IN_SECRET,
        "There is no IAM user alice.",
        "Check the name and the account.");
    assertRefused(
        Reason.NO_CURRENT_VERSION,
        new InMemoryAccount().unbound(),
        IN_SECRET,
        "Secret app/alice has no value yet.",
        "Add --new-key to have its first key created.");
    assertRefused(
        Reason.NO_SUCH_SECRET,
        InMemoryAccount.withoutSecret(),
        IN_SECRET,
        "There is no secret app/alice.",
        "Add --from-profile PROFILE with a profile that holds the user's key, or add --new-key.");
    assertRefused(
        InMemoryAccount.withoutSecret().key(InMemoryAccount.B, DAY),
        NEW_KEY,
        "IAM user alice has 2 keys already; there is no room for a new one.",
        "Adopt one of them, from a profile that holds it: add --from-profile PROFILE");
    InMemoryAccount other = InMemoryAccount.unadopted().key(InMemoryAccount.B, DAY);
    assertRefused(
        other,
        new Source.Given(InMemoryAccount.credential(InMemoryAccount.B)),
        "Secret app/alice exists and holds another key of the user, ****AAAA, which works.",
        "Adopt it as it is: keyturn adopt alice --secret app/alice. Or choose another name.");
    assertThat(adopt(InMemoryAccount.unadopted(), GIVEN)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aGivenKeyThatIsNotTheUsersIsRefusedBeforeASecretIsCreated() {
    InMemoryAccount account = InMemoryAccount.withoutSecret();
    account.keys.clear();
    assertRefused(
        account,
        GIVEN,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }

  @Test
  void aUserWhoseKeysAreGoneMeanwhileHasNone() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.script.answers("list", new ReadResult.Absent<List<AccessKey>>());
    assertRefused(
        account,
        IN_SECRET,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }
}
