package dev.keyturn.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Today is Monday, 30 November 2026, at noon. */
class DueCalendarTest {
  private final DueCalendar due =
      new DueCalendar(
          new Control("key-age", "Young", ControlRule.KEY_AGE, 90, Map.of()), AuditPages.NOW);

  private static Instant ago(int days) {
    return AuditPages.NOW.minus(Duration.ofDays(days));
  }

  @Test
  @DisplayName("A key fails a whole day after its limit: that is the day it is shown on")
  void day() {
    due.add(ago(90));
    due.add(ago(91));
    due.add(ago(91).plusSeconds(1));

    assertThat(due.over()).isEqualTo(1);
    List<DueCalendar.Day> first = due.weeks().getFirst().days();
    assertThat(first.get(0)).isEqualTo(new DueCalendar.Day(30, 1, 4, false));
    assertThat(first.get(1)).isEqualTo(new DueCalendar.Day(1, 1, 4, false));
  }

  @Test
  @DisplayName(
      "It ends with the last week that has a key, after fourteen at most; later ones are counted")
  void weeks() {
    due.add(ago(0));
    due.add(ago(0).plus(Duration.ofDays(20)));

    assertThat(due.weeks()).hasSize(14).last().matches(week -> week.from().equals("1 Mar"));
    assertThat(due.later()).isEqualTo(1);
  }

  @Test
  @DisplayName("Days with more keys are darker; days of this week that are over are marked")
  void shades() {
    DueCalendar thursday =
        new DueCalendar(
            new Control("a", "b", ControlRule.KEY_AGE, 90, Map.of()),
            ago(0).plusSeconds(3 * 86_400));
    for (int i = 0; i < 8; i++) {
      thursday.add(ago(87));
    }
    thursday.add(ago(86));

    List<DueCalendar.Day> days = thursday.weeks().getFirst().days();
    assertThat(days).extracting(DueCalendar.Day::shade).containsExactly(0, 0, 0, 0, 4, 1, 0);
    assertThat(days)
        .extracting(DueCalendar.Day::past)
        .containsExactly(true, true, true, false, false, false, false);
  }

  @Test
  @DisplayName("Where nothing falls due there are no weeks")
  void empty() {
    assertThat(due.weeks()).isEmpty();
  }
}
