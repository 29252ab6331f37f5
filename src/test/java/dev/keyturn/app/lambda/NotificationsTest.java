package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Schema;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.ServiceStep;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Notification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is announced of the work on a secret, to machines and to people. */
class NotificationsTest {
  private static final Path SCHEMA = Path.of("docs", "schema", "event.schema.json");
  private static final String CALLER = "arn:aws:sts::111122223333:assumed-role/keyturn/keyturn";
  private static final Instant NOW = Ends.NOW;
  private static final AccessKeyId KEY = Ends.KEY;
  private static final AccessKeyId OTHER = new AccessKeyId("AKIACCCCCCCCCCCCDDDD");
  private static final VersionId VERSION = new VersionId("11111111-1111-1111-1111-111111111111");

  private Duration left = Duration.ofMinutes(1);
  private final List<String> lines = new ArrayList<>();
  private final Log log = new Log(lines::add, () -> NOW, "request", () -> Optional.of(CALLER));
  private final List<Notification> announced = new ArrayList<>();

  @Test
  @DisplayName(
      "Every write that others care about is announced, by the schema, with its key masked")
  void deeds() {
    tell(
        result(
            SecretResult.Outcome.DONE,
            List.of(
                new Step.CreateKey(Cause.of(Reason.DUE)),
                new Step.Note(Ledger.EMPTY, Cause.of(Reason.PROMOTED)),
                new Step.Promote(Optional.empty(), VERSION, Cause.of(Reason.PROMOTE_PENDING, KEY)),
                new Step.Promote(Optional.empty(), VERSION, Cause.of(Reason.PROMOTE_PREVIOUS, KEY)),
                new Step.Deactivate(KEY, Cause.of(Reason.RETIRE_PREVIOUS, KEY)),
                new Step.Reactivate(KEY, Cause.of(Reason.ASKED_TO_ROLL_BACK, KEY)),
                new Step.DeleteKey(KEY, Cause.of(Reason.DELETE_PREVIOUS, KEY)),
                new Step.DeleteKey(KEY, Cause.of(Reason.ORPHAN, KEY)))));
    assertThat(announced)
        .extracting(Notification::type)
        .containsExactly(
            "Rotation Started",
            "Key Promoted",
            "Key Rolled Back",
            "Key Deactivated",
            "Key Reactivated",
            "Key Deleted",
            "Orphan Removed");
    for (Notification notification : announced) {
      assertThat(Schema.problems(SCHEMA, notification.detail())).isEmpty();
      assertThat(notification.detail() + notification.message()).doesNotContain(KEY.value());
      assertThat(notification.subject()).matches("[ -~]{1,99}");
    }
    assertThat(announced.get(3).message()).contains("keyturn rollback app/alice");
    assertThat(announced.get(4).message())
        .contains("Access key ****BBBB of secret app/alice")
        .contains("aws iam update-access-key --user-name alice --access-key-id KEY-ID");
    assertThat(announced.get(4).detail()).contains("\"reason\":\"asked-to-roll-back\"");
  }

  @Test
  @DisplayName("An end that needs somebody is announced with what to do")
  void endings() {
    List<String> said = new ArrayList<>();
    for (SecretResult.Outcome outcome : SecretResult.Outcome.values()) {
      SecretResult result = result(outcome, List.of());
      tell(result);
      said.add(result.sentence() + (result.remedy().isEmpty() ? "" : "\n\n" + result.remedy()));
    }
    assertThat(announced)
        .extracting(Notification::type)
        .containsExactly("Secret Halted", "Binding Refused", "Work Failed");
    assertThat(announced.getFirst().message())
        .startsWith("The user has key ****BBBB, which Keyturn did not create")
        .contains("\n\n");
    assertThat(announced)
        .allSatisfy(notification -> {
          assertThat(notification.message()).isIn(said);
          assertThat(Schema.problems(SCHEMA, notification.detail())).isEmpty();
        });
  }

