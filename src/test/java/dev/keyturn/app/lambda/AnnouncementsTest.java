package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Schema;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Announcement;
import dev.keyturn.port.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is announced of the work on a secret, to machines and to people. */
class AnnouncementsTest {
  private static final Path SCHEMA = Path.of("docs", "schema", "event.schema.json");
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final AccessKeyId KEY = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");
  private static final AccessKeyId OTHER = new AccessKeyId("AKIACCCCCCCCCCCCDDDD");
  private static final VersionId VERSION = new VersionId("11111111-1111-1111-1111-111111111111");

  private Duration left = Duration.ofMinutes(1);
  private final List<String> lines = new ArrayList<>();
  private final Log log = new Log(lines::add, () -> NOW, "request");
  private final List<Announcement> announced = new ArrayList<>();

  @Test
  @DisplayName(
      "Every write that others care about is announced, by the schema, with its key masked")
  void deeds() {
    tell(
        told(
            Told.Outcome.DONE,
            List.of(
                new Step.CreateKey(Because.of(Reason.DUE)),
                new Step.Note(Ledger.EMPTY, Because.of(Reason.PROMOTED)),
                new Step.Promote(
                    Optional.empty(), VERSION, Because.of(Reason.PROMOTE_PENDING, KEY)),
                new Step.Promote(
                    Optional.empty(), VERSION, Because.of(Reason.PROMOTE_PREVIOUS, KEY)),
                new Step.Deactivate(KEY, Because.of(Reason.RETIRE_PREVIOUS, KEY)),
                new Step.Reactivate(KEY, Because.of(Reason.ASKED_TO_ROLL_BACK, KEY)),
                new Step.DeleteKey(KEY, Because.of(Reason.DELETE_PREVIOUS, KEY)),
                new Step.DeleteKey(KEY, Because.of(Reason.ORPHAN, KEY)))));
    assertThat(announced)
        .extracting(Announcement::type)
        .containsExactly(
            "Rotation Started",
            "Key Promoted",
            "Key Rolled Back",
            "Key Deactivated",
            "Key Reactivated",
            "Key Deleted",
            "Orphan Removed");
    for (Announcement announcement : announced) {
      assertThat(Schema.problems(SCHEMA, announcement.detail())).isEmpty();
      assertThat(announcement.detail() + announcement.message()).doesNotContain(KEY.value());
      assertThat(announcement.subject()).matches("[ -~]{1,99}");
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
    for (Told.Outcome outcome : Told.Outcome.values()) {
      tell(told(outcome, List.of()));
    }
    assertThat(announced)
        .extracting(Announcement::type)
        .containsExactly("Secret Halted", "Binding Refused", "Work Failed");
    assertThat(announced)
        .allSatisfy(announcement -> {
          assertThat(announcement.message()).isEqualTo("What happened.\n\nWhat to do.");
          assertThat(Schema.problems(SCHEMA, announcement.detail())).isEmpty();
        });
  }

  @Test
  @DisplayName("A step that has to wait, or has no time, has failed; a run that does so has not")
  void stepsThatFail() {
    List<Told.Outcome> outcomes =
        List.of(Told.Outcome.WAITS, Told.Outcome.LEFT, Told.Outcome.FAILED, Told.Outcome.DONE);
    for (Told.Outcome outcome : outcomes) {
      announcements().tell("createSecret", told(outcome, List.of()), NOW);
    }
    assertThat(announced)
        .hasSize(3)
        .allSatisfy(announcement -> {
          assertThat(announcement.type()).isEqualTo("Work Failed");
          assertThat(Schema.problems(SCHEMA, announcement.detail())).isEmpty();
        });
  }

  @Test
  @DisplayName("A step that has to wait says until when")
  void untilWhen() {
    announcements().tell("createSecret", waiting(), NOW);
    assertThat(announced.getFirst().message())
        .contains("It goes on at or after 2026-06-01T12:00:00Z.");
    assertThat(announced.getFirst().detail()).contains("It goes on at or after");
  }

  @Test
  @DisplayName("An invocation that has done nothing is announced, with what is known of it")
  void nothingDone() {
    NothingDone unlisted =
        new NothingDone(Optional.of("run"), Optional.empty(), "denied", "Not listed.");
    NothingDone unknown = new NothingDone(Optional.empty(), Optional.empty(), "refused", "What?");
    NothingDone step =
        new NothingDone(
            Optional.of("createSecret"), Optional.of("a".repeat(200)), "refused", "Elsewhere.");
    List.of(unlisted, unknown, step).forEach(why -> announcements().tell(why, NOW));
    assertThat(announced)
        .hasSize(3)
        .allSatisfy(announcement -> {
          assertThat(announcement.type()).isEqualTo("Invocation Failed");
          assertThat(announcement.subject()).matches("Keyturn: Invocation Failed[ -~]{0,75}");
          assertThat(Schema.problems(SCHEMA, announcement.detail())).isEmpty();
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
    Step.CreateKey create = new Step.CreateKey(Because.of(Reason.DUE));
    Credential made = new Credential(new UserName("alice"), OTHER, SecretText.of("secret"));
    Step.Store store =
        new Step.Store(VERSION, made, Optional.empty(), Because.of(Reason.STORE_MINTED));
    Step.DeleteKey undo = new Step.DeleteKey(OTHER, Because.of(Reason.UNDO_MINTED, OTHER));
    Step.DeleteKey previous = new Step.DeleteKey(KEY, Because.of(Reason.DELETE_PREVIOUS, KEY));
    tell(told(Told.Outcome.DONE, List.of(create, store)));
    tell(told(Told.Outcome.DONE, List.of(create, undo)));
    tell(told(Told.Outcome.DONE, List.of(create, create, store)));
    tell(told(Told.Outcome.DONE, List.of(create, previous)));
    assertThat(announced)
        .filteredOn(announcement -> announcement.type().equals("Rotation Started"))
        .extracting(announcement -> announcement.detail().contains(OTHER.masked()))
        .containsExactly(true, true, false, true, false);
    assertThat(announced)
        .filteredOn(announcement -> announcement.type().equals("Rotation Started"))
        .allSatisfy(announcement -> assertThat(announcement.detail()).doesNotContain(KEY.masked()));
  }

  @Test
  @DisplayName("One place that does not take it keeps no other from hearing of it")
  void notAnnounced() {
    Failure failure = new Failure.Throttled("events:PutEvents", "slow down");
    new Announcements(
            List.of(
                announcement -> Optional.of(failure),
                announcement -> {
                  announced.add(announcement);
                  return Optional.empty();
                }),
            deadline(),
            log,
            "request")
        .tell("run", told(Told.Outcome.HALTED, List.of()), NOW);
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
    Announcements announcements =
        new Announcements(
            List.of(
                announcement -> {
                  asked.add("topic");
                  return Optional.of(unreachable);
                },
                announcement -> {
                  asked.add("bus");
                  return Optional.of(rejected);
                }),
            deadline(),
            log,
            "request");
    announcements.tell("run", told(Told.Outcome.HALTED, List.of()), NOW);
    announcements.tell("run", told(Told.Outcome.FAILED, List.of()), NOW);
    assertThat(asked).containsExactly("topic", "bus", "bus");
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).contains("Nothing more is told there in this run.");
    assertThat(lines.getLast()).doesNotContain("Nothing more");
  }

  @Test
  @DisplayName("A bug in telling stops nothing, and is reported without its words")
  void bug() {
    new Announcements(
            List.of(
                announcement -> {
                  throw new IllegalStateException("secret words");
                },
                announcement -> {
                  announced.add(announcement);
                  return Optional.empty();
                }),
            deadline(),
            log,
            "request")
        .tell("run", told(Told.Outcome.HALTED, List.of()), NOW);
    assertThat(announced).hasSize(1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst())
        .contains("not-announced")
        .contains("IllegalStateException")
        .doesNotContain("secret words");
  }

  @Test
  @DisplayName("Without time nothing is told, and that is reported")
  void noTime() {
    left = Duration.ofSeconds(14);
    tell(told(Told.Outcome.HALTED, List.of()));
    assertThat(announced).isEmpty();
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("There was no time left for it.");
  }

  private Deadline deadline() {
    return new Deadline(() -> left, duration -> {});
  }

  private void tell(Told told) {
    announcements().tell("run", told, NOW);
  }

  private Announcements announcements() {
    return new Announcements(
        List.of(announcement -> {
          announced.add(announcement);
          return Optional.empty();
        }),
        deadline(),
        log,
        "request");
  }

  private static Told waiting() {
    Told told = told(Told.Outcome.WAITS, List.of());
    return new Told(
        told.secret(),
        told.user(),
        told.key(),
        told.outcome(),
        told.reason(),
        told.sentence(),
        told.remedy(),
        Optional.of(NOW),
        told.taken(),
        told.seen(),
        told.maxAge());
  }

  private static Told told(Told.Outcome outcome, List<Step> taken) {
    return new Told(
        "app/alice",
        Optional.of(new UserName("alice")),
        Optional.of(KEY),
        outcome,
        "foreign-key",
        "What happened.",
        "What to do.",
        Optional.empty(),
        taken,
        Optional.empty(),
        Optional.empty());
  }
}
