package dev.keyturn.app.cli;

import dev.keyturn.evidence.Segment;
import dev.keyturn.evidence.SegmentName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a whole journal. */
final class JournalReader {
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
    List<Segment> segments = new ArrayList<>();
    for (String name : names) {
      Optional<String> checkpoint = Optional.empty();
      switch (store.checkpoint(name)) {
        case ReadResult.Got<String>(String note) -> checkpoint = Optional.of(note);
        case ReadResult.Absent<String> none -> {}
        case ReadResult.Failed<String>(Failure failure) -> {
          return new Result.Failed(failure);
        }
      }
      switch (store.lines(name)) {
        case ReadResult.Got<String>(String text) ->
            segments.add(Segment.read(name, text, checkpoint));
        case ReadResult.Absent<String> gone -> segments.add(Segment.read(name, "", checkpoint));
        case ReadResult.Failed<String>(Failure failure) -> {
          return new Result.Failed(failure);
        }
      }
    }
    return new Result.Read(segments);
  }
}