  @Test
  @DisplayName("A step that has to wait, or has no time, has failed; a run that does so has not")
  void stepsThatFail() {
    List<SecretResult.Outcome> outcomes =
        List.of(
            SecretResult.Outcome.WAITS,
            SecretResult.Outcome.LEFT,
            SecretResult.Outcome.FAILED,
            SecretResult.Outcome.DONE);
    for (SecretResult.Outcome outcome : outcomes) {
      notifications().tell(ofStep(outcome), NOW);
    }
    assertThat(announced)
        .hasSize(3)
        .allSatisfy(notification -> {
          assertThat(notification.type()).isEqualTo("Work Failed");
          assertThat(Schema.problems(SCHEMA, notification.detail())).isEmpty();
        });
  }

  @Test
  @DisplayName("What is told of another account's secret names that account and Region")
  void elsewhere() {
    String there = "arn:aws:sts::222222222222:assumed-role/keyturn/keyturn-r1";
    notifications()
        .in(new AccountId("222222222222"), "eu-central-1", log, () -> Optional.of(there))
        .tell(result(SecretResult.Outcome.HALTED, List.of()), NOW);
    assertThat(announced)
        .singleElement()
        .satisfies(notification -> {
          assertThat(notification.subject())
              .isEqualTo("Keyturn 222222222222: Secret Halted: app/alice");
          assertThat(notification.message())
              .startsWith("In account 222222222222 eu-central-1:\n\nThe user has key");
          assertThat(notification.detail())
              .contains("\"account\":\"222222222222\",\"region\":\"eu-central-1\"");
          assertThat(Schema.problems(SCHEMA, notification.detail())).isEmpty();
        });
  }

  @Test
  @DisplayName("A step that has to wait says until when")
  void untilWhen() {
    notifications().tell(ofStep(SecretResult.Outcome.WAITS), NOW);
    assertThat(announced.getFirst().message())
        .contains("It goes on at or after 2026-06-01T12:00:00Z.");
    assertThat(announced.getFirst().detail()).contains("It goes on at or after");
  }

  @Test
  @DisplayName("An invocation that has done nothing is announced, with what is known of it")
  void nothingDone() {
    InvocationRefusal unlisted =
        new InvocationRefusal(
            Optional.of(new FunctionWork.OnSchedule()), Optional.empty(), "denied", "Not listed.");
    InvocationRefusal unknown =
        new InvocationRefusal(Optional.empty(), Optional.empty(), "refused", "What?");
    InvocationRefusal step =
        new InvocationRefusal(
            Optional.of(new FunctionWork.ForService(ServiceStep.CREATE_SECRET)),
            Optional.of("a".repeat(200)),
            "refused",
            "Elsewhere.");
    List.of(unlisted, unknown, step).forEach(why -> notifications().tell(why, NOW));
    assertThat(announced)
        .hasSize(3)
        .allSatisfy(notification -> {
          assertThat(notification.type()).isEqualTo("Invocation Failed");
          assertThat(notification.subject()).matches("Keyturn: Invocation Failed[ -~]{0,75}");
          assertThat(Schema.problems(SCHEMA, notification.detail())).isEmpty();
        });
    assertThat(announced.getFirst().message()).isEqualTo("Not listed.");
    assertThat(announced.getFirst().detail())
        .contains("\"step\":\"run\"")
        .contains("\"reason\":\"denied\"")
        .doesNotContain("\"secret\"");
    assertThat(announced.getLast().detail()).contains("\"secret\":\"aaa");
  }

  @Test
  @DisplayName("A rotation that began names the key that it made, and no other")
  void createdKey() {
    Step.CreateKey create = new Step.CreateKey(Cause.of(Reason.DUE));
    Credential made = new Credential(new UserName("alice"), OTHER, SecretText.of("secret"));
    Step.Store store =
        new Step.Store(VERSION, made, Optional.empty(), Cause.of(Reason.STORE_MINTED));
    Step.DeleteKey undo = new Step.DeleteKey(OTHER, Cause.of(Reason.UNDO_MINTED, OTHER));
    Step.DeleteKey previous = new Step.DeleteKey(KEY, Cause.of(Reason.DELETE_PREVIOUS, KEY));
    tell(result(SecretResult.Outcome.DONE, List.of(create, store)));
    tell(result(SecretResult.Outcome.DONE, List.of(create, undo)));
    tell(result(SecretResult.Outcome.DONE, List.of(create, create, store)));
    tell(result(SecretResult.Outcome.DONE, List.of(create, previous)));
    assertThat(announced)
        .filteredOn(notification -> notification.type().equals("Rotation Started"))
        .extracting(notification -> notification.detail().contains(OTHER.masked()))
        .containsExactly(true, true, false, true, false);
    assertThat(announced)
        .filteredOn(notification -> notification.type().equals("Rotation Started"))
        .allSatisfy(notification -> assertThat(notification.detail()).doesNotContain(KEY.masked()));
  }

