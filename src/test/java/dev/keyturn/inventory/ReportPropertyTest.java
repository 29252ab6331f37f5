package dev.keyturn.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports drawn at random: what is written is what is read, whatever form the file has. */
class ReportPropertyTest {
  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("A report is read back as it was written, in each form that files of it have")
  void readBack(long seed) {
    DrawnReport drawn = new DrawnReport(seed);
    List<ReportRow> rows = new ArrayList<>();

    ReportReading reading = ReportReader.read(new ByteArrayInputStream(drawn.bytes()), rows::add);

    assertThat(reading)
        .isInstanceOfSatisfying(
            ReportReading.Whole.class,
            whole -> assertThat(whole.rows()).isEqualTo(drawn.rows().size()));
    assertThat(rows.stream().map(DrawnReport::withoutLine)).isEqualTo(drawn.rows());
    assertThat(rows).extracting(ReportRow::line).isSorted();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName(
      "Cut short anywhere, it is refused, or its rows but the last are those that were written")
  void cutShort(long seed) {
    DrawnReport drawn = new DrawnReport(seed);
    byte[] bytes = drawn.bytes();
    for (int cut = 1; cut < 40; cut++) {
      List<ReportRow> rows = new ArrayList<>();
      byte[] part = Arrays.copyOf(bytes, (int) ((long) bytes.length * cut / 40));
      if (ReportReader.read(new ByteArrayInputStream(part), rows::add)
          instanceof ReportReading.Whole) {
        // Half a field of free text in the last column, which AWS's last one is not, looks whole.
        assertThat(rows.subList(0, rows.size() - 1).stream().map(DrawnReport::withoutLine))
            .isEqualTo(drawn.rows().subList(0, rows.size() - 1));
      }
    }
  }
}
