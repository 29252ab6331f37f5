package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run reads, in which order, and what it makes of a read that fails. */
class AwsReaderTest {
  private final InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
  private final RunHarness bench = new RunHarness(account);

  private RunReport plan() {
    return bench.plan(new RunRequest.Advance());
  }

  @Test
  void aRunWithNothingToDoReadsFourThings() {
    RunReport report = plan();
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user", "list");
    assertThat(report.taken()).isEmpty();
    assertThat(report.seen().orElseThrow().fresh())
        .containsExactlyInAnyOrder(
            new ReadPart.Secret(),
            new ReadPart.Value(InMemoryAccount.ONE),
            new ReadPart.User(),
            new ReadPart.Keys());
  }

  @Test
  void aSecretThatDoesNotExistHalts() {
    account.exists = false;
    RunReport report = plan();
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.NO_SUCH_SECRET);
    assertThat(report.seen()).isEmpty();
    assertThat(report.target()).isEqualTo(InMemoryAccount.TARGET);
  }

  @Test
  void ofASecretThatIsBeingDeletedNothingElseIsRead() {
    account.deletion = Optional.of(InMemoryAccount.NOW);
    assertThat(RunHarness.reason(plan())).isEqualTo(Reason.SECRET_DELETED);
    assertThat(account.script.calls()).containsExactly("describe");
  }

  @Test
  void ofASecretWhoseTagsCannotBeReadNothingElseIsRead() {
    account.tags.put("keyturn:intent", "v1 nonsense");
    assertThat(RunHarness.reason(plan())).isEqualTo(Reason.TAGS_INVALID);
    assertThat(account.script.calls()).containsExactly("describe");
  }

  @Test
  void settingsAreReadFromTheSecretAfterThoseOfTheDeployment() {
    account.tags.put(Setting.MAX_AGE.tag(), "30d");
    PolicySource deployment =
        new PolicySource("deployment", Map.of(Setting.MAX_AGE, "60d", Setting.OVERLAP, "2d"));
    RunReport report =
        new Reconciler(bench.ports(), List.of(deployment))
            .plan(InMemoryAccount.TARGET, new RunRequest.Advance());
    assertThat(report.policy().maxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(report.policy().overlap()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void settingsThatContradictEachOtherHalt() {
    account.tags.put(Setting.MAX_AGE.tag(), "1d");
    assertThat(RunHarness.reason(plan())).isEqualTo(Reason.TAGS_INVALID);
  }

  @Test
  void whereTheSecretHasNoVersionTheConfiguredUserIsRead() {
    account.labels.clear();
    RunReport report =
        new Reconciler(bench.ports(), List.of())
            .plan(
                new ManagedSecret(InMemoryAccount.NAME, Optional.of(InMemoryAccount.ALICE)),
                new RunRequest.Rotate());
    assertThat(account.script.calls()).startsWith("describe", "user", "list");
    assertThat(report.seen().orElseThrow().user()).isEqualTo(account.user);
  }

  @Test
  void whereTheSecretNamesNobodyNobodyIsRead() {
    account.values.put(
        InMemoryAccount.ONE, new VersionValue.Unusable("It is binary.", "Store JSON."));
    assertThat(RunHarness.reason(plan())).isEqualTo(Reason.VALUE_UNUSABLE);
    assertThat(account.script.calls()).containsExactly("describe", "value");
  }

  @Test
  void aUserThatDoesNotExistHalts() {
    account.user = Optional.empty();
    RunReport report = plan();
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.NO_SUCH_USER);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user");
  }

  @Test
  void aUserThatWasDeletedBetweenTwoReadingsEndsTheRun() {
    account.script.answers("list", new ReadResult.Absent<List<AccessKey>>());
    assertThat(plan().outcome())
        .isEqualTo(
            new RunOutcome.Failed(
                new Failure.Rejected(
                    "iam:ListAccessKeys", "NotFound", "it was there a moment ago")));
  }

  @Test
  void aUserThatTheRoleMayNotLookAtHaltsAsItMayBeAnothers() {
    account.script.answers("user", new ReadResult.Failed<>(RunHarness.DENIED));
    assertThat(RunHarness.reason(plan())).isEqualTo(Reason.USER_OUT_OF_REACH);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user");
  }

  @Test
  void anyOtherReadThatIsDeniedEndsTheRun() {
    for (String call : List.of("describe", "value", "list")) {
      InMemoryAccount other = InMemoryAccount.adopted(Duration.ofDays(1));
      other.script.answers(call, new ReadResult.Failed<>(RunHarness.DENIED));
      RunHarness denied = new RunHarness(other);
      assertThat(denied.run(new RunRequest.Advance()).outcome())
          .as(call)
          .isEqualTo(new RunOutcome.Failed(RunHarness.DENIED));
      assertThat(denied.waits).isEmpty();
      assertThat(other.script.writes()).isEmpty();
    }
  }

  @Test
  void aReadThatMaySucceedLaterIsTriedFiveMoreTimes() {
    for (String call : List.of("describe", "value", "user", "list")) {
      InMemoryAccount busy = InMemoryAccount.adopted(Duration.ofDays(1));
      Object failed = new ReadResult.Failed<>(RunHarness.BUSY);
      busy.script.answers(call, failed, failed, failed, failed, failed);
      RunHarness patient = new RunHarness(busy);
      assertThat(patient.run(new RunRequest.Advance()).outcome())
          .as(call)
          .isInstanceOf(RunOutcome.Reached.class);
      assertThat(patient.waits).hasSize(5);
      busy.script.answers(call, failed, failed, failed, failed, failed, failed);
      assertThat(new RunHarness(busy).run(new RunRequest.Advance()).outcome())
          .as(call)
          .isEqualTo(new RunOutcome.Failed(RunHarness.BUSY));
    }
  }

  @Test
  void aRunThatIsAskedToStopDoesNotTryAgain() {
    for (String call : List.of("describe", "value", "user", "list")) {
      InMemoryAccount busy = InMemoryAccount.adopted(Duration.ofDays(1));
      busy.script.answers(call, new ReadResult.Failed<>(RunHarness.BUSY));
      RunHarness stopped = new RunHarness(busy);
      stopped.stop();
      assertThat(stopped.plan(new RunRequest.Advance()).outcome())
          .as(call)
          .isEqualTo(new RunOutcome.Failed(RunHarness.BUSY));
      assertThat(stopped.waits).as(call).isEmpty();
    }
  }

  @Test
  void whatFailedIsToldEachTime() {
    account.script.answers("list", new ReadResult.Failed<>(RunHarness.BUSY));
    bench.run(new RunRequest.Advance());
    assertThat(bench.told(Event.Kind.FAILED)).containsExactly(RunHarness.BUSY.sentence());
    assertThat(bench.events.getFirst().name()).isEqualTo("an:Action");
    assertThat(bench.events.getFirst().secret()).isEqualTo(InMemoryAccount.NAME);
    assertThat(bench.events.getFirst().user()).contains(InMemoryAccount.ALICE);
    assertThat(bench.events.getFirst().at()).isEqualTo(InMemoryAccount.NOW);
  }

  @Test
  void whereAnotherVersionIsCurrentMeanwhileItIsReadWithItsUser() {
    UserName bob = new UserName("bob");
    account.script.before(
        "list",
        () -> {
          account.labels.put(StagingLabel.AWSCURRENT, InMemoryAccount.TWO);
          account.values.put(
              InMemoryAccount.TWO,
              new VersionValue.Holds(
                  new Credential(bob, InMemoryAccount.B, SecretText.of("x")),
                  SecretText.of("x"),
                  SecretText.of("x"),
                  99));
        });
    account.key(InMemoryAccount.B, Duration.ofDays(2));
    RunReport report = plan();
    assertThat(RunHarness.reason(report)).isEqualTo(Reason.NO_SUCH_USER);
    assertThat(account.script.calls())
        .containsExactly("describe", "value", "user", "list", "describe", "value", "user");
    assertThat(report.seen().orElseThrow().keys()).as("another user's keys").isEmpty();
  }

  @Test
  void inspectingReadsWhenEachKeyWasLastUsed() {
    InMemoryAccount rotated = InMemoryAccount.rotated(Duration.ofDays(1));
    LastUse used = new LastUse.Used(InMemoryAccount.NOW.minusSeconds(60), "s3", "eu-west-1");
    rotated.lastUse.put(InMemoryAccount.A, used);
    RunReport report =
        new Reconciler(new RunHarness(rotated).ports(), List.of()).inspect(InMemoryAccount.TARGET);
    assertThat(report.seen().orElseThrow().lastUse())
        .isEqualTo(Map.of(InMemoryAccount.A, used, InMemoryAccount.B, new LastUse.Never()));
    assertThat(rotated.script.writes()).isEmpty();
    assertThat(rotated.script.count("lastUse")).isEqualTo(2);
  }

  @Test
  void inspectingReadsNoLastUseTwice() {
    InMemoryAccount rotated = InMemoryAccount.rotated(Duration.ofDays(8));
    RunReport report =
        new Reconciler(new RunHarness(rotated).ports(), List.of()).inspect(InMemoryAccount.TARGET);
    assertThat(report.outcome()).isInstanceOf(RunOutcome.Planned.class);
    assertThat(rotated.script.count("lastUse")).isEqualTo(2);
  }

  @Test
  void inspectingASecretWhoseUserIsGoneReadsNoKeys() {
    account.user = Optional.<IamUser>empty();
    RunReport report = new Reconciler(bench.ports(), List.of()).inspect(InMemoryAccount.TARGET);
    assertThat(report.outcome()).isInstanceOf(RunOutcome.Halted.class);
    assertThat(account.script.count("lastUse")).isZero();
  }

  @Test
  void aKeyThatAnotherVersionNamesAndWasNotListedHasTheKeysListedAgain() {
    AccessKeyId key = new AccessKeyId("AKIAOTHEROTHEROTHER1");
    account.labels.put(StagingLabel.AWSPENDING, InMemoryAccount.TWO);
    account.version(InMemoryAccount.TWO, key);
    account
        .script
        .before("value", () -> {})
        .before(
            "value",
            () ->
                account.keys.add(
                    new AccessKey(key, KeyStatus.ACTIVE, InMemoryAccount.NOW.minusSeconds(30))));
    RunReport report = plan();
    assertThat(account.script.count("list")).isEqualTo(2);
    assertThat(RunHarness.reason(report))
        .as("no rotation announced it")
        .isEqualTo(Reason.PENDING_OF_ANOTHER);
  }
}
