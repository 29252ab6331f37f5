package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run makes of writes that fail, are refused, or are never answered. */
class SecretRunFailuresTest {
  private static final AccessKeyId NEW = new AccessKeyId("AKIANEW0000000000001");
  private static final RunRequest ADVANCE = new RunRequest.Advance();

  private final InMemoryAccount account = InMemoryAccount.due();
  private final RunHarness bench = new RunHarness(account);

  @ParameterizedTest
  @ValueSource(strings = {"tag", "create", "put", "move AWSCURRENT", "move AWSPENDING"})
  void aWriteThatMaySucceedLaterIsTriedAgain(String call) {
    account.script.answers(call, new WriteResult.Failed<>(RunHarness.BUSY));
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.IN_OVERLAP);
    bench.assertRotated();
    assertThat(account.keys)
        .extracting(AccessKey::id)
        .as("one key")
        .containsExactly(InMemoryAccount.A, NEW);
    assertThat(bench.waits).contains(Duration.ofSeconds(1));
    assertThat(bench.told(Event.Kind.FAILED)).containsExactly(RunHarness.BUSY.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "create", "put", "move AWSCURRENT", "move AWSPENDING"})
  void aWriteThatIsDeniedEndsTheRun(String call) {
    account.script.answers(call, new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.script.count("put")).as("nothing is sent twice").isLessThan(2);
    assertThat(account.ledger().intent().filter(it -> it.leasesAt(account.now.plusMillis(1))))
        .as("its lease is given back")
        .isEmpty();
    account.now = account.now.plusMillis(1);
    assertThat(RunHarness.reason(new RunHarness(account).run(ADVANCE)))
        .isEqualTo(Reason.IN_OVERLAP);
    bench.assertRotated();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tag", "create", "put", "move AWSCURRENT", "move AWSPENDING"})
  void whetherAWriteWithoutAReplyHappenedIsLookedUp(String call) {
    account.script.answers(call, new WriteResult.InDoubt<>(RunHarness.BUSY));
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.IN_OVERLAP);
    bench.assertRotated();

    InMemoryAccount other = InMemoryAccount.due();
    other.script.loses(call, new WriteResult.InDoubt<>(RunHarness.BUSY));
    RunHarness lost = new RunHarness(other);
    assertThat(RunHarness.reason(lost.run(ADVANCE))).isEqualTo(Reason.IN_OVERLAP);
    lost.assertRotated();
    assertThat(lost.waits).contains(Duration.ofSeconds(1));
  }

  @Test
  void afterAReplyThatWasLostKeysAndSecretAreReadAgain() {
    account.script.loses("move AWSCURRENT", new WriteResult.InDoubt<>(RunHarness.BUSY));
    bench.run(ADVANCE);
    List<String> calls = account.script.calls();
    int promoted = calls.indexOf("move AWSCURRENT");
    assertThat(calls.subList(promoted + 1, promoted + 4))
        .containsExactly("list", "describe", "tag");
  }

  @Test
  void aKeyWhoseReplyWasLostIsDeletedAndAnotherCreated() {
    account.script.loses("create", new WriteResult.InDoubt<>(RunHarness.BUSY));
    bench.run(ADVANCE);
    assertThat(account.script.count("create")).isEqualTo(2);
    assertThat(account.script.count("delete")).isEqualTo(1);
    bench.assertRotated();
  }

  @Test
  void keysAreNotCreatedMoreThanThreeTimes() {
    Object lost = new WriteResult.InDoubt<>(RunHarness.BUSY);
    account.script.answers("create", lost, lost, lost, lost);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.TRIED_ENOUGH);
    assertThat(account.script.count("create")).isEqualTo(3);
  }

  @Test
  void aQuotaThatIsReachedForNoReasonToBeSeenIsTriedThreeTimesToo() {
    Object refused = new WriteResult.Refused<>(WriteResult.Refusal.QUOTA_REACHED);
    account.script.answers("create", refused, refused, refused, refused);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.TRIED_ENOUGH);
    assertThat(account.script.count("create")).isEqualTo(3);
  }

  @Test
  void aQuotaThatIsReachedHasTheKeysReadAgainAndAForeignOneHalts() {
    account.script.before("create", () -> account.key(InMemoryAccount.B, Duration.ofSeconds(-1)));
    RunReport report = bench.run(ADVANCE);
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.FOREIGN_KEY);
    assertThat(account.keys).hasSize(2);
    assertThat(account.ledger().intent().orElseThrow().covers(account.now))
        .as("nothing was created under it")
        .isFalse();
    assertThat(bench.told(Event.Kind.FAILED))
        .containsExactly(
            new Failure.Rejected(
                    "iam:CreateAccessKey", "LimitExceeded", "the user has two keys already")
                .sentence());
  }

  @Test
  void aHaltStaysOneWhereItsTagMayNotBeTakenAway() {
    account.script.before("create", () -> account.key(InMemoryAccount.B, Duration.ofSeconds(-1)));
    account.script.answers("untag", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.FOREIGN_KEY);
    assertThat(bench.told(Event.Kind.FAILED)).endsWith(RunHarness.DENIED.sentence());
  }

  @Test
  void aKeyThatCannotBeStoredIsDeletedAgain() {
    account.script.answers("put", new WriteResult.Failed<>(RunHarness.DENIED));
    RunReport report = bench.run(ADVANCE);
    assertThat(report.outcome()).isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
    assertThat(account.script.writes())
        .containsExactly("tag", "create", "put", "delete", "tag", "untag");
    assertThat(account.keys).hasSize(1);
    assertThat(report.taken().getLast()).isInstanceOf(Step.DeleteKey.class);
    assertThat(bench.told(Event.Kind.FAILED)).containsExactly(RunHarness.DENIED.sentence());
  }

  @Test
  void aValueThatSecretsManagerRefusesIsNotSentAgain() {
    account.script.answers("put", new WriteResult.Refused<>(WriteResult.Refusal.TOO_LARGE));
    assertThat(bench.run(ADVANCE).outcome())
        .isEqualTo(
            new RunOutcome.Failed(
                new Failure.Rejected(
                    "secretsmanager:PutSecretValue",
                    "TOO_LARGE",
                    "the new version could not be stored")));
    assertThat(account.script.count("put")).isEqualTo(1);
    assertThat(account.keys).hasSize(1);
  }

  @Test
  void deletingAgainWhatCannotBeStoredIsTriedThreeTimes() {
    Object denied = new WriteResult.Failed<>(RunHarness.DENIED);
    account.script.answers("put", denied).answers("delete", denied, denied, denied, denied);
    RunReport report = bench.run(ADVANCE);
    assertThat(account.script.count("delete")).isEqualTo(3);
    assertThat(report.taken()).noneMatch(Step.DeleteKey.class::isInstance);
    assertThat(account.keys).hasSize(2);
    assertThat(account.ledger().intent().orElseThrow().open())
        .as("it still explains the key that is left")
        .isTrue();
  }

  @Test
  void aKeyThatMayHaveBeenStoredAfterAllIsLookedForBeforeItIsDeleted() {
    Object lost = new WriteResult.InDoubt<>(RunHarness.BUSY);
    account.script.answers("put", lost, lost, lost, lost, lost).loses("put", lost);
    RunReport report = bench.run(ADVANCE);
    assertThat(report.outcome()).isEqualTo(new RunOutcome.Failed(RunHarness.BUSY));
    assertThat(account.script.count("delete")).isZero();
    assertThat(account.values.get(RunHarness.FRESH)).isInstanceOf(VersionValue.Holds.class);
    assertThat(account.script.calls().getLast()).isEqualTo("tag");
    assertThat(bench.waits).hasSize(5);
  }

  @Test
  void whereThatLookFailsTheKeyIsLeftToTheNextRun() {
    Object lost = new WriteResult.InDoubt<>(RunHarness.BUSY);
    account
        .script
        .answers("put", lost, lost, lost, lost, lost, lost)
        .before("value", () -> {})
        .answers("value", new ReadResult.Failed<>(RunHarness.DENIED));
    bench.run(ADVANCE);
    assertThat(account.script.count("value")).isEqualTo(2);
    assertThat(account.script.count("delete")).isZero();
    assertThat(account.keys).hasSize(2);
  }

  @Test
  void failuresOfOneRunAreCountedTogether() {
    Object busy = new WriteResult.Failed<>(RunHarness.BUSY);
    account.script.answers("tag", busy, busy, busy).answers("move AWSCURRENT", busy, busy, busy);
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Failed(RunHarness.BUSY));
    assertThat(account.script.count("move AWSCURRENT")).isEqualTo(3);
  }

  @Test
  void aPromotionThatIsRefusedIsOutOfDateAndEverythingIsReadAgain() {
    account.script.before(
        "move AWSCURRENT", () -> account.labels.put(StagingLabel.AWSCURRENT, InMemoryAccount.TWO));
    account.version(InMemoryAccount.TWO, InMemoryAccount.A);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.IN_OVERLAP);
    assertThat(account.script.count("move AWSCURRENT")).isEqualTo(2);
    assertThat(bench.waits)
        .as(
            "losing a compare-and-swap is no failure: these are in two proofs, of the new key and of the version that is current now")
        .hasSize(4);
  }
}
