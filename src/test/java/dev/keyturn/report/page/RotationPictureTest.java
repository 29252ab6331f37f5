package dev.keyturn.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Policy;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.CallLoad;
import dev.keyturn.report.FirstWave;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drawing of a simulation's days. */
class RotationPictureTest {
  private static final Instant BEGINS = Instant.parse("2026-03-01T00:00:00Z");

  private static RotationPicture picture(List<Integer> days, FirstWave... waves) {
    return new RotationPicture(
        new SimulationSummary(
            new AuditSource("r.csv", BEGINS, "ab".repeat(32), 1),
            "111122223333",
            new SimulationTerms(
                BEGINS, days.size(), Duration.ofHours(6), Duration.ZERO, Policy.DEFAULT),
            days,
            List.of(waves),
            CallLoad.NONE,
            CallLoad.NONE,
            0,
            Optional.empty(),
            List.of(),
            0,
            List.of(),
            List.of(),
            List.of()));
  }

  private static FirstWave wave(Duration spread, int mostADay) {
    return new FirstWave(spread, mostADay, mostADay, CallLoad.NONE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 40, 180, 250, 251, 600, 3650})
  @DisplayName("However many days there are, all columns are in the drawing, and none on another")
  void columns(int length) {
    List<Integer> days = new ArrayList<>(Collections.nCopies(length, 0));
    days.set(length - 1, 7);
    RotationPicture picture = picture(days, wave(Duration.ZERO, 30), wave(Duration.ofDays(7), 7));

    int end = 0;
    for (RotationPicture.Column column : picture.columns()) {
      assertThat(column.left()).isGreaterThanOrEqualTo(end);
      assertThat(column.width()).isPositive();
      end = column.left() + column.width();
    }
    assertThat(end).isLessThanOrEqualTo(RotationPicture.WIDTH);
    assertThat(picture.columns().getLast().height()).isBetween(2, 50);
    assertThat(picture.atOnce().orElseThrow().height()).isEqualTo(150);
    assertThat(picture.weeks().stream().mapToInt(RotationPicture.Week::rotations).sum())
        .isEqualTo(7);
    assertThat(picture.axis()).hasSizeBetween(1, 5);
    assertThat(picture.sentence())
        .isEqualTo("Rotations a day, 7 at most; without a spread it would be 30 on the first day.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5})
  @DisplayName("Where nothing is spread, there is no other beginning beside it")
  void notSpread(int first) {
    RotationPicture picture = picture(List.of(first, 0, 1), wave(Duration.ZERO, first));

    assertThat(picture.atOnce()).isEmpty();
    assertThat(picture.sentence())
        .isEqualTo("Rotations a day, %d at most.".formatted(Math.max(1, first)));
  }
}
