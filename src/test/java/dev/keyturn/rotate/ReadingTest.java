package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.Target;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Part;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a run reads, in which order, and what it makes of a read that fails. */
class ReadingTest {
  private final Account account = Account.adopted(Duration.ofDays(1));
  private final Bench bench = new Bench(account);

  private Report plan() {
    return bench.plan(new Command.Advance());
  }

  @Test
  void aRunWithNothingToDoReadsFourThings() {
    Report report = plan();
    assertThat(Bench.reason(report)).isEqualTo(Reason.NOTHING_DUE);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user", "list");
    assertThat(report.taken()).isEmpty();
    assertThat(report.seen().orElseThrow().fresh())
        .containsExactlyInAnyOrder(
            new Part.Secret(), new Part.Value(Account.ONE), new Part.User(), new Part.Keys());
  }

  @Test
  void aSecretThatDoesNotExistHalts() {
    account.exists = false;
    Report report = plan();
    assertThat(Bench.reason(report)).isEqualTo(Reason.NO_SUCH_SECRET);
    assertThat(report.seen()).isEmpty();
    assertThat(report.target()).isEqualTo(Account.TARGET);
  }

  @Test
  void ofASecretThatIsBeingDeletedNothingElseIsRead() {
    account.deletion = Optional.of(Account.NOW);
    assertThat(Bench.reason(plan())).isEqualTo(Reason.SECRET_DELETED);
    assertThat(account.script.calls()).containsExactly("describe");
  }

  @Test
  void ofASecretWhoseTagsCannotBeReadNothingElseIsRead() {
    account.tags.put("keyturn:intent", "v1 nonsense");
    assertThat(Bench.reason(plan())).isEqualTo(Reason.TAGS_INVALID);
    assertThat(account.script.calls()).containsExactly("describe");
  }

