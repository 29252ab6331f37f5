package dev.keyturn.evidence;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where a journal can be gone on from: the ends of segments that nothing follows yet. There is one,
 * or several where runs wrote at once; the next run follows all of them, and the fork is closed.
 */
final class OpenEnds {
  /**
   * So many segments are read at most, from the last one back. An end that is farther away stays
   * open, and the check names it among the ends.
   */
  private static final int MOST_READ = 24;

  /**
   * A run that began so long before another one may have written after it. Its lines from then on
   * are followed by nobody, although later segments follow others that were begun after it.
   */
  private static final Duration LONG_RUN = Duration.ofHours(3);

  /** Where the last segment mostly is; only where there is none, all names are asked for. */
  private static final Duration LATELY = Duration.ofDays(31);

  private final JournalStore store;
  private final Supplier<Optional<Failure>> hindrance;
  private final List<JournalEnd> open = new ArrayList<>();

  /** How many lines of a segment are followed already. */
  private final Map<String, Integer> followed = new HashMap<>();

  private final Set<String> followedToTheEnd = new HashSet<>();
  private final Set<String> unread = new HashSet<>();

  private OpenEnds(JournalStore store, Supplier<Optional<Failure>> hindrance) {
    this.store = store;
    this.hindrance = hindrance;
  }

  /**
   * The ends, the latest first; a failure where they could not be found out.
   *
   * @param hindrance asked before each segment, whether there is a reason not to go on
   */
  static ReadResult<List<JournalEnd>> find(
      JournalStore store, Instant now, Supplier<Optional<Failure>> hindrance) {
    Optional<Failure> already = hindrance.get();
    if (already.isPresent()) {
      return new ReadResult.Failed<>(already.get());
    }
    ReadResult<List<String>> lately = store.segments(SegmentName.from(now.minus(LATELY)));
    boolean none =
        lately instanceof ReadResult.Absent
            || (lately instanceof ReadResult.Got<List<String>> got && got.value().isEmpty());
    return switch (none ? store.segments("") : lately) {
      case ReadResult.Got<List<String>>(List<String> names) ->
          new OpenEnds(store, hindrance)
              .walk(names.reversed().stream().filter(SegmentName::isOne).toList());
      case ReadResult.Absent<List<String>> absent -> new ReadResult.Got<>(List.of());
      case ReadResult.Failed<List<String>>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  private ReadResult<List<JournalEnd>> walk(List<String> latestFirst) {
    int most = Math.min(MOST_READ, latestFirst.size());
    for (String name : latestFirst.subList(0, most)) {
      if (isSettled(name, latestFirst.getFirst())) {
        break;
      }
      Optional<Failure> stop = hindrance.get();
      if (stop.isPresent()) {
        return new ReadResult.Failed<>(stop.get());
      }
      unread.remove(name);
      switch (read(name)) {
        case ReadResult.Got<Checkpoint>(Checkpoint segment) -> note(segment);
        case ReadResult.Absent<Checkpoint> empty -> {}
        case ReadResult.Failed<Checkpoint>(Failure failure) -> {
          return new ReadResult.Failed<>(failure);
        }
      }
    }
    return new ReadResult.Got<>(List.copyOf(open));
  }

  /** Whether neither this segment nor one before it can have an end that is open. */
  private boolean isSettled(String name, String latest) {
    return followedToTheEnd.contains(name)
        && unread.isEmpty()
        && SegmentName.begun(name).isBefore(SegmentName.begun(latest).minus(LONG_RUN));
  }

  private void note(Checkpoint segment) {
    JournalEnd end = segment.end();
    if (followed.getOrDefault(end.segment(), 0) < end.lines()) {
      open.add(end);
    }
    for (JournalEnd earlier : segment.follows()) {
      followed.merge(earlier.segment(), earlier.lines(), Math::max);
      if (earlier.ended()) {
        followedToTheEnd.add(earlier.segment());
      } else {
        unread.add(earlier.segment());
      }
    }
  }

  /** From the checkpoint, or else from the lines of a run that goes on or was killed. */
  private ReadResult<Checkpoint> read(String name) {
    Optional<Checkpoint> closed =
        store.checkpoint(name) instanceof ReadResult.Got<String>(String note)
            ? SignedNote.read(note).map(SignedNote::text).flatMap(Checkpoint::read)
            : Optional.empty();
    if (closed.filter(it -> it.end().segment().equals(name)).isPresent()) {
      return new ReadResult.Got<>(closed.get());
    }
    return switch (store.lines(name)) {
      case ReadResult.Got<String>(String text) -> of(Segment.read(name, text, Optional.empty()));
      case ReadResult.Absent<String> gone -> new ReadResult.Absent<>();
      case ReadResult.Failed<String>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  private static ReadResult<Checkpoint> of(Segment segment) {
    int lines = segment.lines().size();
    return lines == 0
        ? new ReadResult.Absent<>()
        : new ReadResult.Got<>(
            new Checkpoint(
                new JournalEnd(segment.name(), lines, segment.hash(lines), false),
                segment.follows()));
  }
}
