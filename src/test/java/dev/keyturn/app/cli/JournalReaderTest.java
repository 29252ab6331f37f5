package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.evidence.Segment;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reading a whole journal, segments side by side. */
class JournalReaderTest {
  private static final Failure DENIED = new Failure.Denied("s3:GetObject", false, "no");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static String name(int place) {
    return "20261130T15%02d00.000Z-aaaaaaaa".formatted(place);
  }

  /** A journal of so many segments; one answers only when as many are being read at once. */
  private static final class Meeting implements JournalStore {
    private final int segments;
    private final CountDownLatch met;
    private final String broken;

    Meeting(int segments, int meeting, String broken) {
      this.segments = segments;
      this.met = new CountDownLatch(meeting);
      this.broken = broken;
    }

    @Override
    public ReadResult<List<String>> segments(String after) {
      return new ReadResult.Got<>(
          IntStream.range(0, segments).mapToObj(JournalReaderTest::name).toList());
    }

    @Override
    public ReadResult<String> lines(String segment) {
      return segment.equals(broken)
          ? new ReadResult.Failed<>(DENIED)
          : new ReadResult.Got<>("{\"segment\":\"" + segment + "\"}\n");
    }

    @Override
    public ReadResult<String> checkpoint(String segment) {
      met.countDown();
      try {
        return met.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            ? new ReadResult.Absent<>()
            : new ReadResult.Failed<>(new Failure.Unreachable("s3:GetObject", "one by one"));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new ReadResult.Failed<>(DENIED);
      }
    }

    @Override
    public Optional<Failure> append(String segment, long place, String text) {
      throw new AssertionError("a reader writes nothing");
    }

    @Override
    public Optional<Failure> seal(String segment, String checkpoint) {
      throw new AssertionError("a reader writes nothing");
    }
  }

  @Test
  @DisplayName("Eight segments are being read at once, and come in the order of their names")
  void atOnce() {
    assertThat(JournalReader.read(new Meeting(40, 8, "")))
        .isInstanceOfSatisfying(
            JournalReader.Result.Read.class,
            read ->
                assertThat(read.segments())
                    .extracting(Segment::name)
                    .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(JournalReaderTest::name).toList()));
  }

  @Test
  @DisplayName("One that cannot be read is a failure of the whole, and never left out")
  void broken() {
    assertThat(JournalReader.read(new Meeting(40, 1, name(30))))
        .isEqualTo(new JournalReader.Result.Failed(DENIED));
  }
}
