package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"90d,P90D", "36h,PT36H", "5s,PT5S", "15m,PT15M", "1d12h,P1DT12H", "0s,PT0S"})
  void durationsAreReadAsPeopleWriteThem(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
    assertThat(Durations.parse(Durations.format(expected))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "90",
        "d",
        "-5d",
        "5 d",
        "12h1d",
        "1.5d",
        "9999999d",
        "90D",
        "forever",
        "٣d"
      })
  void anythingElseIsNoDuration(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"P83DT4H5M,83d 4h", "PT90S,1m 30s", "PT3H,3h", "PT-5S,5s", "PT0S,0s"})
  void peopleSeeTheTwoLargestParts(Duration duration, String expected) {
    assertThat(Durations.rough(duration)).isEqualTo(expected);
  }
}