  @Test
  @DisplayName("One place that does not take it keeps no other from hearing of it")
  void notAnnounced() {
    Failure failure = new Failure.Throttled("events:PutEvents", "slow down");
    new Notifications(
            List.of(
                notification -> Optional.of(failure),
                notification -> {
                  announced.add(notification);
                  return Optional.empty();
                }),
            deadline(),
            log,
            "request",
            () -> Optional.of(CALLER))
        .tell(result(SecretResult.Outcome.HALTED, List.of()), NOW);
    assertThat(announced).hasSize(1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("not-announced").contains("events:PutEvents");
  }

  @Test
  @DisplayName("A place that does not answer is asked once, and one that refused a message again")
  void dropped() {
    Failure unreachable = new Failure.Unreachable("sns:Publish", "no answer");
    Failure rejected = new Failure.Rejected("events:PutEvents", "TooLarge", "too large");
    List<String> asked = new ArrayList<>();
    Notifications notifications =
        new Notifications(
            List.of(
                notification -> {
                  asked.add("topic");
                  return Optional.of(unreachable);
                },
                notification -> {
                  asked.add("bus");
                  return Optional.of(rejected);
                }),
            deadline(),
            log,
            "request",
            () -> Optional.of(CALLER));
    notifications.tell(result(SecretResult.Outcome.HALTED, List.of()), NOW);
    notifications.tell(result(SecretResult.Outcome.FAILED, List.of()), NOW);
    assertThat(asked).containsExactly("topic", "bus", "bus");
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).contains("Nothing more is told there in this run.");
    assertThat(lines.getLast()).doesNotContain("Nothing more");
  }

  @Test
  @DisplayName("A bug in telling stops nothing, and is reported without its words")
  void bug() {
    new Notifications(
            List.of(
                notification -> {
                  throw new IllegalStateException("secret words");
                },
                notification -> {
                  announced.add(notification);
                  return Optional.empty();
                }),
            deadline(),
            log,
            "request",
            () -> Optional.of(CALLER))
        .tell(result(SecretResult.Outcome.HALTED, List.of()), NOW);
    assertThat(announced).hasSize(1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("not-announced")
        .contains("IllegalStateException")
        .doesNotContain("secret words");
  }

  @Test
  @DisplayName("Without time nothing is result, and that is reported")
  void noTime() {
    left = Duration.ofSeconds(14);
    tell(result(SecretResult.Outcome.HALTED, List.of()));
    assertThat(announced).isEmpty();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("There was no time left for it.");
  }

  private Deadline deadline() {
    return new Deadline(() -> left, duration -> {});
  }

  private void tell(SecretResult result) {
    notifications().tell(result, NOW);
  }

  private Notifications notifications() {
    return new Notifications(
        List.of(notification -> {
          announced.add(notification);
          return Optional.empty();
        }),
        deadline(),
        log,
        "request",
        () -> Optional.of(CALLER));
  }

  private static SecretResult result(SecretResult.Outcome outcome, List<Step> taken) {
    return Ends.result(new FunctionWork.OnSchedule(), "app/alice", Ends.of(outcome), taken);
  }

  private static SecretResult ofStep(SecretResult.Outcome outcome) {
    FunctionWork work = new FunctionWork.ForService(ServiceStep.CREATE_SECRET);
    return Ends.result(work, "app/alice", Ends.of(outcome), List.of());
  }
}
