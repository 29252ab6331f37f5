package dev.keyturn.evidence;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A journal in memory, which can be out of order, and which a test may tamper with. */
final class MemoryJournal implements JournalStore {
  static final Failure DOWN = new Failure.Unreachable("s3:PutObject", "no answer");

  final Map<String, StringBuilder> lines = new TreeMap<>();
  final Map<String, String> checkpoints = new TreeMap<>();
  int calls;
  boolean down;

  /** Whether a write takes effect although its reply is lost. */
  boolean repliesAreLost;

  @Override
  public ReadResult<List<String>> segments(String after) {
    calls++;
    return down
        ? new ReadResult.Failed<>(DOWN)
        : new ReadResult.Got<>(
            lines.keySet().stream().filter(name -> name.compareTo(after) > 0).toList());
  }

  @Override
  public ReadResult<String> lines(String segment) {
    calls++;
    return Optional.ofNullable(lines.get(segment))
        .<ReadResult<String>>map(text -> new ReadResult.Got<>(text.toString()))
        .orElseGet(ReadResult.Absent::new);
  }

  @Override
  public ReadResult<String> checkpoint(String segment) {
    calls++;
    return Optional.ofNullable(checkpoints.get(segment))
        .<ReadResult<String>>map(ReadResult.Got::new)
        .orElseGet(ReadResult.Absent::new);
  }

  @Override
  public Optional<Failure> append(String segment, long place, String text) {
    calls++;
    if (down) {
      return Optional.of(DOWN);
    }
    StringBuilder whole = lines.computeIfAbsent(segment, name -> new StringBuilder());
    boolean sentAgain = whole.length() > place && whole.substring((int) place).equals(text);
    if (!sentAgain) {
      if (whole.length() != place) {
        throw new IllegalStateException("written over: " + segment + " at " + place);
      }
      whole.append(text);
    }
    return repliesAreLost ? Optional.of(DOWN) : Optional.empty();
  }

  @Override
  public Optional<Failure> seal(String segment, String checkpoint) {
    calls++;
    if (down) {
      return Optional.of(DOWN);
    }
    if (checkpoints.putIfAbsent(segment, checkpoint) != null) {
      throw new IllegalStateException("sealed twice: " + segment);
    }
    return Optional.empty();
  }

  /** The lines of a segment that there is. */
  String text(String segment) {
    return Optional.ofNullable(lines.get(segment)).orElseThrow().toString();
  }

  /** The checkpoint of a segment that ended. */
  String note(String segment) {
    return Optional.ofNullable(checkpoints.get(segment)).orElseThrow();
  }

  /** All of it, as a reader has it. */
  List<Segment> read() {
    List<Segment> segments = new ArrayList<>();
    lines.forEach((name, text) ->
        segments.add(
            Segment.read(name, text.toString(), Optional.ofNullable(checkpoints.get(name)))));
    return segments;
  }
}
