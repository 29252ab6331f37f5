package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Adoption.Result;
import dev.keyturn.rotate.Adoption.Source;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What adopting binds and writes, and what it says. */
class AdoptionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Source IN_SECRET = new Source.InSecret();
  private static final Source NEW_KEY = new Source.NewKey();
  private static final Source GIVEN =
      new Source.Given(InMemoryAccount.credential(InMemoryAccount.A));
  private static final String ADOPTED = "keyturn:user-id = AIDAALICEALICEALICE1";

  private static Result adopt(InMemoryAccount account, Source source) {
    return new RunHarness(account).adopt(source, Map.of(), false);
  }

  private static List<String> warnings(Result result) {
    return ((Result.Adopted) result).warnings();
  }

  private static Result existing(InMemoryAccount account) {
    return new RunHarness(account).adoptExisting(NEW_KEY);
  }

  @Test
  void theKeyInASecretIsTriedRecordedAndBound() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    Result result = new RunHarness(account).adopt(IN_SECRET, Map.of(Setting.MAX_AGE, "30d"), false);
    assertThat(result)
        .isEqualTo(
            new Result.Adopted(
                InMemoryAccount.unadopted().user.orElseThrow(),
                InMemoryAccount.ARN,
                List.of(
                    "tagged secret app/alice: keyturn:current = v1 ****AAAA, keyturn:max-age = 30d, "
                        + ADOPTED,
                    "tagged IAM user alice: keyturn:secret = " + InMemoryAccount.ARN),
                List.of()));
    assertThat(account.script.calls())
        .containsExactly("user", "list", "describe", "value", "probe", "tag", "bind");
    assertThat(account.ledger().currentKey()).contains(InMemoryAccount.A);
    assertThat(account.ledger().userId()).contains(InMemoryAccount.ALICE_ID);
    assertThat(account.user.orElseThrow().boundSecret()).contains(InMemoryAccount.ARN);
  }

  @Test
  void adoptingAgainChangesNothing() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    adopt(account, IN_SECRET);
    long writes = account.script.writes().size();
    Result again = adopt(account, IN_SECRET);
    assertThat(((Result.Adopted) again).changes()).isEmpty();
    assertThat(account.script.writes()).hasSize((int) writes);
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    Result dry = new RunHarness(account).adopt(IN_SECRET, Map.of(), true);
    assertThat(account.script.writes()).isEmpty();
    assertThat(((Result.Adopted) dry).changes())
        .isEqualTo(((Result.Adopted) adopt(InMemoryAccount.unadopted(), IN_SECRET)).changes());
    InMemoryAccount none = InMemoryAccount.withoutSecret();
    Result created = new RunHarness(none).adopt(GIVEN, Map.of(), true);
    assertThat(none.script.writes()).isEmpty();
    assertThat(((Result.Adopted) created).arn()).isEqualTo(InMemoryAccount.NAME);
  }

  @Test
  void theSecretOfAGivenKeyIsCreatedWithIt() {
    InMemoryAccount account = InMemoryAccount.withoutSecret();
    Result result = adopt(account, GIVEN);
    assertThat(((Result.Adopted) result).changes())
        .containsExactly(
            "created secret app/alice with key ****AAAA, tagged: keyturn:current = v1 ****AAAA, "
                + ADOPTED,
            "tagged IAM user alice: keyturn:secret = " + InMemoryAccount.ARN);
    assertThat(account.script.writes()).containsExactly("createSecret", "bind");
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, RunHarness.FRESH);
    assertThat(account.ledger().currentKey()).contains(InMemoryAccount.A);
  }

  @Test
  void theSecretOfAKeyToComeIsCreatedWithoutAValue() {
    InMemoryAccount account = InMemoryAccount.withoutSecret();
    Result result = new RunHarness(account).adopt(NEW_KEY, Map.of(Setting.QUIET, "2h"), false);
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
    InMemoryAccount account = new InMemoryAccount().unbound();
    assertThat(existing(account)).isInstanceOf(Result.Adopted.class);
    assertThat(account.ledger().userId()).contains(InMemoryAccount.ALICE_ID);
  }

  @Test
  void aKeyToComeReplacesADeadOneInTheSecret() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.keys.clear();
    assertThat(warnings(existing(account)))
        .containsExactly(
            "The secret names key ****AAAA, which is Inactive or gone; the new key replaces it.");
    InMemoryAccount inactive = InMemoryAccount.unadopted();
    inactive.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE));
    assertThat(warnings(existing(inactive))).hasSize(1);
    assertThat(inactive.script.count("probe")).isZero();
    assertThat(warnings(adopt(InMemoryAccount.unadopted(), NEW_KEY))).isEmpty();
  }

  @Test
  void aKeyToComeReplacesOneWhoseStoredSecretIsWrongAndThatOneIsRecorded() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.script.answers("probe", new IdentityProbe.Result.WrongSecret("sts"));
    assertThat(warnings(existing(account)))
        .containsExactly(
            "The secret access key in the secret does not belong to key ****AAAA; the new key"
                + " replaces it.");
    assertThat(account.ledger().currentKey()).as("it was not proved").isEmpty();
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(InMemoryAccount.A);
    assertThat(account.user.orElseThrow().boundSecret()).contains(InMemoryAccount.ARN);
  }

  @Test
  void aWorkingKeyInTheSecretIsTriedEvenWhereANewOneIsAskedFor() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    adopt(account, NEW_KEY);
    assertThat(account.script.count("probe")).isEqualTo(1);
  }

  @Test
  void anotherKeyOfTheUserIsWarnedOfAndLeftAlone() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.key(InMemoryAccount.B, Duration.ofDays(9));
    account.keys.replaceAll(
        key -> key.id().equals(InMemoryAccount.B) ? key.with(KeyStatus.INACTIVE) : key);
    assertThat(warnings(adopt(account, IN_SECRET)))
        .containsExactly(
            "IAM user alice has another key, ****BBBB, created 2026-05-23T12:00:00Z and Inactive."
                + " Keyturn will not touch it, and cannot rotate until it is gone.");
  }

  /** Somebody has taken all tags away; what is the user's and works is known by its version. */
  @Test
  void withoutAnyTagsTheKeyInAwspreviousIsThePreviousOneWhereItWorks() {
    InMemoryAccount account = InMemoryAccount.rotated(DAY).unbound();
    account.tags.clear();
    assertThat(warnings(adopt(account, IN_SECRET))).isEmpty();
    assertThat(account.ledger().currentKey()).contains(InMemoryAccount.B);
    assertThat(account.ledger().previous())
        .contains(
            new Ledger.Previous(
                InMemoryAccount.A,
                Ledger.State.ACTIVE,
                InMemoryAccount.NOW,
                Optional.of(InMemoryAccount.ONE)));
  }

  @Test
  void withoutAnyTagsAKeyInAwspreviousThatDoesNotWorkIsForeign() {
    InMemoryAccount account = InMemoryAccount.rotated(DAY).unbound();
    account.tags.clear();
    account.script.answers(
        "probe", new IdentityProbe.Result.Works(), new IdentityProbe.Result.WrongSecret("sts"));
    assertThat(warnings(adopt(account, IN_SECRET))).hasSize(1);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void aKeyThatWasCurrentBeforeBecomesThePreviousOne() {
    InMemoryAccount account =
        InMemoryAccount.adopted(DAY)
            .key(InMemoryAccount.B, DAY)
            .version(InMemoryAccount.ONE, InMemoryAccount.B);
    Result result = adopt(account, IN_SECRET);
    assertThat(account.ledger().currentKey()).contains(InMemoryAccount.B);
    assertThat(account.ledger().previous())
        .contains(
            new Ledger.Previous(
                InMemoryAccount.A,
                Ledger.State.ACTIVE,
                InMemoryAccount.NOW,
                Optional.of(InMemoryAccount.ONE)));
    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void aKeyThatWasCurrentBeforeAndIsGoneIsNot() {
    InMemoryAccount account =
        InMemoryAccount.adopted(DAY)
            .key(InMemoryAccount.B, DAY)
            .version(InMemoryAccount.ONE, InMemoryAccount.B);
    account.keys.removeIf(key -> key.id().equals(InMemoryAccount.A));
    adopt(account, IN_SECRET);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void theKeyInTheSecretIsFoundAmongSeveral() {
    InMemoryAccount account = InMemoryAccount.unadopted().key(InMemoryAccount.B, DAY);
    account.keys.replaceAll(
        key -> key.id().equals(InMemoryAccount.B) ? key.with(KeyStatus.INACTIVE) : key);
    Collections.reverse(account.keys);
    assertThat(adopt(account, IN_SECRET)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aReadThatFailsEndsItWithNothingChanged() {
    for (String call : List.of("user", "list", "describe", "value")) {
      InMemoryAccount account = InMemoryAccount.unadopted();
      account.script.answers(call, new ReadResult.Failed<>(RunHarness.DENIED));
      assertThat(adopt(account, IN_SECRET))
          .as(call)
          .isEqualTo(new Result.Failed(RunHarness.DENIED, List.of()));
      assertThat(account.script.writes()).isEmpty();
    }
  }

  @Test
  void aWriteThatFailsEndsItAndSaysWhatWasChangedBefore() {
    InMemoryAccount account = InMemoryAccount.unadopted();
    account.script.answers("tag", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(adopt(account, IN_SECRET))
        .isEqualTo(new Result.Failed(RunHarness.DENIED, List.of()));
    account.script.answers("bind", new WriteResult.InDoubt<>(RunHarness.BUSY));
    Result later = adopt(account, IN_SECRET);
    assertThat(later)
        .isEqualTo(
            new Result.Failed(
                RunHarness.BUSY,
                List.of("tagged secret app/alice: keyturn:current = v1 ****AAAA, " + ADOPTED)));
    assertThat(((Result.Adopted) adopt(account, IN_SECRET)).changes())
        .containsExactly("tagged IAM user alice: keyturn:secret = " + InMemoryAccount.ARN);
  }

  @Test
  void aWriteThatAwsRefusesEndsItWithTheRefusal() {
    InMemoryAccount account = InMemoryAccount.withoutSecret();
    account.script.answers(
        "createSecret", new WriteResult.Refused<>(WriteResult.Refusal.EXISTS_ALREADY));
    assertThat(adopt(account, GIVEN))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:CreateSecret", "EXISTS_ALREADY", "run this again"),
                List.of()));
    InMemoryAccount tagged = InMemoryAccount.unadopted();
    tagged.script.answers("tag", new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING));
    assertThat(adopt(tagged, IN_SECRET))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:TagResource", "NO_SUCH_THING", "run this again"),
                List.of()));
    InMemoryAccount bound = InMemoryAccount.unadopted();
    bound.script.answers("bind", new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING));
    assertThat(adopt(bound, IN_SECRET))
        .isInstanceOfSatisfying(
            Result.Failed.class, it -> assertThat(it.failure().action()).isEqualTo("iam:TagUser"));
  }
}
