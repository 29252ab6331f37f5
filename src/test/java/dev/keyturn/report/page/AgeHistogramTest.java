package dev.keyturn.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlRule;
import dev.keyturn.audit.ControlTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AgeHistogramTest {
  private final AgeHistogram usual = new AgeHistogram(ControlTable.usual().controls());

  private static Control limit(int days) {
    return new Control("acme-" + days, "Keys are young", ControlRule.KEY_AGE, days, Map.of());
  }

  private static void add(AgeHistogram ages, int... days) {
    for (int age : days) {
      ages.add(AuditPages.NOW.minus(Duration.ofDays(age)), AuditPages.NOW);
    }
  }

  @Test
  @DisplayName("A key that is as old as the limit stands before it, one a day older behind it")
  void edge() {
    add(usual, 90, 91);

    assertThat(usual.columns().stream().filter(it -> it.count() > 0))
        .extracting(AgeHistogram.Column::span, AgeHistogram.Column::over)
        .containsExactly(tuple("61 to 90 days", false), tuple("91 to 120 days", true));
    int line = usual.limits().getFirst().x();
    assertThat(usual.columns().get(2).left() + usual.columns().get(2).width()).isLessThan(line);
    assertThat(usual.columns().get(3).left()).isGreaterThan(line);
  }

  @Test
  @DisplayName(
      "The first column has keys of today, also of a clock ahead; the last all that are older")
  void ends() {
    add(usual, -1, 0, 30, 360, 361, 4000);

    assertThat(usual.columns().getFirst().count()).isEqualTo(3);
    assertThat(usual.columns().get(11).count()).isEqualTo(1);
    assertThat(usual.columns().getLast())
        .matches(it -> it.count() == 2 && it.span().equals("over 360 days"));
  }

  @Test
  @DisplayName("Each limit is drawn, and all is within the drawing; where none is asked, none is")
  void limits() {
    AgeHistogram own = new AgeHistogram(List.of(limit(30), limit(100), limit(7)));
    add(own, 1, 50, 5000);

    assertThat(own.limits())
        .extracting(AgeHistogram.Mark::text)
        .containsExactly("acme-30: 30 days", "acme-100: 100 days", "acme-7: 7 days");
    assertThat(own.limits()).allMatch(it -> it.x() > 0 && it.x() < AgeHistogram.WIDTH / 2);
    assertThat(own.columns())
        .allMatch(it -> it.left() + it.width() < AgeHistogram.WIDTH && it.top() > 40);
    assertThat(new AgeHistogram(List.of()).limits()).isEmpty();
  }

  @Test
  @DisplayName("A single key among a million is still seen")
  void small() {
    for (int i = 0; i < 20_000; i++) {
      add(usual, 10);
    }
    add(usual, 200);
    usual.addUndated();

    assertThat(usual.columns().get(6).height()).isEqualTo(2);
    assertThat(usual.columns().getFirst().label()).isEqualTo("20k");
    assertThat(usual.sentence())
        .isEqualTo(
            "20002 Active keys by age in days; 1 are in columns beyond the limit of key-age: 90 days.");
  }
}
