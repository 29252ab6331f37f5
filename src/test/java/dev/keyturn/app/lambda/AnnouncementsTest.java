package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Schema;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Announcement;
import dev.keyturn.port.Failure;
import java.nio.file.Path;
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
  private static final VersionId VERSION = new VersionId("11111111-1111-1111-1111-111111111111");

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
                new Step.DeleteKey(KEY, Because.of(Reason.DELETE_PREVIOUS, KEY)),
                new Step.DeleteKey(KEY, Because.of(Reason.ORPHAN, KEY)))));
    assertThat(announced)
        .extracting(Announcement::type)
        .containsExactly(
            "Rotation Started",
            "Key Promoted",
            "Key Rolled Back",
            "Key Deactivated",
            "Key Deleted",
            "Orphan Removed");
    for (Announcement announcement : announced) {
      assertThat(Schema.problems(SCHEMA, announcement.detail())).isEmpty();
      assertThat(announcement.detail() + announcement.message()).doesNotContain(KEY.value());
      assertThat(announcement.subject()).matches("[ -~]{1,99}");
    }
    assertThat(announced.get(3).message()).contains("keyturn rollback app/alice");
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
            log,
            "request")
        .tell("run", told(Told.Outcome.HALTED, List.of()), NOW);
    assertThat(announced).hasSize(1);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("not-announced").contains("events:PutEvents");
  }

  private void tell(Told told) {
    new Announcements(
            List.of(announcement -> {
              announced.add(announcement);
              return Optional.empty();
            }),
            log,
            "request")
        .tell("run", told, NOW);
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
        Optional.empty());
  }
}
