package dev.keyturn.app.cli;

import dev.keyturn.evidence.Segment;
import dev.keyturn.evidence.SegmentName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads a whole journal, several segments at once: one in a bucket takes four requests, and most of
 * their time is the way there and back.
 */
final class JournalReader {
  /** S3 bears thousands of requests a second for a prefix; so many connections are kept open. */
  private static final int AT_ONCE = 16;

  /** What came of it: all segments, or why not. */
  sealed interface Result {
    /** In the order of names. */
    record Read(List<Segment> segments) implements Result {}

    /** A segment that cannot be read is unknown, and never left out. */
    record Failed(Failure failure) implements Result {}
  }

  private JournalReader() {}

  static Result read(JournalStore store) {
    return switch (store.segments("")) {
      case ReadResult.Got<List<String>>(List<String> names) ->
          read(store, names.stream().filter(SegmentName::isOne).toList());
      case ReadResult.Absent<List<String>> none -> new Result.Read(List.of());
      case ReadResult.Failed<List<String>>(Failure failure) -> new Result.Failed(failure);
    };
  }

  private static Result read(JournalStore store, List<String> names) {
    try (ExecutorService readers =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<ReadResult<Segment>>> reading = new ArrayList<>();
      for (String name : names) {
        reading.add(readers.submit(() -> segment(store, name)));
      }
      List<Segment> segments = new ArrayList<>();
      for (Future<ReadResult<Segment>> one : reading) {
        switch (resultOf(one)) {
          case ReadResult.Got<Segment>(Segment segment) -> segments.add(segment);
          case ReadResult.Absent<Segment> gone -> {}
          case ReadResult.Failed<Segment>(Failure failure) -> {
            readers.shutdownNow();
            return new Result.Failed(failure);
          }
        }
      }
      return new Result.Read(segments);
    }
  }

  /** A store answers whatever happens; what it throws is a bug, and is thrown on. */
  private static ReadResult<Segment> resultOf(Future<ReadResult<Segment>> reading) {
    try {
      return reading.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading a journal", interrupted);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }

  /** One segment. Its lines are gone where somebody took them away and left the checkpoint. */
  private static ReadResult<Segment> segment(JournalStore store, String name) {
    return switch (store.checkpoint(name)) {
      case ReadResult.Got<String>(String note) -> segment(store, name, Optional.of(note));
      case ReadResult.Absent<String> none -> segment(store, name, Optional.empty());
      case ReadResult.Failed<String>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  private static ReadResult<Segment> segment(
      JournalStore store, String name, Optional<String> checkpoint) {
    return switch (store.lines(name)) {
      case ReadResult.Got<String>(String text) ->
          new ReadResult.Got<>(Segment.read(name, text, checkpoint));
      case ReadResult.Absent<String> gone ->
          new ReadResult.Got<>(Segment.read(name, "", checkpoint));
      case ReadResult.Failed<String>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }
}
