package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.WriteResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run does, in which order, how it ends, and what it says. */
class SecretRunTest {
  private static final AccessKeyId NEW = new AccessKeyId("AKIANEW0000000000001");
  private static final RunRequest ADVANCE = new RunRequest.Advance();

  private final InMemoryAccount account = InMemoryAccount.due();
  private final RunHarness bench = new RunHarness(account);

  @Test
  void aRotationIsAnnouncedCreatedStoredProvedPromotedRecordedAndTidied() {
    RunReport report = bench.run(ADVANCE);
    assertThat(account.script.calls())
        .containsExactly(
            "describe",
            "value",
            "user",
            "list",
            "tag",
            "user",
            "create",
            "put",
            "probe",
            "probe",
            "probe",
            "describe",
            "user",
            "move AWSCURRENT",
            "tag",
            "move AWSPENDING");
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.IN_OVERLAP);
    assertThat(account.currentKey()).contains(NEW);
    bench.assertRotated();
    assertThat(report.taken().stream().map(step -> step.cause().reason()))
        .containsExactly(
            Reason.DUE,
            Reason.DUE,
            Reason.STORE_MINTED,
            Reason.PROMOTE_PENDING,
            Reason.PROMOTED,
            Reason.PENDING_LEFT_ON_CURRENT);
  }

  @Test
  void whatItKnowsAtTheEndIsWhatAnotherRunWouldRead() {
    RunReport report = bench.run(ADVANCE);
    RunReport again = new RunHarness(account).run(ADVANCE);
    assertThat(report.seen().orElseThrow().secret()).isEqualTo(account.description());
    assertThat(report.seen().orElseThrow().ledger()).isEqualTo(account.ledger());
    assertThat(report.seen().orElseThrow().keys()).contains(List.copyOf(account.keys));
    assertThat(report.seen().orElseThrow().secret()).isEqualTo(again.seen().orElseThrow().secret());
    assertThat(again.taken()).isEmpty();
  }

  @Test
  void itSaysWhatItDoesAsItDoesIt() {
    bench.run(ADVANCE);
    assertThat(bench.told(Event.Kind.ACTED))
        .containsExactly(
            "announced: rotate",
            "created key ****0001",
            "stored key ****0001 as AWSPENDING",
            "moved AWSCURRENT to key ****0001",
            "The new key is AWSCURRENT; the overlap of key ****AAAA begins.",
            "took AWSPENDING off");
    assertThat(bench.told(Event.Kind.PROGRESS))
        .containsExactly(
            "verifying: 1 of 3, 0 s",
            "verifying: 2 of 3, 2 s",
            "proved key ****0001 on STS and IAM");
    Event created = bench.events.get(1);
    assertThat(created)
        .isEqualTo(
            new Event(
                InMemoryAccount.NOW,
                InMemoryAccount.NAME,
                Optional.of(InMemoryAccount.ALICE),
                Event.Kind.ACTED,
                "create-key",
                "due",
                Optional.of(NEW),
                "created key ****0001",
                List.of()));
    assertThat(bench.told(Event.Kind.FAILED)).isEmpty();
    assertThat(bench.told(Event.Kind.SUSPICIOUS)).isEmpty();
  }

  @Test
  void aPlanSaysWhatWouldBeDoneAndWritesNothing() {
    RunReport report = bench.plan(ADVANCE);
    assertThat(report.outcome()).isInstanceOf(RunOutcome.Planned.class);
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.DUE);
    assertThat(account.script.writes()).isEmpty();
    assertThat(
            RunHarness.reason(
                new RunHarness(InMemoryAccount.rotated(Duration.ofDays(1))).plan(ADVANCE)))
        .isEqualTo(Reason.IN_OVERLAP);
  }

  @Test
  void aPlanThatGoesInCirclesEnds() {
    account.script.answers(
        "move AWSCURRENT",
        Collections.nCopies(300, new WriteResult.Refused<>(WriteResult.Refusal.LABEL_ELSEWHERE))
            .toArray());
    RunReport report = bench.run(ADVANCE);
    assertThat(report.outcome())
        .isEqualTo(
            new RunOutcome.Failed(
                new Failure.Rejected(
                    "keyturn",
                    "TooManyRounds",
                    "the plan did not come to an end; this is a bug of Keyturn's")));
    assertThat(account.script.count("move AWSCURRENT")).isBetween(60L, 199L);
  }

  @Test
  void aRunThatIsAskedToStopBeginsNothing() {
    bench.stop();
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Interrupted());
    assertThat(account.script.writes()).isEmpty();
  }

  @Test
  void aRunThatIsAskedToStopStoresTheKeyThatItHasInHandFirst() {
    account.script.before("create", bench::stop);
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Interrupted());
    assertThat(account.script.writes()).containsExactly("tag", "create", "put", "tag");
    Intent intent = account.ledger().intent().orElseThrow();
    assertThat(intent.open()).as("there is something to finish").isTrue();
    account.now = account.now.plusMillis(1);
    assertThat(intent.leasesAt(account.now)).as("and whoever comes next may").isFalse();
    assertThat(RunHarness.reason(new RunHarness(account).run(ADVANCE)))
        .isEqualTo(Reason.IN_OVERLAP);
    bench.assertRotated();
  }

  @Test
  void aRunThatIsAskedToStopDoesNotWaitForAnotherTry() {
    account
        .script
        .before("create", bench::stop)
        .answers("put", new WriteResult.Failed<>(RunHarness.BUSY));
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Failed(RunHarness.BUSY));
    assertThat(bench.waits).isEmpty();
    assertThat(account.keys).as("it could not be stored").hasSize(1);
  }

  @Test
  void aProofThatWasStoppedIsNotToldAsAFailure() {
    account.script.before("probe", bench::stop);
    assertThat(bench.run(ADVANCE).outcome()).isEqualTo(new RunOutcome.Interrupted());
    assertThat(bench.told(Event.Kind.FAILED)).isEmpty();
    assertThat(bench.told(Event.Kind.PROGRESS)).containsExactly("verifying: 1 of 3, 0 s");
  }

  @Test
  void aKeyThatIsNotAcceptedIsToldAndWaitedFor() {
    account.script.answers(
        "probe", Collections.nCopies(200, new IdentityProbe.Result.NotKnown("sts")).toArray());
    RunReport report = bench.run(ADVANCE);
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.NOT_PROPAGATED);
    assertThat(bench.told(Event.Kind.FAILED))
        .containsExactly("key ****0001 was not accepted often enough in time");
    assertThat(account.now).isEqualTo(InMemoryAccount.NOW.plus(Duration.ofMinutes(2)));
  }

  @Test
  void provingEndsWithTheTimeInWhichWritesAreMade() {
    account.script.before("put", () -> account.now = account.now.plusSeconds(90));
    account.script.answers(
        "probe", Collections.nCopies(200, new IdentityProbe.Result.NotKnown("sts")).toArray());
    PolicySource deployment = new PolicySource("deployment", Map.of(Setting.LEASE, "8m"));
    new Reconciler(bench.ports(), List.of(deployment)).run(InMemoryAccount.TARGET, ADVANCE);
    assertThat(account.now).isEqualTo(InMemoryAccount.NOW.plus(Duration.ofMinutes(2)));
  }

  @Test
  void aPendingKeyWithAWrongSecretIsDeletedAndThenAPersonIsAsked() {
    Object wrong = new IdentityProbe.Result.WrongSecret("sts");
    account.script.answers("probe", wrong, wrong, wrong);
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.PENDING_SECRET_WRONG);
    assertThat(account.keys).hasSize(1);
    assertThat(account.script.count("create")).isEqualTo(1);
  }

  @Test
  void whatMayBeAnAttackStandsOut() {
    account.user =
        account.user.map(
            was -> new IamUser(was.name(), was.id(), was.arn(), Optional.of("arn:other")));
    assertThat(RunHarness.reason(bench.run(ADVANCE))).isEqualTo(Reason.BOUND_ELSEWHERE);
    assertThat(bench.events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.kind()).isEqualTo(Event.Kind.SUSPICIOUS);
          assertThat(event.name()).isEqualTo("bound-elsewhere");
          assertThat(event.sentence()).contains("alice");
        });
    RunHarness halted =
        new RunHarness(
            InMemoryAccount.adopted(Duration.ofDays(1)).key(InMemoryAccount.B, Duration.ofDays(2)));
    assertThat(RunHarness.reason(halted.run(ADVANCE))).isEqualTo(Reason.FOREIGN_KEY);
    assertThat(halted.told(Event.Kind.SUSPICIOUS)).isEmpty();
  }
}
