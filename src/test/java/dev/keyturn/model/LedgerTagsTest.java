package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AnnouncedRotations.Announced;
import dev.keyturn.model.Intent.Verb;
import dev.keyturn.model.Ledger.Act;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Mark;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.Retired;
import dev.keyturn.model.Ledger.Rollback;
import dev.keyturn.model.Ledger.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTagsTest {
  private static final Instant T = Instant.parse("2026-03-01T10:11:12.345Z");
  private static final AccessKeyId A = new AccessKeyId("AKIAAAAAAAAAAAAAAAAA");
  private static final AccessKeyId B = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");
  private static final UserId USER = new UserId("AIDAALICEALICEALICE1");

  private static final VersionId VERSION = new VersionId("01234567-0123-0123-0123-012345678901");
  private static final String ROTATION = LedgerTags.ROTATION + VERSION.value();

  /** What Secrets Manager allows in a tag's value. */
  private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

  private static Ledger full(Verb verb, State state, boolean open) {
    Intent intent =
        new Intent(
            verb, Optional.of(VERSION), Optional.of(A), "k3x9q2m7", T, T.plusSeconds(300), open);
    return new Ledger(
        Optional.of(USER),
        Optional.of(new Current(B, open ? Optional.of(VERSION) : Optional.empty())),
        Optional.of(new Previous(A, state, T, open ? Optional.empty() : Optional.of(VERSION))),
        Optional.of(new Mark(A, open ? Act.DEACTIVATE : Act.DELETE, T)),
        Optional.of(intent),
        Optional.of(new Rollback(B, T.plusSeconds(1))),
        open
            ? List.of()
            : List.of(
                new Retired(A, T.truncatedTo(ChronoUnit.SECONDS)),
                new Retired(B, T.truncatedTo(ChronoUnit.SECONDS).minusSeconds(9))),
        AnnouncedRotations.NONE.with(intent));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void everyLedgerIsReadBackAsItWasWritten(Verb verb) {
    for (State state : State.values()) {
      for (boolean open : new boolean[] {true, false}) {
        Ledger ledger = full(verb, state, open);
        Map<String, String> tags = LedgerTags.changes(Ledger.EMPTY, ledger);
        assertThat(LedgerTags.read(tags).ledger()).isEqualTo(ledger);
        assertThat(LedgerTags.read(tags).problems()).isEmpty();
        assertThat(tags.values()).allMatch(value -> TAG_VALUE.matcher(value).matches());
      }
    }
  }

  @Test
  void onlyWhatDiffersIsWritten() {
    Ledger before = full(Verb.ROTATE, State.ACTIVE, true);
    assertThat(LedgerTags.changes(before, before)).isEmpty();
    assertThat(LedgerTags.changes(before, before.closed(T))).containsOnlyKeys(LedgerTags.INTENT);
    assertThat(LedgerTags.changes(before, before.withoutPrevious()))
        .isEqualTo(Map.of(LedgerTags.PREVIOUS, "v1 none", LedgerTags.MARK, "v1 none"));
    assertThat(LedgerTags.changes(before, before.unmarked())).containsOnlyKeys(LedgerTags.MARK);
  }

  @Test
  void tagsOfOthersAreLeftAlone() {
    assertThat(LedgerTags.read(Map.of("team", "payments", "aws:x", "y")).problems()).isEmpty();
  }

  @Test
  void aTagOfOursThatIsUnknownIsAProblemAndNotIgnored() {
    assertThat(LedgerTags.read(Map.of("keyturn:max-agee", "90d")).problems())
        .containsExactly("tag keyturn:max-agee is not one of Keyturn's; remove or correct it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1",
        "v2 rotate by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z open",
        "v1 rotate since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z open",
        "v1 rotate by=x since=yesterday until=2026-03-01T10:11:12Z open",
        "v1 rotate by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z",
        "v1 rotate by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z open closed",
        "v1 destroy by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z open",
        "v1 rotate by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z token=short open",
        "v1 rotate by=x since=2026-03-01T10:11:12Z until=2026-03-01T10:11:12Z key=short open"
      })
  void anIntentThatCannotBeReadIsAProblemAndNotTakenForNone(String text) {
    LedgerTags.ParsedTags read = LedgerTags.read(Map.of(LedgerTags.INTENT, text));
    assertThat(read.problems()).hasSize(1).first().asString().contains(LedgerTags.INTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1 short active since 2026-03-01T10:11:12Z",
        "v1 AKIAAAAAAAAAAAAAAAAA gone since 2026-03-01T10:11:12Z",
        "v1 AKIAAAAAAAAAAAAAAAAA active since",
        "v1 AKIAAAAAAAAAAAAAAAAA active since +1000000000-12-31T23:59:59Z",
        "v1 AKIAAAAAAAAAAAAAAAAA active since -1000000000-01-01T00:00:00Z",
        "v1 AKIAAAAAAAAAAAAAAAAA active until 2026-03-01T10:11:12Z",
        "none"
      })
  void aPreviousKeyThatCannotBeReadIsAProblem(String text) {
    assertThat(LedgerTags.read(Map.of(LedgerTags.PREVIOUS, text)).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1 short since 2026-03-01T10:11:12Z",
        "v1 AKIAAAAAAAAAAAAAAAAA since",
        "v1 AKIAAAAAAAAAAAAAAAAA since yesterday",
        "v1 AKIAAAAAAAAAAAAAAAAA until 2026-03-01T10:11:12Z",
        "none"
      })
  void aRollbackThatCannotBeReadIsAProblem(String text) {
    assertThat(LedgerTags.read(Map.of(LedgerTags.ROLLBACK, text)).problems()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v1 since 2026-03-01T10:11:12Z key=short",
        "v1 since 2026-03-01T10:11:12Z key=",
        "v1 since 2026-03-01T10:11:12Z AKIAAAAAAAAAAAAAAAAA",
        "v1 since 2026-03-01T10:11:12Z key=AKIAAAAAAAAAAAAAAAAA open",
        "v1 since yesterday",
        "v1 until 2026-03-01T10:11:12Z",
        "v1 key=AKIAAAAAAAAAAAAAAAAA",
        "v1 none",
        "v1"
      })
  void aRotationThatCannotBeReadIsAProblem(String text) {
    assertThat(LedgerTags.read(Map.of(ROTATION, text)).problems()).hasSize(1);
  }

  @Test
  void aRotationToAFirstKeyLeavesNone() {
    String text = "v1 since 2026-03-01T10:11:12Z";
    LedgerTags.ParsedTags read = LedgerTags.read(Map.of(ROTATION, text));
    assertThat(read.problems()).isEmpty();
    assertThat(read.ledger().rotations().byVersion().values())
        .map(Announced::leaves)
        .containsOnly(Optional.empty());
  }

  @Test
  void thereMayBeNoRollback() {
    LedgerTags.ParsedTags over = LedgerTags.read(Map.of(LedgerTags.ROLLBACK, "v1 none"));
    assertThat(over.problems()).isEmpty();
    assertThat(over.ledger().rollback()).isEmpty();
  }

  @Test
  void aRotationOfNoVersionIsATagThatIsUnknown() {
    assertThat(
            LedgerTags.read(Map.of(LedgerTags.ROTATION + 3, "v1 since 2026-03-01T10:11:12Z"))
                .problems())
        .containsExactly("tag keyturn:rotation-3 is not one of Keyturn's; remove or correct it");
  }

  @Test
  void onlyTheTagsOfForgottenRotationsAreTakenAway() {
    Ledger before = full(Verb.ROTATE, State.ACTIVE, true);
    Ledger after = before.forgetting(List.of(VERSION)).withoutPrevious();
    assertThat(LedgerTags.removals(before, after)).containsExactly(ROTATION);
    assertThat(LedgerTags.changes(before, after)).doesNotContainKey(ROTATION);
    assertThat(LedgerTags.removals(after, before)).isEmpty();
    assertThat(LedgerTags.changes(after, before)).containsKey(ROTATION);
  }

  @Test
  void settingsAmongTheTagsAreHandedOn() {
    assertThat(LedgerTags.read(Map.of("keyturn:max-age", "30d")).settings().values())
        .isEqualTo(Map.of(Setting.MAX_AGE, "30d"));
  }
}
