package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
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

/** What adopting binds and writes, and what it says. */
class AdoptionTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Source IN_SECRET = new Source.InSecret();
  private static final Source NEW_KEY = new Source.NewKey();
  private static final Source GIVEN = new Source.Given(Account.credential(Account.A));
  private static final String ADOPTED = "keyturn:user-id = AIDAALICEALICEALICE1";

  private static Result adopt(Account account, Source source) {
    return new Bench(account).adopt(source, Map.of(), false);
  }

  private static List<String> warnings(Result result) {
    return ((Result.Adopted) result).warnings();
  }

  private static Result existing(Account account) {
    return new Bench(account).adoptExisting(NEW_KEY);
  }

  @Test
  void theKeyInASecretIsTriedRecordedAndBound() {
    Account account = Account.unadopted();
    Result result = new Bench(account).adopt(IN_SECRET, Map.of(Setting.MAX_AGE, "30d"), false);
    assertThat(result)
        .isEqualTo(
            new Result.Adopted(
                Account.unadopted().user.orElseThrow(),
                Account.ARN,
                List.of(
                    "tagged secret app/alice: keyturn:current = v1 ****AAAA, keyturn:max-age = 30d, "
                        + ADOPTED,
                    "tagged IAM user alice: keyturn:secret = " + Account.ARN),
                List.of()));
    assertThat(account.script.calls())
        .containsExactly("user", "list", "describe", "value", "probe", "tag", "bind");
    assertThat(account.ledger().currentKey()).contains(Account.A);
    assertThat(account.ledger().userId()).contains(Account.ALICE_ID);
    assertThat(account.user.orElseThrow().boundSecret()).contains(Account.ARN);
  }

  @Test
  void adoptingAgainChangesNothing() {
    Account account = Account.unadopted();
    adopt(account, IN_SECRET);
    long writes = account.script.writes().size();
    Result again = adopt(account, IN_SECRET);
    assertThat(((Result.Adopted) again).changes()).isEmpty();
    assertThat(account.script.writes()).hasSize((int) writes);
  }

  @Test
  void aDryRunSaysTheSameAndWritesNothing() {
    Account account = Account.unadopted();
    Result dry = new Bench(account).adopt(IN_SECRET, Map.of(), true);
    assertThat(account.script.writes()).isEmpty();
    assertThat(((Result.Adopted) dry).changes())
        .isEqualTo(((Result.Adopted) adopt(Account.unadopted(), IN_SECRET)).changes());
    Account none = Account.withoutSecret();
    Result created = new Bench(none).adopt(GIVEN, Map.of(), true);
    assertThat(none.script.writes()).isEmpty();
    assertThat(((Result.Adopted) created).arn()).isEqualTo(Account.NAME);
  }

  @Test
  void theSecretOfAGivenKeyIsCreatedWithIt() {
    Account account = Account.withoutSecret();
    Result result = adopt(account, GIVEN);
    assertThat(((Result.Adopted) result).changes())
        .containsExactly(
            "created secret app/alice with key ****AAAA, tagged: keyturn:current = v1 ****AAAA, "
                + ADOPTED,
            "tagged IAM user alice: keyturn:secret = " + Account.ARN);
    assertThat(account.script.writes()).containsExactly("createSecret", "bind");
    assertThat(account.labels).containsEntry(StagingLabel.AWSCURRENT, Bench.FRESH);
    assertThat(account.ledger().currentKey()).contains(Account.A);
  }

  @Test
  void theSecretOfAKeyToComeIsCreatedWithoutAValue() {
    Account account = Account.withoutSecret();
    Result result = new Bench(account).adopt(NEW_KEY, Map.of(Setting.QUIET, "2h"), false);
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
    Account account = new Account().unbound();
    assertThat(existing(account)).isInstanceOf(Result.Adopted.class);
    assertThat(account.ledger().userId()).contains(Account.ALICE_ID);
  }

  @Test
  void aKeyToComeReplacesADeadOneInTheSecret() {
    Account account = Account.unadopted();
    account.keys.clear();
    assertThat(warnings(existing(account)))
        .containsExactly(
            "The secret names key ****AAAA, which is Inactive or gone; the new key replaces it.");
    Account inactive = Account.unadopted();
    inactive.keys.replaceAll(key -> key.with(KeyStatus.INACTIVE));
    assertThat(warnings(existing(inactive))).hasSize(1);
    assertThat(inactive.script.count("probe")).isZero();
    assertThat(warnings(adopt(Account.unadopted(), NEW_KEY))).isEmpty();
  }

  @Test
  void aKeyToComeReplacesOneWhoseStoredSecretIsWrongAndThatOneIsRecorded() {
    Account account = Account.unadopted();
    account.script.answers("probe", new IdentityProbe.Result.WrongSecret("sts"));
    assertThat(warnings(existing(account)))
        .containsExactly(
            "The secret access key in the secret does not belong to key ****AAAA; the new key"
                + " replaces it.");
    assertThat(account.ledger().currentKey()).as("it was not proved").isEmpty();
    assertThat(account.ledger().previous().map(Ledger.Previous::key)).contains(Account.A);
    assertThat(account.user.orElseThrow().boundSecret()).contains(Account.ARN);
  }

  @Test
  void aWorkingKeyInTheSecretIsTriedEvenWhereANewOneIsAskedFor() {
    Account account = Account.unadopted();
    adopt(account, NEW_KEY);
    assertThat(account.script.count("probe")).isEqualTo(1);
  }

  @Test
  void anotherKeyOfTheUserIsWarnedOfAndLeftAlone() {
    Account account = Account.unadopted();
    account.key(Account.B, Duration.ofDays(9));
    account.keys.replaceAll(key -> key.id().equals(Account.B) ? key.with(KeyStatus.INACTIVE) : key);
    assertThat(warnings(adopt(account, IN_SECRET)))
        .containsExactly(
            "IAM user alice has another key, ****BBBB, created 2026-05-23T12:00:00Z and Inactive."
                + " Keyturn will not touch it, and cannot rotate until it is gone.");
  }

  /** Somebody has taken all tags away; what is the user's and works is known by its version. */
  @Test
  void withoutAnyTagsTheKeyInAwspreviousIsThePreviousOneWhereItWorks() {
    Account account = Account.rotated(DAY).unbound();
    account.tags.clear();
    assertThat(warnings(adopt(account, IN_SECRET))).isEmpty();
    assertThat(account.ledger().currentKey()).contains(Account.B);
    assertThat(account.ledger().previous())
        .contains(
            new Ledger.Previous(
                Account.A, Ledger.State.ACTIVE, Account.NOW, Optional.of(Account.ONE)));
  }

  @Test
  void withoutAnyTagsAKeyInAwspreviousThatDoesNotWorkIsForeign() {
    Account account = Account.rotated(DAY).unbound();
    account.tags.clear();
    account.script.answers(
        "probe", new IdentityProbe.Result.Works(), new IdentityProbe.Result.WrongSecret("sts"));
    assertThat(warnings(adopt(account, IN_SECRET))).hasSize(1);
    assertThat(account.ledger().previous()).isEmpty();
  }

  @Test
  void aKeyThatWasCurrentBeforeBecomesThePreviousOne() {
    Account account = Account.adopted(DAY).key(Account.B, DAY).version(Account.ONE, Account.B);
    Result result = adopt(account, IN_SECRET);
    assertThat(account.ledger().currentKey()).contains(Account.B);
    assertThat(account.ledger().previous())
        .contains(
            new Ledger.Previous(
                Account.A, Ledger.State.ACTIVE, Account.NOW, Optional.of(Account.ONE)));
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
  void theKeyInTheSecretIsFoundAmongSeveral() {
    Account account = Account.unadopted().key(Account.B, DAY);
    account.keys.replaceAll(key -> key.id().equals(Account.B) ? key.with(KeyStatus.INACTIVE) : key);
    Collections.reverse(account.keys);
    assertThat(adopt(account, IN_SECRET)).isInstanceOf(Result.Adopted.class);
  }

  @Test
  void aReadThatFailsEndsItWithNothingChanged() {
    for (String call : List.of("user", "list", "describe", "value")) {
      Account account = Account.unadopted();
      account.script.answers(call, new Read.Failed<>(Bench.DENIED));
      assertThat(adopt(account, IN_SECRET))
          .as(call)
          .isEqualTo(new Result.Failed(Bench.DENIED, List.of()));
      assertThat(account.script.writes()).isEmpty();
    }
  }

  @Test
  void aWriteThatFailsEndsItAndSaysWhatWasChangedBefore() {
    Account account = Account.unadopted();
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
    Account account = Account.withoutSecret();
    account.script.answers("createSecret", new Write.Refused<>(Write.Refusal.EXISTS_ALREADY));
    assertThat(adopt(account, GIVEN))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:CreateSecret", "EXISTS_ALREADY", "run this again"),
                List.of()));
    Account tagged = Account.unadopted();
    tagged.script.answers("tag", new Write.Refused<>(Write.Refusal.NO_SUCH_THING));
    assertThat(adopt(tagged, IN_SECRET))
        .isEqualTo(
            new Result.Failed(
                new Failure.Rejected(
                    "secretsmanager:TagResource", "NO_SUCH_THING", "run this again"),
                List.of()));
    Account bound = Account.unadopted();
    bound.script.answers("bind", new Write.Refused<>(Write.Refusal.NO_SUCH_THING));
    assertThat(adopt(bound, IN_SECRET))
        .isInstanceOfSatisfying(
            Result.Failed.class, it -> assertThat(it.failure().action()).isEqualTo("iam:TagUser"));
  }
}