  @Test
  void settingsAreReadFromTheSecretAfterThoseOfTheDeployment() {
    account.tags.put(Setting.MAX_AGE.tag(), "30d");
    PolicySource deployment =
        new PolicySource("deployment", Map.of(Setting.MAX_AGE, "60d", Setting.OVERLAP, "2d"));
    Report report =
        new Reconciler(bench.ports(), List.of(deployment))
            .plan(Account.TARGET, new Command.Advance());
    assertThat(report.policy().maxAge()).isEqualTo(Duration.ofDays(30));
    assertThat(report.policy().overlap()).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void settingsThatContradictEachOtherHalt() {
    account.tags.put(Setting.MAX_AGE.tag(), "1d");
    assertThat(Bench.reason(plan())).isEqualTo(Reason.TAGS_INVALID);
  }

  @Test
  void whereTheSecretHasNoVersionTheConfiguredUserIsRead() {
    account.labels.clear();
    Report report =
        new Reconciler(bench.ports(), List.of())
            .plan(new Target(Account.NAME, Optional.of(Account.ALICE)), new Command.Rotate());
    assertThat(account.script.calls()).startsWith("describe", "user", "list");
    assertThat(report.seen().orElseThrow().user()).isEqualTo(account.user);
  }

  @Test
  void whereTheSecretNamesNobodyNobodyIsRead() {
    account.values.put(Account.ONE, new VersionValue.Unusable("It is binary.", "Store JSON."));
    assertThat(Bench.reason(plan())).isEqualTo(Reason.VALUE_UNUSABLE);
    assertThat(account.script.calls()).containsExactly("describe", "value");
  }

  @Test
  void aUserThatDoesNotExistHalts() {
    account.user = Optional.empty();
    Report report = plan();
    assertThat(Bench.reason(report)).isEqualTo(Reason.NO_SUCH_USER);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user");
  }

  @Test
  void aUserThatWasDeletedBetweenTwoReadingsEndsTheRun() {
    account.script.answers("list", new Read.Absent<List<AccessKey>>());
    assertThat(plan().ending())
        .isEqualTo(
            new Ending.Failed(
                new Failure.Rejected(
                    "iam:ListAccessKeys", "NotFound", "it was there a moment ago")));
  }

  @Test
  void aUserThatTheRoleMayNotLookAtHaltsAsItMayBeAnothers() {
    account.script.answers("user", new Read.Failed<>(Bench.DENIED));
    assertThat(Bench.reason(plan())).isEqualTo(Reason.USER_OUT_OF_REACH);
    assertThat(account.script.calls()).containsExactly("describe", "value", "user");
  }

  @Test
  void anyOtherReadThatIsDeniedEndsTheRun() {
    for (String call : List.of("describe", "value", "list")) {
      Account other = Account.adopted(Duration.ofDays(1));
      other.script.answers(call, new Read.Failed<>(Bench.DENIED));
      Bench denied = new Bench(other);
      assertThat(denied.run(new Command.Advance()).ending())
          .as(call)
          .isEqualTo(new Ending.Failed(Bench.DENIED));
      assertThat(denied.waits).isEmpty();
      assertThat(other.script.writes()).isEmpty();
    }
  }

  @Test
  void aReadThatMaySucceedLaterIsTriedFiveMoreTimes() {
    for (String call : List.of("describe", "value", "user", "list")) {
      Account busy = Account.adopted(Duration.ofDays(1));
      Object failed = new Read.Failed<>(Bench.BUSY);
      busy.script.answers(call, failed, failed, failed, failed, failed);
      Bench patient = new Bench(busy);
      assertThat(patient.run(new Command.Advance()).ending())
          .as(call)
          .isInstanceOf(Ending.Reached.class);
      assertThat(patient.waits).hasSize(5);
      busy.script.answers(call, failed, failed, failed, failed, failed, failed);
      assertThat(new Bench(busy).run(new Command.Advance()).ending())
          .as(call)
          .isEqualTo(new Ending.Failed(Bench.BUSY));
    }
  }

  @Test
  void aRunThatIsAskedToStopDoesNotTryAgain() {
    for (String call : List.of("describe", "value", "user", "list")) {
      Account busy = Account.adopted(Duration.ofDays(1));
      busy.script.answers(call, new Read.Failed<>(Bench.BUSY));
      Bench stopped = new Bench(busy);
      stopped.stop();
      assertThat(stopped.plan(new Command.Advance()).ending())
          .as(call)
          .isEqualTo(new Ending.Failed(Bench.BUSY));
      assertThat(stopped.waits).as(call).isEmpty();
    }
  }

  @Test
  void whatFailedIsToldEachTime() {
    account.script.answers("list", new Read.Failed<>(Bench.BUSY));
    bench.run(new Command.Advance());
    assertThat(bench.told(Event.Kind.FAILED)).containsExactly(Bench.BUSY.sentence());
    assertThat(bench.events.getFirst().name()).isEqualTo("an:Action");
    assertThat(bench.events.getFirst().secret()).isEqualTo(Account.NAME);
    assertThat(bench.events.getFirst().user()).contains(Account.ALICE);
    assertThat(bench.events.getFirst().at()).isEqualTo(Account.NOW);
  }

  @Test
  void whereAnotherVersionIsCurrentMeanwhileItIsReadWithItsUser() {
    UserName bob = new UserName("bob");
    account.script.before(
        "list",
        () -> {
          account.labels.put(StagingLabel.AWSCURRENT, Account.TWO);
          account.values.put(
              Account.TWO,
              new VersionValue.Holds(
                  new Credential(bob, Account.B, SecretText.of("x")),
                  SecretText.of("x"),
                  SecretText.of("x"),
                  99));
        });
    account.key(Account.B, Duration.ofDays(2));
    Report report = plan();
    assertThat(Bench.reason(report)).isEqualTo(Reason.NO_SUCH_USER);
    assertThat(account.script.calls())
        .containsExactly("describe", "value", "user", "list", "describe", "value", "user");
    assertThat(report.seen().orElseThrow().keys()).as("another user's keys").isEmpty();
  }

  @Test
  void inspectingReadsWhenEachKeyWasLastUsed() {
    Account rotated = Account.rotated(Duration.ofDays(1));
    LastUse used = new LastUse.Used(Account.NOW.minusSeconds(60), "s3", "eu-west-1");
    rotated.lastUse.put(Account.A, used);
    Report report = new Reconciler(new Bench(rotated).ports(), List.of()).inspect(Account.TARGET);
    assertThat(report.seen().orElseThrow().lastUse())
        .isEqualTo(Map.of(Account.A, used, Account.B, new LastUse.Never()));
    assertThat(rotated.script.writes()).isEmpty();
    assertThat(rotated.script.count("lastUse")).isEqualTo(2);
  }

  @Test
  void inspectingReadsNoLastUseTwice() {
    Account rotated = Account.rotated(Duration.ofDays(8));
    Report report = new Reconciler(new Bench(rotated).ports(), List.of()).inspect(Account.TARGET);
    assertThat(report.ending()).isInstanceOf(Ending.Planned.class);
    assertThat(rotated.script.count("lastUse")).isEqualTo(2);
  }

  @Test
  void inspectingASecretWhoseUserIsGoneReadsNoKeys() {
    account.user = Optional.<IamUser>empty();
    Report report = new Reconciler(bench.ports(), List.of()).inspect(Account.TARGET);
    assertThat(report.ending()).isInstanceOf(Ending.Halted.class);
    assertThat(account.script.count("lastUse")).isZero();
  }

  @Test
  void aKeyThatAnotherVersionNamesAndWasNotListedHasTheKeysListedAgain() {
    AccessKeyId key = new AccessKeyId("AKIAOTHEROTHEROTHER1");
    account.labels.put(StagingLabel.AWSPENDING, Account.TWO);
    account.version(Account.TWO, key);
    account
        .script
        .before("value", () -> {})
        .before(
            "value",
            () ->
                account.keys.add(
                    new AccessKey(key, KeyStatus.ACTIVE, Account.NOW.minusSeconds(30))));
    Report report = plan();
    assertThat(account.script.count("list")).isEqualTo(2);
    assertThat(Bench.reason(report))
        .as("no rotation announced it")
        .isEqualTo(Reason.PENDING_OF_ANOTHER);
  }
}
