package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Read;
import dev.keyturn.port.Write;
import dev.keyturn.rotate.Adoption.Result;
import dev.keyturn.rotate.Adoption.Source;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is bound, what is written for it, and what is refused. */
class AdoptionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Source IN_SECRET = new Source.InSecret();
  private static final Source NEW_KEY = new Source.NewKey();
  private static final Source GIVEN = new Source.Given(Account.credential(Account.A));
  private static final String ADOPTED = "keyturn:user-id = AIDAALICEALICEALICE1";

  /** A secret that holds alice's one key, and that nobody has adopted. */
  private static Account unadopted() {
    Account account = new Account().key(Account.A, DAY).version(Account.ONE, Account.A);
    account.labels.put(StagingLabel.AWSCURRENT, Account.ONE);
    return unbound(account);
  }

  private static Account unbound(Account account) {
    account.user =
        account.user.map(was -> new IamUser(was.name(), was.id(), was.arn(), Optional.empty()));
    return account;
  }

  /** Alice and her one key, and no secret. */
  private static Account withoutSecret() {
    Account account = unbound(new Account().key(Account.A, DAY));
    account.exists = false;
    return account;
  }

  private static Result adopt(Account account, Source source) {
    return adopt(account, source, Map.of(), false);
  }

  private static Result adopt(
      Account account, Source source, Map<Setting, String> settings, boolean dryRun) {
    return Adoption.adopt(
        new Bench(account).ports(),
        new Adoption.Request(Account.ALICE, Account.NAME, source, settings),
        dryRun);
  }

  private static void assertRefused(Account account, Source source, String why, String remedy) {
    assertThat(adopt(account, source)).isEqualTo(new Result.Refused(why, remedy));
    assertThat(account.script.writes()).isEmpty();
  }

  private static List<String> warnings(Result result) {
    return ((Result.Adopted) result).warnings();
  }

  @Test
  void theKeyInASecretIsTriedRecordedAndBound() {
    Account account = unadopted();
    Result result = adopt(account, IN_SECRET, Map.of(Setting.MAX_AGE, "30d"), false);
    assertThat(result)
        .isEqualTo(
            new Result.Adopted(
                unadopted().user.orElseThrow(),
                Account.ARN,
                List.of(
                    "tagged secret app/alice: keyturn:current = v1 ****AAAA, keyturn:max-age = 30d, "
                        + ADOPTED,
                    "tagged IAM user alice: keyturn:secret = " + Account.ARN),
                List.of()));
    assertThat(account.script.calls())
        .containsExactly("user", "list", "describe", "value", "probe", "tag", "bind");
    assertThat(account.ledger().current()).contains(Account.A);
    assertThat(account.ledger().userId()).contains(Account.ALICE_ID);
    assertThat(account.user.orElseThrow().boundSecret()).contains(Account.ARN);
  }

  @Test
  void adoptingAgainChangesNothing() {
    Account account = unadopted();
    adopt(account, IN_SECRET);
    long writes = account.script.writes().size();
    Result again = adopt(account, IN_SECRET);
    assertThat(((Result.Adopted) again).changes()).isEmpty();
    assertThat(account.script.writes()).hasSize((int) writes);
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() {
    Account account = unadopted();
    Result dry = adopt(account, IN_SECRET, Map.of(), true);
    assertThat(account.script.writes()).isEmpty();
    assertThat(((Result.Adopted) dry).changes())
        .isEqualTo(((Result.Adopted) adopt(unadopted(), IN_SECRET)).changes());
    Account none = withoutSecret();
    Result created = adopt(none, GIVEN, Map.of(), true);
    assertThat(none.script.writes()).isEmpty();
    assertThat(((Result.Adopted) created).arn()).isEqualTo(Account.NAME);
  }

  @Test
  void theSecretOfAGivenKeyIsCreatedWithIt() {
    Account account = withoutSecret();
    Result result = adopt(account, GIVEN);
    assertThat(((Result.Adopted) result).changes())
        .containsExactly(
            "created secret app/alice with key ****AAAA, tagged: keyturn:current = v1 ****AAAA, "
                + ADOPTED,
            "tagged IAM user alice: keyturn:secret = " + Account.ARN);
    assertThat(account.script.writes()).containsExactly("createSecret", "bind");
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, Bench.FRESH);
    assertThat(account.ledger().current()).contains(Account.A);
  }

  @Test
  void theSecretOfAKeyToComeIsCreatedWithoutAValue() {
    Account account = withoutSecret();
    Result result = adopt(account, NEW_KEY, Map.of(Setting.QUIET, "2h"), false);
    assertThat(((Result.Adopted) result).changes().getFirst())
        .isEqualTo(
            "created secret app/alice without a value, tagged: keyturn:quiet = 2h, " + ADOPTED);
    assertThat(account.labels).isEmpty();
    assertThat(warnings(result))
        .containsExactly(
            "IAM user alice has another key, ****AAAA, created 2026-05-31T12:00:00Z and Active."
                + " Keyturn will not touch it, and cannot rotate until it is gone.");
  }

  @Test
  void anEmptySecretIsAdoptedForAKeyToCome() {
    Account account = unbound(new Account());
    assertThat(adopt(account, NEW_KEY)).isInstanceOf(Result.Adopted.class);
    assertThat(account.ledger().userId()).contains(Account.ALICE_ID);
    assertRefused(
        unbound(new Account()),
        IN_SECRET,
        "Secret app/alice has no value yet.",
        "Add --new-key to have its first key created.");
  }

  @Test
  void aKeyToComeReplacesADeadOneInTheSecret() {
    Account account = unadopted();
    account.keys.clear();
    assertThat(warnings(adopt(account, NEW_KEY)))
        .containsExactly(
            "The secret names key ****AAAA, which is Inactive or gone; the new key replaces it.");
    Account inactive = unadopted();
    inactive.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE));
    assertThat(warnings(adopt(inactive, NEW_KEY))).hasSize(1);
    assertThat(inactive.script.count("probe")).isZero();
    assertThat(warnings(adopt(unadopted(), NEW_KEY))).isEmpty();
  }

  @Test
  void aWorkingKeyInTheSecretIsTriedEvenWhereANewOneIsAskedFor() {
    Account account = unadopted();
    adopt(account, NEW_KEY);
    assertThat(account.script.count("probe")).isEqualTo(1);
  }

  @Test
  void anotherKeyOfTheUserIsWarnedOfAndLeftAlone() {
    Account account = unadopted();
    account.key(Account.B, Duration.ofDays(9));
    account.keys.replaceAll(key -> key.id().equals(Account.B) ? key.with(KeyStatus.INACTIVE) : key);
    assertThat(warnings(adopt(account, IN_SECRET)))
        .containsExactly(
            "IAM user alice has another key, ****BBBB, created 2026-05-23T12:00:00Z and Inactive."
                + " Keyturn will not touch it, and cannot rotate until it is gone.");
  }

  @Test
  void aKeyThatWasCurrentBeforeBecomesThePreviousOne() {
    Account account = Account.adopted(DAY).key(Account.B, DAY).version(Account.ONE, Account.B);
    Result result = adopt(account, IN_SECRET);
    assertThat(account.ledger().current()).contains(Account.B);
    assertThat(account.ledger().previous())
        .contains(new Ledger.Previous(Account.A, Ledger.State.ACTIVE, Account.NOW));
    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void aKeyThatWasCurrentBeforeAndIsGoneIsNot() {
    Account account = Account.adopted(DAY).key(Account.B, DAY).version(Account.ONE, Account.B);
    account.keys.removeIf(key -> key.id().equals(Account.A));
    adopt(account, IN_SECRET);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void whatIsBoundOrBusyOrOnItsWayOutIsRefused() {
    Account elsewhere = unadopted();
    elsewhere.user =
        elsewhere.user.map(
            was -> new IamUser(was.name(), was.id(), was.arn(), Optional.of("arn:other")));
    assertRefused(
        elsewhere,
        IN_SECRET,
        "IAM user alice is bound to another secret, arn:other.",
        "To move the binding on purpose, remove the tag keyturn:secret from the user first.");
    Account deleted = unadopted();
    deleted.deletion = Optional.of(Account.NOW);
    assertRefused(
        deleted,
        IN_SECRET,
        "Secret app/alice is scheduled for deletion.",
        "Restore it, or choose another name.");
    Account wrong = unadopted();
    wrong.tags.put("keyturn:previous", "v1 nonsense");
    assertThat(adopt(wrong, IN_SECRET))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            it -> {
              assertThat(it.why()).contains("keyturn:previous").endsWith(".");
              assertThat(it.remedy()).isEqualTo("Correct the secret's tags.");
            });
    Account another = unadopted();
    another.ledger(was -> was.adopted(new UserId("AIDABOBBOBBOBBOBBOB1"), Optional.empty()));
    assertRefused(
        another,
        IN_SECRET,
        "Secret app/alice was adopted for another user (AIDABOBBOBBOBBOBBOB1);"
            + " alice is AIDAALICEALICEALICE1.",
        "If that user was deleted and made again, remove the tag keyturn:user-id from the secret"
            + " and run this again.");
  }

  @Test
  void aSecretThatAnotherRunIsWorkingOnIsRefusedUntilItsLeaseIsOver() {
    Account busy = Account.adopted(DAY);
    Intent intent =
        new Intent(
            Intent.Verb.ROTATE,
            Optional.of(Account.TWO),
            Optional.of(Account.A),
            "another",
            Account.NOW.minusSeconds(5),
            Account.NOW.plusSeconds(5),
            true);
    busy.ledger(was -> was.with(intent));
    assertRefused(
        busy,
        IN_SECRET,
        "Another run has announced that it is working on secret app/alice"
            + " (rotate, until 2026-06-01T12:00:05Z).",
        "Run this again when it is over.");
    busy.now = Account.NOW.plusSeconds(5);
    assertThat(adopt(busy, IN_SECRET)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aNameThatIsTooLongForTheUsersTagIsRefused() {
    Account account = withoutSecret();
    String name = "x".repeat(256 - 73);
    Adoption.Request fits = new Adoption.Request(Account.ALICE, name, NEW_KEY, Map.of());
    assertThat(Adoption.adopt(new Bench(account).ports(), fits, true))
        .isInstanceOf(Result.Adopted.class);
    Adoption.Request longer = new Adoption.Request(Account.ALICE, name + "x", NEW_KEY, Map.of());
    assertThat(Adoption.adopt(new Bench(account).ports(), longer, true))
        .isEqualTo(
            new Result.Refused(
                "The ARN of the secret is longer than a tag may be (256 characters).",
                "Use a secret with a shorter name."));
  }

  @Test
  void anArnThatIsTooLongForTheUsersTagIsRefused() {
    SecretDescription was = unadopted().description();
    String arn = "arn:" + "x".repeat(253);
    SecretDescription secret =
        new SecretDescription(
            arn, was.name(), was.labels(), was.tags(), was.deletion(), was.rotationEnabled());
    assertThat(
            AdoptionChecks.binding(
                unadopted().user.orElseThrow(),
                new Adoption.Request(Account.ALICE, Account.NAME, IN_SECRET, Map.of()),
                Optional.of(secret),
                Account.NOW))
        .containsInstanceOf(Result.Refused.class);
  }

  @Test
  void theKeyInTheSecretIsFoundAmongSeveral() {
    Account account = unadopted().key(Account.B, DAY);
    account.keys.replaceAll(key -> key.id().equals(Account.B) ? key.with(KeyStatus.INACTIVE) : key);
    Collections.reverse(account.keys);
    assertThat(adopt(account, IN_SECRET)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void whatTheSecretHoldsMustBeTheUsersOwnWorkingKey() {
    Account bobs = unadopted();
    bobs.values.put(
        Account.ONE,
        new VersionValue.Holds(
            new Credential(new UserName("bob"), Account.A, SecretText.of("x")),
            SecretText.of("x"),
            9));
    assertRefused(
        bobs,
        IN_SECRET,
        "Secret app/alice names IAM user bob, not alice.",
        "Correct UserName in the secret, or adopt the user that it names.");
    Account binary = unadopted();
    binary.values.put(Account.ONE, new VersionValue.Unusable("It is binary.", "Store JSON."));
    assertRefused(
        binary, IN_SECRET, "Secret app/alice cannot be adopted. It is binary.", "Store JSON.");
    Account inactive = unadopted();
    inactive.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE));
    assertRefused(
        inactive,
        IN_SECRET,
        "Key ****AAAA is an Inactive key of IAM user alice.",
        "Add --new-key to have a working one created.");
    Account gone = unadopted();
    gone.keys.clear();
    assertRefused(
        gone,
        IN_SECRET,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }

  private static Account probed(IdentityProbe.Result result) {
    Account account = unadopted();
    account.script.answers("probe", result);
    return account;
  }

  @Test
  void aKeyThatDoesNotWorkIsRefused() {
    assertRefused(
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
        probed(new IdentityProbe.Result.SomeoneElse("arn:aws:iam::1:user/bob")),
        IN_SECRET,
        "Key ****AAAA belongs to arn:aws:iam::1:user/bob.",
        "Adopt that user, or correct the secret.");
    assertThat(adopt(probed(new IdentityProbe.Result.NotTried(Bench.BUSY)), IN_SECRET))
        .isEqualTo(new Result.Failed(Bench.BUSY, List.of()));
  }

  @Test
  void whereNothingIsToBeAdoptedItIsRefused() {
    Account nobody = unadopted();
    nobody.user = Optional.empty();
    assertRefused(
        nobody, IN_SECRET, "There is no IAM user alice.", "Check the name and the account.");
    assertRefused(
        withoutSecret(),
        IN_SECRET,
        "There is no secret app/alice.",
        "Add --from-profile with a profile that holds the user's key, or --new-key.");
    assertRefused(
        withoutSecret().key(Account.B, DAY),
        NEW_KEY,
        "IAM user alice has 2 keys already; there is no room for a new one.",
        "Delete one that nobody needs, or adopt one of them with --from-profile.");
    Account other = unadopted().key(Account.B, DAY);
    assertRefused(
        other,
        new Source.Given(Account.credential(Account.B)),
        "Secret app/alice exists and does not hold the profile's key.",
        "Adopt it as it is (without --from-profile), or choose another name.");
    assertThat(adopt(unadopted(), GIVEN)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aGivenKeyThatIsNotTheUsersIsRefusedBeforeASecretIsCreated() {
    Account account = withoutSecret();
    account.keys.clear();
    assertRefused(
        account,
        GIVEN,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }

  @Test
  void aReadThatFailsEndsItWithNothingChanged() {
    for (String call : List.of("user", "list", "describe", "value")) {
      Account account = unadopted();
      account.script.answers(call, new Read.Failed<>(Bench.DENIED));
      assertThat(adopt(account, IN_SECRET))
          .as(call)
          .isEqualTo(new Result.Failed(Bench.DENIED, List.of()));
      assertThat(account.script.writes()).isEmpty();
    }
  }

  @Test
  void aWriteThatFailsEndsItAndSaysWhatWasChangedBefore() {
    Account account = unadopted();
    account.script.answers("tag", new Write.Failed<>(Bench.DENIED));
    assertThat(adopt(account, IN_SECRET)).isEqualTo(new Result.Failed(Bench.DENIED, List.of()));
    account.script.answers("bind", new Write.EffectUnknown<>(Bench.BUSY));
    Result later = adopt(account, IN_SECRET);
    assertThat(later)
        .isEqualTo(
            new Result.Failed(
                Bench.BUSY,
                List.of("tagged secret app/alice: keyturn:current = v1 ****AAAA, " + ADOPTED)));
    assertThat(((Result.Adopted) adopt(account, IN_SECRET)).changes())
        .containsExactly("tagged IAM user alice: keyturn:secret = " + Account.ARN);
  }

  @Test
  void aWriteThatAwsRefusesEndsItWithTheRefusal() {
    Account account = withoutSecret();
    account.script.answers("createSecret", new Write.Refused<>(Write.Refusal.EXISTS_ALREADY));
    assertThat(adopt(account, GIVEN))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:CreateSecret", "EXISTS_ALREADY", "run this again"),
                List.of()));
    Account tagged = unadopted();
    tagged.script.answers("tag", new Write.Refused<>(Write.Refusal.NO_SUCH_THING));
    assertThat(adopt(tagged, IN_SECRET))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:TagResource", "NO_SUCH_THING", "run this again"),
                List.of()));
    Account bound = unadopted();
    bound.script.answers("bind", new Write.Refused<>(Write.Refusal.NO_SUCH_THING));
    assertThat(adopt(bound, IN_SECRET))
        .isInstanceOfSatisfying(
            Result.Failed.class, it -> assertThat(it.failure().action()).isEqualTo("iam:TagUser"));
  }

  @Test
  void aUserWhoseKeysAreGoneMeanwhileHasNone() {
    Account account = unadopted();
    account.script.answers("list", new Read.Absent<List<AccessKey>>());
    assertRefused(
        account,
        IN_SECRET,
        "Key ****AAAA is not a key of IAM user alice.",
        "Add --new-key to have a working one created.");
  }
}
